"""The query language: what a person types, to a `Query`.

    query  = { either }                  all of them must match
    either = item { "OR" item }          OR binds its neighbours: `a b OR c` is a and (b or c)
    item   = [ "-" ] ( "(" query ")" | [ field ":" ] value )
    value  = word [ "*" ] | '"' phrase '"' [ "*" ]

Case and accents never count, and any part of a Chinese, Japanese or Korean text is a word. A word without letters and
digits asks for nothing. `before:`, `on:` and `after:` look at the day on which an article was published, or else added:
before a time, within it, from its first day on.

While a query is being typed (`live`), its last word may go on, and what is not finished at its end asks for nothing
instead of being wrong.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, cast, get_args

from reader.errors import QueryError
from reader.index.folding import fold, has_words
from reader.index.periods import may_become_period, period
from reader.index.scanner import scan
from reader.index.terms import All, Dated, Either, InLanguage, InTheme, Is, Not, OfFeed, Query, State, Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from reader.index.scanner import Token
    from reader.index.terms import Field, Relation, Term

MAX_LENGTH = 2_000
"""Code points of a query."""

MAX_VALUES = 100
"""Words, phrases and fields of a query; SQLite's expressions nest no deeper than 1,000."""

MAX_DEPTH = 20
"""Parentheses within parentheses."""

STATES: tuple[State, ...] = get_args(State)
"""What may follow `is:`."""

FIELDS = (
    *("title", "author", "source", "theme", "note", "quote", "speaker", "feed"),
    *("lang", "before", "after", "on", "is"),
)
"""What may stand before a colon, for help and completion."""

_UNSPEAKABLE = re.compile(r"[\x00\ud800-\udfff]")
_EXPLICIT = "To look for the words themselves, put them in quotation marks."


def parse(text: str, *, live: bool = False, clock: Callable[[], datetime] = datetime.now) -> Query:
    """What `text` asks for; raises QueryError with the place where it is wrong."""
    if len(text) > MAX_LENGTH:
        raise QueryError(f"A query has at most {MAX_LENGTH:,} characters.", MAX_LENGTH)
    tokens = scan(_UNSPEAKABLE.sub(" ", text), is_live=live)
    return Query(_Parser(tuple(tokens), is_live=live, today=clock().date()).query())


class _Parser:
    """Reads tokens from left to right."""

    def __init__(self, tokens: tuple[Token, ...], *, is_live: bool, today: date) -> None:
        self.tokens = tokens
        self.is_live = is_live
        self.today = today
        self.next = 0
        self.depth = 0
        self.values = 0

    def query(self) -> Term | None:
        """The terms up to the end of the query or of its parentheses."""
        terms = []
        while token := self._look():
            if token.kind == "close":
                if self.depth:
                    break
                raise QueryError(f"This parenthesis closes nothing. {_EXPLICIT}", token.start)
            if term := self._either():
                terms.append(term)
        return _joined(All, terms)

    def _look(self) -> Token | None:
        """The next token, which stays; None at the end."""
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def _take(self, kind: str) -> Token | None:
        """The next token if it is of `kind`."""
        token = self._look()
        if token is None or token.kind != kind:
            return None
        self.next += 1
        return token

    def _either(self) -> Term | None:
        terms = [self._item()]
        while word := self._take("or"):
            following = self._look()
            if following and following.kind != "close":
                terms.append(self._item())
            elif following or not self.is_live:
                raise QueryError(f"Nothing follows OR. {_EXPLICIT}", word.start)
        return _joined(Either, [term for term in terms if term])

    def _item(self) -> Term | None:
        negation = self._take("not")
        if word := self._take("or"):
            raise QueryError(f"Nothing stands before OR. {_EXPLICIT}", word.start)
        opening = self._take("open")
        term = self._group(opening) if opening else self._value()
        return Not(term) if negation and term else term

    def _group(self, opening: Token) -> Term | None:
        if self.depth == MAX_DEPTH:
            raise QueryError(f"Parentheses go no deeper than {MAX_DEPTH}.", opening.start)
        self.depth += 1
        term = self.query()
        self.depth -= 1
        if not self._take("close") and not self.is_live:
            raise QueryError("This parenthesis is not closed.", opening.start)
        return term

    def _value(self) -> Term | None:
        token = self._take("value")
        if token is None:
            return None
        self.values += 1
        if self.values > MAX_VALUES:
            raise QueryError(f"A query has at most {MAX_VALUES} words.", token.start)
        if token.field in FIELDS:
            return self._field(token)
        if token.field and token.text:
            known = ", ".join(f"{field}:" for field in FIELDS)
            raise QueryError(f"There is no field “{token.field}:”, only {known}. {_EXPLICIT}", token.start)
        return _words(token, "")

    def _field(self, token: Token) -> Term | None:
        if not token.text.strip():
            if token.is_typed:
                return None
            raise QueryError(f"Nothing follows “{token.field}:”.", token.start)
        match token.field:
            case "theme" | "feed" | "lang":
                return _named(token)
            case "is":
                return _is(token)
            case "before" | "after" | "on":
                return self._dated(token)
            case field:
                return _words(token, cast("Field", field))

    def _dated(self, token: Token) -> Dated | None:
        days = period(token.text, self.today)
        if days:
            return Dated(cast("Relation", token.field), *days)
        if token.is_typed and may_become_period(token.text):
            return None
        raise QueryError(
            f"“{token.text}” is no date: write 2026, 2026-09, 2026-09-14, 7d, 2w, 3m, 1y, today or yesterday.", token.at
        )


def _named(token: Token) -> InTheme | OfFeed | InLanguage:
    may_go_on = token.is_prefix or token.is_typed
    if token.field == "theme":
        return InTheme(fold(token.text).strip("/ "), may_go_on)
    if token.field == "feed":
        return OfFeed(token.text.strip())
    return InLanguage(token.text.replace("_", "-"), may_go_on)


def _is(token: Token) -> Is | None:
    state = token.text.lower()
    if state in STATES:
        return Is(state)
    if token.is_typed and any(known.startswith(state) for known in STATES):
        return None
    raise QueryError(f"“is:” knows {', '.join(STATES[:-1])} and {STATES[-1]}, not “{token.text}”.", token.at)


def _words(token: Token, field: Field) -> Words | None:
    text = token.text or token.field
    return Words(text, field, token.is_prefix or token.is_typed) if has_words(text) else None


def _joined(kind: type[All | Either], terms: list[Term]) -> Term | None:
    return kind(tuple(terms)) if len(terms) > 1 else next(iter(terms), None)
