"""The rows of articles."""

# ruff: noqa: S608 - what is put into the SQL is written in this package; every value is a parameter

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.index.folding import sort_key, spaced
from reader.index.schema import SHIFT
from reader.model import addresses
from reader.model.article import Article, ArticleState, Listing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from reader.store.stamp import Stamp

_FACTS = ("id", "path", "title", "author", "source", "url", "published", "added", "language", "words", "text_hash")
_STATE = ("read", "starred", "position", "highlights", "themes")
_DERIVED = ("date", "title_key", "source_key", "address", "mtime_ns", "size", "inode")
_COLUMNS = (*_FACTS, *_STATE, *_DERIVED)
_INSERT = f"INSERT INTO article (key, body, {', '.join(_COLUMNS)}) VALUES (?, ?{', ?' * len(_COLUMNS)})"
_UPDATE = f"UPDATE article SET {', '.join(f'{column} = ?' for column in _COLUMNS)} WHERE key = ?"
_INSERT_WORDS = "INSERT INTO article_words (rowid, title, author, source, body) VALUES (?, ?, ?, ?, ?)"
_LAST = "\U0010ffff"
"""Sorts articles without a source after all others."""

LISTED = ", ".join((*_FACTS, *_STATE))
"""The columns that `listing` takes."""


def listing(row: Sequence[Any]) -> Listing:
    """What a row of the columns `LISTED` says."""
    read, starred, position, highlights, themes = row[11:]
    state = ArticleState(bool(read), bool(starred), position)
    return Listing(Article(*row[:11]), state, highlights, tuple(themes.split("\n")) if themes else ())


def address(url: str) -> str:
    """What an article's address is compared by."""
    return addresses.compared(url) or url


def identity(connection: sqlite3.Connection, article_id: str) -> int:
    """The key of an article's id, which stays when the article goes."""
    connection.execute("INSERT OR IGNORE INTO identity (id) VALUES (?)", (article_id,))
    (key,) = connection.execute("SELECT key FROM identity WHERE id = ?", (article_id,)).fetchone()
    return int(key)


def columns(stamp: Stamp) -> tuple[int, int, str]:
    """A stamp as it is kept: an inode may have more bits than SQLite's integers."""
    return stamp.mtime_ns, stamp.size, str(stamp.inode)


def put(connection: sqlite3.Connection, given: Listing, stamp: Stamp, body: str) -> None:
    """Write an article's row in place of the one with its path or its id.

    What its notes file says of it counts before what `given` says.
    """
    article = given.article
    key = identity(connection, article.id)
    values = (
        *(getattr(article, fact) for fact in _FACTS),
        *_state(connection, key, given),
        article.published or article.added,
        sort_key(article.title),
        sort_key(article.source) or _LAST,
        address(article.url),
        *columns(stamp),
    )
    searched = (article.title, article.author, article.source)
    known = "SELECT title, author, source, text_hash FROM article WHERE key = ? AND path = ?"
    if connection.execute(known, (key, article.path)).fetchone() == (*searched, article.text_hash or None):
        connection.execute(_UPDATE, (*values, key))
        return
    connection.execute("DELETE FROM article WHERE path = ? OR key = ?", (article.path, key))
    row = _next_body(connection, key)
    connection.execute(_INSERT, (key, row, *values))
    connection.execute(_INSERT_WORDS, (row, *map(spaced, (*searched, body))))


def put_words(connection: sqlite3.Connection, article_id: str, words: int) -> None:
    """Write how many words an article has."""
    connection.execute("UPDATE article SET words = ? WHERE id = ?", (words, article_id))


def remove(connection: sqlite3.Connection, path: str) -> None:
    """Take out the article at `path`."""
    connection.execute("DELETE FROM article WHERE path = ?", (path,))


def _state(connection: sqlite3.Connection, key: int, given: Listing) -> Sequence[Any]:
    noted = f"SELECT {', '.join(_STATE)} FROM shard WHERE key = ?"
    row: Sequence[Any] | None = connection.execute(noted, (key,)).fetchone()
    state = given.state
    return row or (state.read, state.starred, state.position, given.highlights, "\n".join(given.themes))


def _next_body(connection: sqlite3.Connection, key: int) -> int:
    """A key in full text that no version of the article's text has had."""
    used = "SELECT max(body) FROM dead WHERE body BETWEEN ? AND ?"
    (last,) = connection.execute(used, (key << SHIFT, (key + 1 << SHIFT) - 1)).fetchone()
    return key << SHIFT if last is None else int(last) + 1
