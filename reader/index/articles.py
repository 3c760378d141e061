"""The rows of articles."""

# ruff: noqa: S608 - what is put into the SQL is written in this package; every value is a parameter

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.index.folding import sort_key, spaced
from reader.model.article import Article, ArticleState, Listing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from reader.store.stamp import Stamp

LISTED = (
    "article.id, path, title, author, source, url, published, added, language, words, text_hash, "
    "read, starred, position, highlights, themes"
)
"""The columns that `listing` takes."""

_FACTS = ("id", "path", "title", "author", "source", "url", "published", "added", "language", "words", "text_hash")
_STATE = ("read", "starred", "position", "highlights", "themes")
_DERIVED = ("date", "title_key", "source_key", "mtime_ns", "size", "inode")
_COLUMNS = (*_FACTS, *_STATE, *_DERIVED)
_INSERT = f"INSERT INTO article ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_UPDATE = f"UPDATE article SET {', '.join(f'{column} = ?' for column in _COLUMNS)} WHERE key = ?"
_LAST = "\U0010ffff"
"""Sorts articles without a source after all others."""


def listing(row: Sequence[Any]) -> Listing:
    """What a row of the columns `LISTED` says."""
    read, starred, position, highlights, themes = row[11:]
    state = ArticleState(bool(read), bool(starred), position)
    return Listing(Article(*row[:11]), state, highlights, tuple(themes.split("\n")) if themes else ())


def put(connection: sqlite3.Connection, given: Listing, stamp: Stamp, body: str) -> None:
    """Write an article's row in place of the one with its path or its id.

    What its notes file says of it counts before what `given` says.
    """
    article = given.article
    values = (
        *(getattr(article, fact) for fact in _FACTS),
        *_state(connection, given),
        article.published or article.added,
        sort_key(article.title),
        sort_key(article.source) or _LAST,
        *columns(stamp),
    )
    indexed = (article.id, article.title, article.author, article.source, article.text_hash)
    known = "SELECT id, title, author, source, text_hash, key FROM article WHERE path = ?"
    row = connection.execute(known, (article.path,)).fetchone()
    if row and row[:-1] == indexed and article.text_hash:
        connection.execute(_UPDATE, (*values, row[-1]))
        return
    connection.execute("DELETE FROM article WHERE path = ? OR id = ?", (article.path, article.id))
    key = connection.execute(_INSERT, values).lastrowid
    words = (article.title, article.author, article.source, body)
    insert = "INSERT INTO article_words (rowid, title, author, source, body) VALUES (?, ?, ?, ?, ?)"
    connection.execute(insert, (key, *map(spaced, words)))


def columns(stamp: Stamp) -> tuple[int, int, str]:
    """A stamp as it is kept: an inode may have more bits than SQLite's integers."""
    return stamp.mtime_ns, stamp.size, str(stamp.inode)


def _state(connection: sqlite3.Connection, given: Listing) -> Sequence[Any]:
    noted = f"SELECT {', '.join(_STATE)} FROM shard WHERE article_id = ?"
    row: Sequence[Any] | None = connection.execute(noted, (given.article.id,)).fetchone()
    state = given.state
    return row or (state.read, state.starred, state.position, given.highlights, "\n".join(given.themes))
