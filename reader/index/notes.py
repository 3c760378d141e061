"""The rows of notes, and what an article's row takes from them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.index.articles import columns, identity
from reader.index.folding import fold, spaced
from reader.index.schema import SHIFT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from reader.model.annotation import Highlight
    from reader.model.article import ArticleState
    from reader.store.stamp import Stamp

_INSERT = "INSERT INTO note (key, id, quote, note, themes, speaker, status, start) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_WORDS = "INSERT INTO note_words (rowid, quote, note, themes, speaker) VALUES (?, ?, ?, ?, ?)"
_DELETE_WORDS = (
    "INSERT INTO note_words (note_words, rowid, quote, note, themes, speaker) VALUES ('delete', ?, ?, ?, ?, ?)"
)
_OF_ARTICLE = "SELECT key, id, quote, note, themes, speaker, status, start FROM note WHERE key BETWEEN ? AND ?"


class _Row(NamedTuple):
    """A note as it is kept."""

    id: str
    quote: str
    note: str
    themes: str
    """One a line."""

    speaker: str
    status: str
    start: int

    def words(self) -> tuple[str, ...]:
        """What is looked up in full text."""
        return tuple(map(spaced, (self.quote, self.note, self.themes, self.speaker)))

    def names(self) -> list[tuple[str, str]]:
        """Its themes, folded and as they are written."""
        return [(fold(name), name) for name in self.themes.split("\n") if name]


def put(
    connection: sqlite3.Connection, article_id: str, stamp: Stamp, state: ArticleState, highlights: Sequence[Highlight]
) -> None:
    """Write what a notes file holds; only the rows that differ are touched."""
    key = identity(connection, article_id)
    wanted = {_row(highlight) for highlight in highlights}
    known = _known(connection, key)
    for row in known.keys() - wanted:
        _remove(connection, known[row], row)
    following = max(known.values(), default=(key << SHIFT) - 1) + 1
    for note, row in enumerate(sorted(wanted - known.keys()), following):
        _insert(connection, note, row)
    used = Counter(theme for highlight in highlights for theme in highlight.annotation.themes)
    themes = "\n".join(name for name, _ in used.most_common())
    passages = sum(highlight.annotation.is_passage for highlight in highlights)
    values = (state.read, state.starred, state.position, passages, themes)
    connection.execute("REPLACE INTO shard VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (key, *values, *columns(stamp)))
    _tell_article(connection, key, values)


def remove(connection: sqlite3.Connection, article_id: str) -> None:
    """Take out what is known of an article's notes file, which is gone."""
    key = identity(connection, article_id)
    for row, note in _known(connection, key).items():
        _remove(connection, note, row)
    connection.execute("DELETE FROM shard WHERE key = ?", (key,))
    _tell_article(connection, key, (False, False, 0, 0, ""))


def _tell_article(connection: sqlite3.Connection, key: int, values: tuple[bool, bool, int, int, str]) -> None:
    update = "UPDATE article SET read = ?, starred = ?, position = ?, highlights = ?, themes = ? WHERE key = ?"
    connection.execute(update, (*values, key))


def _row(highlight: Highlight) -> _Row:
    annotation = highlight.annotation
    return _Row(
        id=annotation.id,
        quote="\n".join((annotation.target.quote.exact, *annotation.formerly)),
        note=annotation.note,
        themes="\n".join(dict.fromkeys(annotation.themes)),
        speaker=annotation.speaker,
        status=str(highlight.status),
        start=highlight.span.start if highlight.span else annotation.target.position.start,
    )


def _known(connection: sqlite3.Connection, key: int) -> dict[_Row, int]:
    """The rows of an article's notes, with their keys."""
    rows = connection.execute(_OF_ARTICLE, (key << SHIFT, (key + 1 << SHIFT) - 1))
    return {_Row(*values): note for note, *values in rows}


def _insert(connection: sqlite3.Connection, note: int, row: _Row) -> None:
    connection.execute(_INSERT, (note, *row))
    connection.execute(_INSERT_WORDS, (note, *row.words()))
    connection.executemany("INSERT INTO theme VALUES (?, ?, ?)", [(*names, note) for names in row.names()])


def _remove(connection: sqlite3.Connection, note: int, row: _Row) -> None:
    connection.execute("DELETE FROM note WHERE key = ?", (note,))
    connection.execute(_DELETE_WORDS, (note, *row.words()))
    delete = "DELETE FROM theme WHERE folded = ? AND name = ? AND note = ?"
    connection.executemany(delete, [(*names, note) for names in row.names()])
