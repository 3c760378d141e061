"""A query finds the articles and the notes that it means, in any script, and no query breaks anything."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.index.catalogue import SORTS, Catalogue
from reader.index.query import parse
from reader.index.terms import All, Among, Either, Not, OfFeed, Query, Term
from tests.index.samples import clock, note, put, put_notes
from tests.index.test_query import queries

if TYPE_CHECKING:
    from collections.abc import Iterator


def fill(catalogue: Catalogue) -> None:
    put(
        catalogue,
        "bridge",
        "The harbour bridge",
        "It opened on Saturday; the café was full. O’Brien wrote an e-mail.",
        author="Jane Doe",
        source="Harbour Post",
        published="2026-09-10",
        language="en-GB",
    )
    put(
        catalogue,
        "market",
        "Le marché",
        "La mairie a fermé le marché.",
        author="Jean Doré",
        source="Wire",
        published="2026-08",
        language="fr",
    )
    put(catalogue, "tokyo", "東京都の橋", "橋は土曜日に開通した。カタカナ", published="2025", language="ja")
    put(
        catalogue,
        "seoul",
        "서울 다리",
        "한국어 기사입니다",
        published="",
        added="2026-09-14T08:00:00+00:00",
        language="ko",
    )
    put(catalogue, "undated", "Nothing known", "", published="", added="", language="")
    put_notes(
        catalogue,
        "bridge",
        note("b1", "It opened", note="check the date", themes=("economy/tariffs", "Law"), speaker="Mayor Roe"),
        note("b2", "was full", start=None, themes=("economy",)),
        read=True,
    )
    put_notes(catalogue, "market", note("m1", "a fermé", note="see bridge", themes=("economist",)), starred=True)
    put_notes(catalogue, "seoul", read=True, starred=True)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """One catalogue that no test changes."""
    with closing(Catalogue(tmp_path_factory.mktemp("library") / "index.sqlite")) as catalogue:
        catalogue.be_fresh()
        fill(catalogue)
        yield catalogue


EVERYTHING = {"bridge", "market", "tokyo", "seoul", "undated"}


ONE = {
    "bridge": {"bridge", "market"},
    "marche": {"market"},
    "東京": {"tokyo"},
    "title:bridge": {"bridge"},
    "note:bridge": {"market"},
    "theme:economy": {"bridge"},
    "lang:en": {"bridge"},
    "after:2026": {"bridge", "market", "seoul"},
    "before:2026-09": {"market", "tokyo"},
    "is:read": {"bridge", "seoul"},
    "is:starred": {"market", "seoul"},
    "is:orphaned": {"bridge"},
    "nothing-like-it": set(),
}
"""What one term matches."""

ones = st.sampled_from(sorted(ONE)).map(lambda text: (parse(text).term, ONE[text]))


def negated(one: tuple[Term, set[str]]) -> tuple[Term, set[str]]:
    return Not(one[0]), EVERYTHING - one[1]


def joined(kind: type[All | Either], several: list[tuple[Term, set[str]]]) -> tuple[Term, set[str]]:
    sets = [found for _, found in several]
    return kind(tuple(term for term, _ in several)), set.intersection(*sets) if kind is All else set.union(*sets)


trees = st.recursive(
    ones,
    lambda inner: st.one_of(
        inner.map(negated),
        st.builds(joined, st.sampled_from([All, Either]), st.lists(inner, min_size=2, max_size=4)),
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *ONE.items(),
        ("", EVERYTHING),
        ("BRIDGE", {"bridge", "market"}),
        ("opened", {"bridge"}),
        ("open", set()),
        ("open*", {"bridge"}),
        ("cafe", {"bridge"}),
        ("CAFÉ", {"bridge"}),
        ("o'brien", {"bridge"}),
        ("e-mail", {"bridge"}),
        ("email", set()),
        ('"on saturday"', {"bridge"}),
        ('"saturday on"', set()),
        ('"on satur"*', {"bridge"}),
        ("saturday harbour", {"bridge"}),
        ("saturday wire", set()),
        ("saturday OR wire", {"bridge", "market"}),
        ("bridge -harbour", {"market"}),
        ("-bridge", {"tokyo", "seoul", "undated"}),
        ("-bridge -東京", {"seoul", "undated"}),
        ("check", {"bridge"}),
        ("tariffs", {"bridge"}),
        ("roe", {"bridge"}),
        ("check saturday", {"bridge"}),
        ("京都", {"tokyo"}),
        ("東都", set()),
        ("橋", {"tokyo"}),
        ("カナ", {"tokyo"}),
        ("土曜日に開", {"tokyo"}),
        ("서울", {"seoul"}),
        ("국어", {"seoul"}),
        ('title:"harbour bridge"', {"bridge"}),
        ("title:saturday", set()),
        ("author:doe", {"bridge"}),
        ("author:dore", {"market"}),
        ("author:do*", {"bridge", "market"}),
        ("source:wire", {"market"}),
        ("quote:opened", {"bridge"}),
        ("speaker:mayor", {"bridge"}),
        ("theme:ECONOMY/tariffs", {"bridge"}),
        ("theme:eco*", {"bridge", "market"}),
        ("theme:tariffs", set()),
        ("-theme:law", EVERYTHING - {"bridge"}),
        ("lang:EN-gb", {"bridge"}),
        ("lang:en_GB", {"bridge"}),
        ("lang:e", set()),
        ("lang:f*", {"market"}),
        ("is:unread", {"market", "tokyo", "undated"}),
        ("is:annotated", {"bridge", "market"}),
        ("is:starred -is:annotated", {"seoul"}),
        ("before:2026", {"tokyo"}),
        ("on:2025", {"tokyo"}),
        ("on:2026-08", {"market"}),
        ("after:2026-09", {"bridge", "seoul"}),
        ("after:7d", {"bridge", "seoul"}),
        ("on:today", {"seoul"}),
        ("before:today", {"bridge", "market", "tokyo"}),
        ("on:4d", {"bridge"}),
        ("-after:2026", {"tokyo", "undated"}),
    ],
)
def test_articles_match(library: Catalogue, text: str, expected: set[str]) -> None:
    query = parse(text, clock=clock)
    assert set(library.ids(query)) == expected
    assert library.count(query) == len(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"b1", "b2", "m1"}),
        ("opened", {"b1"}),
        ("check", {"b1"}),
        ("bridge", {"b1", "b2", "m1"}),
        ("harbour", {"b1", "b2"}),
        ("saturday", set()),
        ("-opened", {"b2", "m1"}),
        ("title:bridge", {"b1", "b2"}),
        ("title:bridge opened", {"b1"}),
        ("speaker:roe OR note:see", {"b1", "m1"}),
        ("theme:economy", {"b1", "b2"}),
        ("theme:law", {"b1"}),
        ("theme:economy -theme:law", {"b2"}),
        ("is:orphaned", {"b2"}),
        ("is:annotated", {"b1", "b2", "m1"}),
        ("is:starred", {"m1"}),
        ("is:read", {"b1", "b2"}),
        ("lang:en", {"b1", "b2"}),
        ("on:2026-08", {"m1"}),
        ("after:2026-09-10 opened", {"b1"}),
    ],
)
def test_notes_match_by_their_own_words_and_by_what_their_article_is(
    library: Catalogue, text: str, expected: set[str]
) -> None:
    assert {name for _, name in library.annotations(parse(text, clock=clock))} == expected


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE article; --",
        '"\'; DROP TABLE article; --"',
        'a" OR title : "b',
        'title:a"b',
        "theme:%",
        "theme:a'b",
        "NEAR(a b)",
        "{title}:x",
        "a AND b NOT c",
        "^a + b",
        'lang:"x\' OR 1=1"',
    ],
)
def test_nothing_that_is_typed_is_sql_or_full_text_syntax(library: Catalogue, text: str) -> None:
    try:
        query = parse(text, clock=clock)
    except QueryError:
        return
    assert library.count(query) == 0
    assert library.count() == 5
    assert not library.is_stale


@settings(deadline=None)
@given(queries, st.booleans(), st.sampled_from(SORTS))
def test_every_query_that_is_read_is_answered(library: Catalogue, text: str, live: bool, sort: str) -> None:  # noqa: FBT001
    try:
        query = parse(text, live=live, clock=clock)
    except QueryError:
        return
    found = library.ids(query, sort)
    assert library.count(query) == len(found) == len(set(found))
    assert [listing.article.id for listing in library.page(query, sort)] == found
    rest = library.ids(Query(Not(query.term)), sort) if query.term else []
    assert set(found).isdisjoint(rest)
    assert len(found) + len(rest) == 5
    library.annotations(query)
    assert not library.is_stale


@settings(deadline=None)
@given(trees)
def test_terms_are_joined_as_sets_are(library: Catalogue, tree: tuple[Term, set[str]]) -> None:
    term, expected = tree
    assert set(library.ids(Query(term))) == expected
    assert library.count(Query(term)) == len(expected)


def test_articles_are_among_those_that_are_named(library: Catalogue) -> None:
    assert library.ids(Query(Among(("bridge", "tokyo", "nobody's")))) == ["bridge", "tokyo"]
    assert library.ids(Query(Among(()))) == []
    assert library.count(Query(All((Among(("bridge", "market")), Not(Among(("market",))))))) == 1
    assert library.annotations(Query(Among(("tokyo",)))) == []
    assert library.ids(Query(OfFeed("nobody asked which articles these are"))) == []
