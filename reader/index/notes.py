"""The rows of notes, and what an article's row takes from them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.index.articles import columns
from reader.index.folding import fold, spaced

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from reader.model.annotation import Highlight
    from reader.model.article import ArticleState
    from reader.store.stamp import Stamp

_INSERT_WORDS = "INSERT INTO note_words (rowid, quote, note, themes, speaker) VALUES (?, ?, ?, ?, ?)"
_DELETE_WORDS = (
    "INSERT INTO note_words (note_words, rowid, quote, note, themes, speaker) VALUES ('delete', ?, ?, ?, ?, ?)"
)
_INSERT = (
    "INSERT INTO note (article_id, id, quote, note, themes, speaker, status, start) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


class _Row(NamedTuple):
    """A note as it is kept."""

    quote: str
    note: str
    themes: str
    """One a line."""

    speaker: str
    status: str
    start: int

    @property
    def words(self) -> tuple[str, ...]:
        """What is looked up in full text."""
        return tuple(map(spaced, self[:4]))


def put(
    connection: sqlite3.Connection, article_id: str, stamp: Stamp, state: ArticleState, highlights: Sequence[Highlight]
) -> None:
    """Write what a notes file holds; only the rows that differ are touched."""
    given = {highlight.id: _row(highlight) for highlight in highlights}
    known = _known(connection, article_id)
    for note_id, (key, row) in known.items():
        if given.get(note_id) != row:
            _remove(connection, article_id, key, row)
    for note_id, row in given.items():
        if note_id not in known or known[note_id][1] != row:
            _insert(connection, article_id, note_id, row)
    used = Counter(theme for highlight in highlights for theme in highlight.annotation.themes)
    themes = "\n".join(name for name, _ in used.most_common())
    values = (state.read, state.starred, state.position, len(given), themes)
    connection.execute(
        "INSERT OR REPLACE INTO shard VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (article_id, *values, *columns(stamp))
    )
    _tell_article(connection, article_id, values)


def remove(connection: sqlite3.Connection, article_id: str) -> None:
    """Take out what is known of an article's notes file, which is gone."""
    for key, row in _known(connection, article_id).values():
        _remove(connection, article_id, key, row)
    connection.execute("DELETE FROM shard WHERE article_id = ?", (article_id,))
    _tell_article(connection, article_id, (False, False, 0, 0, ""))


def _tell_article(connection: sqlite3.Connection, article_id: str, values: tuple[bool, bool, int, int, str]) -> None:
    update = "UPDATE article SET read = ?, starred = ?, position = ?, highlights = ?, themes = ? WHERE id = ?"
    connection.execute(update, (*values, article_id))


def _row(highlight: Highlight) -> _Row:
    annotation = highlight.annotation
    start = highlight.span.start if highlight.span else annotation.target.position.start
    themes = "\n".join(annotation.themes)
    quote = annotation.target.quote.exact
    return _Row(quote, annotation.note, themes, annotation.speaker, str(highlight.status), start)


def _known(connection: sqlite3.Connection, article_id: str) -> dict[str, tuple[int, _Row]]:
    rows = connection.execute(
        "SELECT id, key, quote, note, themes, speaker, status, start FROM note WHERE article_id = ?", (article_id,)
    )
    return {note_id: (key, _Row(*values)) for note_id, key, *values in rows}


def _insert(connection: sqlite3.Connection, article_id: str, note_id: str, row: _Row) -> None:
    key = connection.execute(_INSERT, (article_id, note_id, *row)).lastrowid
    connection.execute(_INSERT_WORDS, (key, *row.words))
    themes = [(fold(name), name, article_id, key) for name in dict.fromkeys(row.themes.split("\n")) if name]
    connection.executemany("INSERT INTO theme VALUES (?, ?, ?, ?)", themes)


def _remove(connection: sqlite3.Connection, article_id: str, key: int, row: _Row) -> None:
    connection.execute(_DELETE_WORDS, (key, *row.words))
    themes = [(fold(name), name, article_id, key) for name in row.themes.split("\n")]
    connection.executemany("DELETE FROM theme WHERE folded = ? AND name = ? AND article_id = ? AND note = ?", themes)
    connection.execute("DELETE FROM note WHERE key = ?", (key,))
