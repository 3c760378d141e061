"""From a `Query` to SQL: conditions on `article` and `note`, and their parameters.

What a person typed gets into SQL as a parameter only; full-text expressions are parameters too, their words in quotes.
"""

# ruff: noqa: S608 - what is put into the SQL is written in this package; every value is a parameter

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from reader.index.folding import has_words, spaced
from reader.index.schema import SHIFT
from reader.index.terms import All, Among, Dated, Either, InLanguage, InTheme, Is, Not, OfFeed, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.index.terms import Query, Term

_LAST = "\U0010ffff"
"""Sorts after whatever goes on from a prefix."""

_TEXTS = (
    f"SELECT rowid >> {SHIFT} FROM article_words WHERE article_words MATCH ? AND rowid NOT IN (SELECT body FROM dead)"
)
_NOTES = f"SELECT rowid >> {SHIFT} FROM note_words WHERE note_words MATCH ?"
_IN_NOTE = "note.key IN (SELECT rowid FROM note_words WHERE note_words MATCH ?)"
_ARTICLE_STATES = {
    "read": "article.key IN (SELECT key FROM article WHERE read = 1)",
    "unread": "article.key IN (SELECT key FROM article WHERE read = 0)",
    "starred": "article.key IN (SELECT key FROM article WHERE starred)",
    "annotated": (
        "article.key IN (SELECT key FROM article WHERE highlights > 0"
        f" UNION SELECT key >> {SHIFT} FROM note WHERE note != '')"
    ),
    "changed": f"article.key IN (SELECT key >> {SHIFT} FROM note WHERE status = 'changed')",
    "orphaned": f"article.key IN (SELECT key >> {SHIFT} FROM note WHERE status = 'orphaned')",
}
_NOTE_STATES = {
    **_ARTICLE_STATES,
    "annotated": "TRUE",
    "changed": "note.status = 'changed'",
    "orphaned": "note.status = 'orphaned'",
}
"""How an article or a note is in a state.

Conditions select keys: these are found by their own index, and the index of the order is walked without the rows.
"""

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


def body_says(words: str) -> Condition | None:
    """When these words stand in a row in an article's text; None when they hold nothing that can be found."""
    if not has_words(words):
        return None
    return Condition(f"article.key IN ({_TEXTS})", (_full_text(Words(words), "body"),))


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
        case Among(ids):
            return _having("id IN (SELECT value FROM json_each(?))", json.dumps(ids))
        case OfFeed():
            return Condition("FALSE")
        case _:
            return leaf(term)


def _on_article(term: Term) -> Condition:
    match term:
        case Words(field=""):
            return Condition(f"article.key IN ({_TEXTS} UNION ALL {_NOTES})", (_full_text(term), _full_text(term)))
        case Words(field=field) if field in _NOTE_FIELDS:
            return Condition(f"article.key IN ({_NOTES})", (_full_text(term, field),))
        case InTheme():
            names, parameters = _themes(term)
            return Condition(f"article.key IN (SELECT note >> {SHIFT} FROM theme WHERE {names})", parameters)
        case Is(state):
            return Condition(_ARTICLE_STATES[state])
        case _:
            return _on_facts(term)


def _on_note(term: Term) -> Condition:
    match term:
        case Words(field=""):
            headline = _full_text(term, "title author source")
            return Condition(f"{_IN_NOTE} OR note.key >> {SHIFT} IN ({_TEXTS})", (_full_text(term), headline))
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
            return Condition(f"article.key IN ({_TEXTS})", (_full_text(term, field),))
        case InLanguage(code, is_prefix=True):
            return _having("language >= ? AND language < ?", code, code + _LAST)
        case InLanguage(code):
            # From `en-` to the character after the hyphen: `en-GB` and its like.
            return _having("language = ? OR language >= ? AND language < ?", code, f"{code}-", f"{code}.")
        case Dated("before", start):
            return _having("date < ? AND date <> ''", start)
        case Dated("after", start):
            return _having("date >= ?", start)
        case Dated(_, start, end):
            return _having("date >= ? AND date < ?", start, end)
    raise TypeError(f"no condition for {term}")


def _having(facts: str, *parameters: str) -> Condition:
    return Condition(f"article.key IN (SELECT key FROM article WHERE {facts})", parameters)


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
