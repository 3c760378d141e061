"""From a `Query` to SQL: conditions on `article` and `note`, and their parameters.

What a person typed gets into SQL as a parameter only; full-text expressions are parameters too, their words in quotes.
"""

# ruff: noqa: S608 - what is put into the SQL is written in this package; every value is a parameter

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.index.folding import spaced
from reader.index.terms import All, Dated, Either, InLanguage, InTheme, Is, Not, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.index.terms import Query, Term

_LAST = "\U0010ffff"
"""Sorts after whatever goes on from a prefix."""

_IN_ARTICLE = "article.key IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)"
_IN_NOTE = "note.key IN (SELECT rowid FROM note_words WHERE note_words MATCH ?)"
_IN_NOTES = (
    "article.key IN (SELECT noted.key FROM note_words JOIN note ON note.key = note_words.rowid "
    "JOIN article AS noted ON noted.id = note.article_id WHERE note_words MATCH ?)"
)
_ANYWHERE = f"{_IN_ARTICLE[:-1]} UNION ALL {_IN_NOTES.partition('(')[2]}"
_ARTICLE_STATES = {
    "read": "article.read",
    "unread": "NOT article.read",
    "starred": "article.starred",
    "annotated": "article.highlights > 0",
    "orphaned": "article.id IN (SELECT article_id FROM note WHERE status = 'orphaned')",
}
_NOTE_STATES = {**_ARTICLE_STATES, "annotated": "TRUE", "orphaned": "note.status = 'orphaned'"}
_NOTE_FIELDS = {"note", "quote", "speaker"}


class Condition(NamedTuple):
    """A condition in SQL."""

    sql: str
    parameters: tuple[str, ...] = ()


def on_articles(query: Query) -> Condition:
    """When an article matches: it, or for words and themes one of its notes."""
    return _condition(query.term, _on_article)


def on_notes(query: Query) -> Condition:
    """When a note of an article matches.

    Words are looked for in the note, its passage and its themes, and in the title, author and source of its article,
    but not in the article's text: of a long article every note would match.
    """
    return _condition(query.term, _on_note)


def _condition(term: Term | None, leaf: Callable[[Term], Condition]) -> Condition:
    match term:
        case None:
            return Condition("TRUE")
        case Not(inner):
            sql, parameters = _condition(inner, leaf)
            return Condition(f"NOT ({sql})", parameters)
        case All(terms) | Either(terms):
            parts = [_condition(part, leaf) for part in terms]
            operator = " AND " if isinstance(term, All) else " OR "
            return Condition(
                operator.join(f"({part.sql})" for part in parts),
                tuple(parameter for part in parts for parameter in part.parameters),
            )
        case _:
            return leaf(term)


def _on_article(term: Term) -> Condition:
    match term:
        case Words(field=""):
            return Condition(_ANYWHERE, (_full_text(term), _full_text(term)))
        case Words(field=field) if field in _NOTE_FIELDS:
            return Condition(_IN_NOTES, (_full_text(term, field),))
        case InTheme():
            names, parameters = _themes(term)
            return Condition(f"article.id IN (SELECT article_id FROM theme WHERE {names})", parameters)
        case Is(state):
            return Condition(_ARTICLE_STATES[state])
        case _:
            return _on_facts(term)


def _on_note(term: Term) -> Condition:
    match term:
        case Words(field=""):
            headline = _full_text(term, "title author source")
            return Condition(f"{_IN_NOTE} OR {_IN_ARTICLE}", (_full_text(term), headline))
        case Words(field=field) if field in _NOTE_FIELDS:
            return Condition(_IN_NOTE, (_full_text(term, field),))
        case InTheme():
            names, parameters = _themes(term)
            return Condition(f"note.key IN (SELECT note FROM theme WHERE {names})", parameters)
        case Is(state):
            return Condition(_NOTE_STATES[state])
        case _:
            return _on_facts(term)


def _on_facts(term: Term) -> Condition:
    """When the facts of an article match."""
    match term:
        case Words(field=field):
            return Condition(_IN_ARTICLE, (_full_text(term, field),))
        case InLanguage(code, is_prefix=True):
            return Condition("article.language >= ? AND article.language < ?", (code, code + _LAST))
        case InLanguage(code):
            # From `en-` to the character after the hyphen: `en-GB` and its like.
            sql = "article.language = ? OR article.language >= ? AND article.language < ?"
            return Condition(sql, (code, f"{code}-", f"{code}."))
        case Dated("before", start):
            return Condition("article.date < ? AND article.date <> ''", (start,))
        case Dated("after", start):
            return Condition("article.date >= ?", (start,))
        case Dated(_, start, end):
            return Condition("article.date >= ? AND article.date < ?", (start, end))
    raise TypeError(f"no condition for {term}")


def _themes(term: InTheme) -> Condition:
    """The condition on `theme` for those that are meant, with those nested below them."""
    if term.is_prefix:
        return Condition("folded >= ? AND folded < ?", (term.name, term.name + _LAST))
    # From `economy/` to the character after the slash.
    sql = "folded = ? OR folded >= ? AND folded < ?"
    return Condition(sql, (term.name, f"{term.name}/", f"{term.name}0"))


def _full_text(words: Words, columns: str = "") -> str:
    """An expression of FTS5: one phrase, in some columns or in all."""
    phrase = spaced(words.text).replace('"', " ")
    scope = f"{{{columns}}} : " if columns else ""
    return f'{scope}"{phrase}"{" *" if words.is_prefix else ""}'
