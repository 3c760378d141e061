"""What a person types is read as they mean it, or they are told where it is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.index.query import FIELDS, MAX_DEPTH, MAX_LENGTH, MAX_VALUES, STATES, parse
from reader.index.terms import All, Among, Dated, Either, InLanguage, InTheme, Is, Not, OfFeed, Query, Term, Words
from tests.index.samples import clock

A, B, C = Words("a"), Words("b"), Words("c")

pieces = st.sampled_from([
    *"abé東 ()-*:\"“”„«»'.,/?",
    " OR ",
    " -",
    "https://x.org",
    *(f" {field}:" for field in (*FIELDS, "x", "TITLE")),
    *STATES,
    "2026",
    "-09",
    "7d",
    "today",
])  # fmt: skip
queries = st.one_of(st.lists(pieces, max_size=25).map("".join), st.text(max_size=60))


def term(text: str, *, live: bool = False) -> Term | None:
    return parse(text, live=live, clock=clock).term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", A),
        ("  a  ", A),
        ("a b", All((A, B))),
        ("a b c", All((A, B, C))),
        ("a OR b", Either((A, B))),
        ("a OR b OR c", Either((A, B, C))),
        ("a b OR c", All((A, Either((B, C))))),
        ("a OR b c", All((Either((A, B)), C))),
        ("(a b) OR c", Either((All((A, B)), C))),
        ("(a)", A),
        ("((a b))", All((A, B))),
        ("-a", Not(A)),
        ("--a", Not(A)),
        ("-a OR -b", Either((Not(A), Not(B)))),
        ("-(a b)", Not(All((A, B)))),
        ("a(b)c", All((A, B, C))),
        ("harb*", Words("harb", is_prefix=True)),
        ("br*dge", Words("br*dge")),
        ("e-mail", Words("e-mail")),
        ("OR-gate", Words("OR-gate")),
        ("or", Words("or")),
        ("O'Brien", Words("O'Brien")),
        ('"a b"', Words("a b")),
        ('-"a b"', Not(Words("a b"))),
        ('"a b"*', Words("a b", is_prefix=True)),
        ('"OR"', Words("OR")),
        ('"-a"', Words("-a")),
        ('"title:a"', Words("title:a")),
        ("“a b”", Words("a b")),
        ("„a b“", Words("a b")),
        ("«a b»", Words("a b")),
        ('"a"b', All((A, B))),
        ('a"b c', All((Words('a"b'), C))),
        ("e\u0301lan", Words("\u00e9lan")),
        ("10:30", Words("10:30")),
        ("https://example.org/a", Words("https://example.org/a")),
        ("Budget: cuts", All((Words("budget"), Words("cuts")))),
    ],
)
def test_words_and_phrases_are_joined_as_in_a_search_engine(text: str, expected: Term) -> None:
    assert term(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:harbour", Words("harbour", "title")),
        ("TITLE:harbour", Words("harbour", "title")),
        ('title:"harbour bridge"', Words("harbour bridge", "title")),
        ("title:harb*", Words("harb", "title", is_prefix=True)),
        ("author:doe", Words("doe", "author")),
        ("source:wire", Words("wire", "source")),
        ("note:check", Words("check", "note")),
        ("quote:bridge", Words("bridge", "quote")),
        ("speaker:mayor", Words("mayor", "speaker")),
        ("-author:doe", Not(Words("doe", "author"))),
        ("theme:Economy/Tariffs", InTheme("economy/tariffs")),
        ("theme:économie/", InTheme("economie")),
        ('theme:"foreign policy"', InTheme("foreign policy")),
        ("theme:eco*", InTheme("eco", is_prefix=True)),
        ("lang:en", InLanguage("en")),
        ("lang:en_GB", InLanguage("en-GB")),
        ("before:2026", Dated("before", "2026", "2027")),
        ("after:2026-09", Dated("after", "2026-09", "2026-10")),
        ("on:today", Dated("on", "2026-09-14", "2026-09-15")),
        ('after:"7d"', Dated("after", "2026-09-07", "2026-09-08")),
        ("is:unread", Is("unread")),
        ("IS:Starred", Is("starred")),
        ("title:a OR title:b", Either((Words("a", "title"), Words("b", "title")))),
    ],
)
def test_a_field_says_where_to_look(text: str, expected: Term) -> None:
    assert term(text) == expected


@pytest.mark.parametrize("text", ["", " \t\n", "-", "- -", "!?", '""', "*", "title:--", "()", "(!)", "-(!)", "\x00"])
def test_a_query_without_letters_and_digits_asks_for_nothing(text: str) -> None:
    assert not parse(text)


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ('a "b c', 2, "This quotation mark is not closed."),
        ("a “b", 2, "This quotation mark is not closed."),
        ('title:"b', 6, "This quotation mark is not closed."),
        ("a (b c", 2, "This parenthesis is not closed."),
        ("a (b (c)", 2, "This parenthesis is not closed."),
        ("a b)", 3, "This parenthesis closes nothing."),
        (")", 0, "This parenthesis closes nothing."),
        ("OR a", 0, "Nothing stands before OR."),
        ("a OR OR b", 5, "Nothing stands before OR."),
        ("(OR a)", 1, "Nothing stands before OR."),
        ("a OR", 2, "Nothing follows OR."),
        ("(a OR ) b", 3, "Nothing follows OR."),
        ("a title:", 2, "Nothing follows “title:”."),
        ("theme: a", 0, "Nothing follows “theme:”."),
        ('is:""', 0, "Nothing follows “is:”."),
        ("a is:red", 5, "“is:” knows read, unread, starred, annotated, changed and orphaned, not “red”."),
        ("after:soon", 6, "“soon” is no date: write 2026, 2026-09, 2026-09-14, 7d, 2w, 3m, 1y, today or yesterday."),
        ("on:2026-02-30", 3, "“2026-02-30” is no date"),
        ("a tilte:b", 2, "There is no field “tilte:”, only title:, author:, source:, theme:"),
        ("a b:c", 2, "To look for the words themselves, put them in quotation marks."),
    ],
)
def test_a_wrong_query_says_where_and_why(text: str, position: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, clock=clock)
    assert message in str(caught.value)
    assert caught.value.position == position


def test_a_query_has_its_limits() -> None:
    parse("a " * MAX_VALUES)
    with pytest.raises(QueryError, match=f"at most {MAX_VALUES} words"):
        parse("a " * (MAX_VALUES + 1))
    parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    with pytest.raises(QueryError, match=f"no deeper than {MAX_DEPTH}"):
        parse("(" * (MAX_DEPTH + 1))
    parse("a" * MAX_LENGTH)
    with pytest.raises(QueryError, match="at most 2,000 characters"):
        parse("a" * (MAX_LENGTH + 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("har", Words("har", is_prefix=True)),
        ("har ", Words("har")),
        ("a har", All((A, Words("har", is_prefix=True)))),
        ("title:har", Words("har", "title", is_prefix=True)),
        ('"harbour br', Words("harbour br", is_prefix=True)),
        ('"harbour bridge"', Words("harbour bridge")),
        ("-har", Not(Words("har", is_prefix=True))),
        ("(a har", All((A, Words("har", is_prefix=True)))),
        ("theme:eco", InTheme("eco", is_prefix=True)),
        ("lang:e", InLanguage("e", is_prefix=True)),
        ("is:unread", Is("unread")),
        ("on:2026", Dated("on", "2026", "2027")),
    ],
)
def test_while_it_is_typed_the_last_word_may_go_on(text: str, expected: Term) -> None:
    assert term(text, live=True) == expected


@pytest.mark.parametrize(
    "text", ["a OR", "a title:", 'a "', "a (", "a -", "a is:", "a is:unr", "a after:2026-", "a on:yes"]
)
def test_while_it_is_typed_an_unfinished_end_asks_for_nothing(text: str) -> None:
    assert term(text, live=True) == A


@pytest.mark.parametrize("text", ["is:unr a", "is:xyz", "on:soon", "x:a", "OR a", "a)", "title: a"])
def test_while_it_is_typed_what_is_wrong_is_still_wrong(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text, live=True, clock=clock)


@given(queries, st.booleans())
def test_a_query_is_read_or_refused_and_nothing_else(text: str, live: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    position = 0
    try:
        query = parse(text, live=live, clock=clock)
    except QueryError as error:
        position = error.position
    else:
        assert query == Query(query.term)
    assert 0 <= position <= len(text)


def test_the_feeds_of_a_query_are_known_by_their_articles() -> None:
    query = parse('a -(feed:"The Review" OR feed:wire) feed:wire')
    assert query.feeds() == ("The Review", "wire")
    known = query.known({"The Review": ("x", "y")}).term
    assert known == All((A, Not(Either((Among(("x", "y")), Among(())))), Among(())))
    assert parse("a").feeds() == ()
    assert parse("feed:", live=True).term is None
    assert term("feed:wi", live=True) == OfFeed("wi")
