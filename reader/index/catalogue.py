"""The catalogue of a library: which articles and notes there are, and which of them match a query.

It is derived: the files are the truth, and whatever happens to the catalogue, it can be made from them again.
"""

# ruff: noqa: S608 - what is put into the SQL is written in this package; every value is a parameter

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.index import articles
from reader.index.articles import LISTED, listing
from reader.index.schema import ORDERS, SHIFT
from reader.store.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reader.index.terms import Query
    from reader.model.annotation import Highlight
    from reader.model.article import ArticleState, Listing

SORTS = tuple(ORDERS)
"""What articles can be sorted by: newest, alphabetically, longest, most highlights first; then by title."""

RACY_NS = 2_000_000_000
"""Nanoseconds within which a file system may give two versions of a file the same time."""

FEW = 2_000
"""Matches that are sorted faster than met in the order of an index."""


class Catalogue:
    """What can be found in a library; any thread may use it."""

    def __init__(self, path: Path, clock_ns: Callable[[], int] = time.time_ns) -> None:
        from reader.index.database import Database  # noqa: PLC0415 - sqlite3 only once a library is opened

        self._database = Database(path)
        self._clock_ns = clock_ns
        self._counted: tuple[Query, int] | None = None

    @property
    def is_stale(self) -> bool:
        """Was it made anew, so that nothing is in it until every file is read again?"""
        return self._database.is_stale

    @property
    def was_damaged(self) -> bool:
        """Was it made anew because it could not be read?"""
        return self._database.was_damaged

    @property
    def losses(self) -> int:
        """How often it lost what was in it since it was opened: on a full disk it goes on in an empty memory."""
        return self._database.losses

    def renew(self) -> None:
        """Forget everything: the next look at the files reads each of them."""
        self._database.renew()

    def be_fresh(self) -> None:
        """Take down that every file has been read."""
        self._database.is_stale = False

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def batch(self) -> AbstractContextManager[None]:
        """Write the changes within together, which is faster; other threads may go on meanwhile."""
        return self._database.batch()

    def stamps(self) -> dict[str, Stamp]:
        """The stamp of each article's file when it was read, by path."""
        rows = self._database.read("SELECT path, mtime_ns, size, inode FROM article")
        return {path: Stamp(mtime, size, int(inode)) for path, mtime, size, inode in rows}

    def below(self, folder: str) -> list[str]:
        """The paths of the articles in and below a folder."""
        rows = self._database.read(
            "SELECT path FROM article WHERE path >= ? AND path < ?", (f"{folder}/", f"{folder}0")
        )
        return [path for (path,) in rows]

    def paths(self) -> dict[str, str]:
        """The path of each article by its id."""
        return dict(self._database.read("SELECT id, path FROM article"))

    def note_stamps(self) -> dict[str, Stamp]:
        """The stamp of each notes file when it was read, by the article's id."""
        rows = self._database.read("SELECT id, mtime_ns, size, inode FROM shard JOIN identity USING (key)")
        return {article_id: Stamp(mtime, size, int(inode)) for article_id, mtime, size, inode in rows}

    def put(self, given: Listing, stamp: Stamp, body: str) -> None:
        """Write an article in place of the one with its path or its id; `body` is its text, to be searched.

        State, highlights and themes are taken from `given` only where `put_notes` has not told them.
        """
        stamp = self._sure(stamp)
        self._database.change(lambda connection: articles.put(connection, given, stamp, body))

    def put_words(self, article_id: str, words: int) -> None:
        """Write how many words an article has, now that some of its lines count or no longer do."""
        self._database.change(lambda connection: articles.put_words(connection, article_id, words))

    def remove(self, path: str) -> None:
        """Take out the article at `path`; its notes stay."""
        self._database.change(lambda connection: articles.remove(connection, path))

    def put_notes(self, article_id: str, stamp: Stamp, state: ArticleState, highlights: Sequence[Highlight]) -> None:
        """Write what an article's notes file holds; `highlights` are all of them, in any order."""
        from reader.index import notes  # noqa: PLC0415 - a list is shown without

        stamp = self._sure(stamp)
        self._database.change(lambda connection: notes.put(connection, article_id, stamp, state, highlights))

    def remove_notes(self, article_id: str) -> None:
        """Take out what an article's notes file held."""
        from reader.index import notes  # noqa: PLC0415 - a list is shown without

        self._database.change(lambda connection: notes.remove(connection, article_id))

    def count(self, query: Query | None = None) -> int:
        """How many articles match."""
        condition, parameters = _on_articles(query)
        ((count,),) = self._database.read(f"SELECT count(*) FROM article WHERE {condition}", parameters)
        if query:
            self._counted = query, count
        return int(count)

    def page(
        self, query: Query | None = None, sort: str = "date", offset: int = 0, limit: int | None = None
    ) -> list[Listing]:
        """The articles that match, in an order of `SORTS`, from `offset` on; `limit` None is all of them."""
        keys, parameters = self._ordered("key", query, sort)
        # The index alone is walked up to the page: rows are looked up only for what is on it.
        sql = (
            f"SELECT {LISTED} FROM article JOIN ({keys} LIMIT ? OFFSET ?) AS wanted ON wanted.key = article.key "
            f"ORDER BY {ORDERS[sort]}"
        )
        return [listing(row) for row in self._database.read(sql, (*parameters, _or_all(limit), offset))]

    def ids(self, query: Query | None = None, sort: str = "date") -> list[str]:
        """The ids of the articles that match, in order."""
        return [article_id for (article_id,) in self._database.read(*self._ordered("id", query, sort))]

    def get(self, article_id: str) -> Listing | None:
        """The article with this id; None when there is none."""
        return self._first("id = ?", article_id)

    def by_path(self, path: str) -> Listing | None:
        """The article whose file is at `path`; None when there is none."""
        return self._first("path = ?", path)

    def by_url(self, url: str) -> Listing | None:
        """The newest article from this address, however it is spelled; None when there is none."""
        return self._first("address <> '' AND address = ?", articles.address(url))

    def by_hash(self, text_hash: str) -> Listing | None:
        """The newest article with this text; None when there is none."""
        return self._first("text_hash = ?", text_hash)

    def addresses(self) -> list[tuple[str, str]]:
        """The addresses of articles and their ids, the newest article first."""
        order = ORDERS["date"]
        return self._database.read(f"SELECT url, id FROM article WHERE url <> '' ORDER BY {order}")

    def titled(self, title: str, limit: int = 20) -> list[Listing]:
        """The articles of a title, whatever its case and accents, newest first."""
        from reader.index.folding import sort_key  # noqa: PLC0415 - a list is shown without

        return self._select("title_key = ?", (sort_key(title),), limit)

    def saying(self, words: str, limit: int) -> list[Listing]:
        """Articles in whose text these words stand in a row, newest first."""
        from reader.index.matching import body_says  # noqa: PLC0415 - a list is shown without

        condition = body_says(words)
        return self._select(*condition, limit) if condition is not None else []

    def find(self, reference: str) -> list[Listing]:
        """The articles that `reference` may mean, newest first, ten at most.

        An id, else a path in the library or in its `articles`, else an address, else a title, else a part of an id or
        a title.
        """
        from reader.index.references import meanings  # noqa: PLC0415 - a list is shown without

        for condition, parameters in meanings(reference):
            if found := self._select(condition, parameters, 10):
                return found
        return []

    def annotations(self, query: Query | None = None) -> list[tuple[str, str]]:
        """The ids of article and annotation of the notes that match: newest article first, then as in the text.

        Without a query these are all, also those whose article is gone.
        """
        from reader.index.matching import on_notes  # noqa: PLC0415 - a list is shown without

        condition, parameters = on_notes(query) if query else ("TRUE", ())
        rows = self._database.read(
            "SELECT identity.id, note.id FROM note "
            f"JOIN identity ON identity.key = note.key >> {SHIFT} LEFT JOIN article ON article.key = identity.key "
            f"WHERE {condition} ORDER BY date DESC, title_key, identity.id, start, note.id",
            parameters,
        )
        return [(article_id, note_id) for article_id, note_id in rows]

    def themes(self) -> list[tuple[str, int, int]]:
        """The themes in use: name, highlights, articles; in the order of their names."""
        return self._database.read(
            f"SELECT name, count(*), count(DISTINCT note >> {SHIFT}) FROM theme GROUP BY folded, name "
            "ORDER BY folded, name"
        )

    def unthemed(self) -> set[str]:
        """The ids of the annotations without a theme."""
        return {identifier for (identifier,) in self._database.read("SELECT id FROM note WHERE themes = ''")}

    def themed(self, names: Iterable[str]) -> list[str]:
        """The ids of the articles with notes that have one of these themes, also of those that are gone."""
        from reader.index.folding import fold  # noqa: PLC0415 - a list is shown without

        found: dict[str, None] = {}
        for name in names:
            rows = self._database.read(
                f"SELECT DISTINCT identity.id FROM theme JOIN identity ON identity.key = theme.note >> {SHIFT} "
                "WHERE folded = ? AND name = ?",
                (fold(name), name),
            )
            found.update(dict.fromkeys(article_id for (article_id,) in rows))
        return sorted(found)

    def _ordered(self, column: str, query: Query | None, sort: str) -> tuple[str, Sequence[str]]:
        """The SELECT of a column of the articles that match, in order."""
        order = ORDERS[sort]
        condition, parameters = _on_articles(query)
        # Left to itself, SQLite looks up and sorts every match, however many there are.
        index = "" if self._are_few(query) else f"INDEXED BY article_by_{sort}"
        return f"SELECT {column} FROM article {index} WHERE {condition} ORDER BY {order}", parameters

    def _are_few(self, query: Query | None) -> bool:
        if not query:
            return False
        counted = self._counted
        size = counted[1] if counted and counted[0] == query else self.count(query)
        return size <= FEW

    def _first(self, sql: str, value: str) -> Listing | None:
        return next(iter(self._select(sql, (value,), 1)), None)

    def _select(self, sql: str, parameters: tuple[str, ...], limit: int) -> list[Listing]:
        select = f"SELECT {LISTED} FROM article WHERE {sql} ORDER BY {ORDERS['date']} LIMIT ?"
        return [listing(row) for row in self._database.read(select, (*parameters, limit))]

    def _sure(self, stamp: Stamp) -> Stamp:
        """`stamp`, or one that no file has when it is too young to tell the next version of the file."""
        is_racy = abs(self._clock_ns() - stamp.mtime_ns) < RACY_NS
        return Stamp(-1, stamp.size, stamp.inode) if is_racy else stamp


def _on_articles(query: Query | None) -> tuple[str, Sequence[str]]:
    if not query:
        return "TRUE", ()
    from reader.index.matching import on_articles  # noqa: PLC0415 - a list is shown without

    return on_articles(query)


def _or_all(limit: int | None) -> int:
    # SQLite's word for no limit.
    return -1 if limit is None else limit
