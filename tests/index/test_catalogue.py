"""The catalogue knows what it was told, in every order, under every name."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.index.catalogue import RACY_NS, SORTS, Catalogue
from reader.index.query import parse
from reader.model.article import Article, ArticleState, Listing
from reader.store.stamp import Stamp
from tests.index.samples import STAMP, article, note, put, put_notes

if TYPE_CHECKING:
    from pathlib import Path

FULL = Listing(
    Article(
        id="harbour",
        path="articles/2026/harbour.md",
        title="The harbour bridge",
        author="Jane Doe",
        source="Harbour Post",
        url="https://example.org/harbour",
        published="2026-03-14",
        added="2026-03-15T09:30:00+00:00",
        language="en-GB",
        words=900,
        text_hash="abc",
    ),
    ArticleState(read=True, starred=True, position=77),
    highlights=2,
    themes=("economy", "law"),
)


def test_an_article_comes_back_as_it_was_put(catalogue: Catalogue) -> None:
    catalogue.put(FULL, STAMP, "Text.")
    assert catalogue.get("harbour") == FULL
    assert catalogue.by_path("articles/2026/harbour.md") == FULL
    assert catalogue.by_url("https://example.org/harbour") == FULL
    assert catalogue.by_hash("abc") == FULL
    assert catalogue.page() == [FULL]
    assert catalogue.ids() == ["harbour"]
    assert catalogue.count() == 1


def test_what_is_not_there_is_none(catalogue: Catalogue) -> None:
    put(catalogue, "harbour")
    assert catalogue.get("x") is None
    assert catalogue.by_path("x") is None
    assert catalogue.by_url("") is None
    assert catalogue.by_hash("x") is None


def test_it_is_all_there_after_it_was_closed(path: Path) -> None:
    with closing(Catalogue(path)) as catalogue:
        catalogue.put(FULL, STAMP, "It opened.")
        put_notes(catalogue, "harbour", note("1", themes=("law",)))
    with closing(Catalogue(path)) as catalogue:
        assert not catalogue.is_stale
        assert catalogue.ids(parse("opened")) == ["harbour"]
        assert catalogue.stamps() == {FULL.article.path: STAMP}
        assert catalogue.note_stamps() == {"harbour": STAMP}
        assert catalogue.annotations() == [("harbour", "1")]


def test_a_changed_article_is_found_by_its_new_words_only(catalogue: Catalogue) -> None:
    for body in ("old words", "new words", "newest words"):
        put(catalogue, "harbour", "Harbour", body, text_hash=body)
    assert catalogue.count(parse("old OR new")) == 0
    assert catalogue.ids(parse("newest harbour")) == ["harbour"]
    assert catalogue.count(parse("-new")) == 1


def test_a_changed_title_is_found_too(catalogue: Catalogue) -> None:
    put(catalogue, "harbour", "Old", "same")
    put(catalogue, "harbour", "New", "same")
    assert catalogue.count(parse("old")) == 0
    assert catalogue.ids(parse("new same")) == ["harbour"]


def test_an_article_put_again_unchanged_keeps_its_words_and_takes_the_rest(catalogue: Catalogue) -> None:
    put(catalogue, "harbour", body="opened")
    put(catalogue, "harbour", body="not read again", published="2025", language="de")
    assert catalogue.ids(parse("opened lang:de on:2025")) == ["harbour"]


def test_an_article_without_a_hash_is_always_indexed_again(catalogue: Catalogue) -> None:
    put(catalogue, "harbour", body="old", text_hash="")
    put(catalogue, "harbour", body="new", text_hash="")
    assert catalogue.count(parse("old")) == 0
    assert catalogue.count(parse("new")) == 1


def test_a_moved_article_is_one_article(catalogue: Catalogue) -> None:
    put(catalogue, "harbour", body="opened", path="articles/a.md")
    put(catalogue, "harbour", body="opened", path="articles/b.md")
    catalogue.remove("articles/a.md")
    assert list(catalogue.stamps()) == ["articles/b.md"]
    assert catalogue.ids(parse("opened")) == ["harbour"]


def test_another_article_at_the_same_path_takes_its_place(catalogue: Catalogue) -> None:
    put(catalogue, "harbour", body="opened", path="articles/a.md")
    put(catalogue, "market", body="closed", path="articles/a.md")
    assert catalogue.ids() == ["market"]
    assert catalogue.count(parse("opened")) == 0


def test_a_removed_article_is_gone_and_may_come_back(catalogue: Catalogue) -> None:
    put(catalogue, "harbour", body="opened")
    catalogue.remove("articles/harbour.md")
    assert catalogue.count() == catalogue.count(parse("opened")) == 0
    put(catalogue, "harbour", body="closed")
    assert catalogue.count(parse("opened")) == 0
    assert catalogue.ids(parse("closed")) == ["harbour"]


def test_state_and_themes_come_from_the_notes_whichever_comes_first(catalogue: Catalogue) -> None:
    notes = (note("1", themes=("law",)), note("2", themes=("economy", "law")))
    put(catalogue, "before")
    for name in ("before", "after"):
        put_notes(catalogue, name, *notes, read=True, position=5)
    put(catalogue, "after")
    for name in ("before", "after"):
        found = catalogue.get(name)
        assert found == Listing(article(name), ArticleState(read=True, position=5), 2, ("law", "economy"))


def test_notes_put_again_take_the_place_of_the_old_ones(catalogue: Catalogue) -> None:
    put(catalogue, "harbour")
    put_notes(catalogue, "harbour", note("1", "stays"), note("2", "old", themes=("law",)), note("3", "goes"))
    put_notes(catalogue, "harbour", note("1", "stays"), note("2", "new", themes=("art",)), note("4", "comes"))
    assert [note_id for _, note_id in catalogue.annotations()] == ["1", "2", "4"]
    assert catalogue.count(parse("old OR goes")) == 0
    assert catalogue.annotations(parse("new")) == [("harbour", "2")]
    assert catalogue.themes() == [("art", 1, 1)]
    catalogue.remove_notes("harbour")
    assert not catalogue.annotations()
    assert not catalogue.themes()
    assert catalogue.note_stamps() == {}
    assert catalogue.get("harbour") == Listing(article("harbour"))
    assert catalogue.count(parse("stays")) == 0


def test_notes_of_an_article_that_is_gone_are_still_there(catalogue: Catalogue) -> None:
    put_notes(catalogue, "gone", note("1", "opened", themes=("law",)))
    assert catalogue.annotations() == catalogue.annotations(parse("opened")) == [("gone", "1")]
    assert catalogue.themes() == [("law", 1, 1)]
    assert catalogue.count(parse("opened")) == 0


def test_notes_are_in_the_order_of_the_text_the_newest_article_first(catalogue: Catalogue) -> None:
    put(catalogue, "old", published="2020")
    put(catalogue, "new", published="2026")
    put_notes(catalogue, "old", note("b", start=9), note("a", start=10))
    put_notes(catalogue, "new", note("d", start=3), note("c", start=3), note("e", start=1))
    assert catalogue.annotations() == [("new", "e"), ("new", "c"), ("new", "d"), ("old", "b"), ("old", "a")]


def test_themes_are_counted_by_highlight_and_article(catalogue: Catalogue) -> None:
    put_notes(catalogue, "a", note("1", themes=("law", "Économie")), note("2", themes=("law",)))
    put_notes(catalogue, "b", note("3", themes=("law", "law", "economie/tax")))
    assert catalogue.themes() == [("Économie", 1, 1), ("economie/tax", 1, 1), ("law", 3, 2)]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", ["c", "b", "a", "d", "e"]),
        ("added", ["e", "d", "a", "b", "c"]),
        ("title", ["a", "e", "c", "d", "b"]),
        ("source", ["c", "d", "b", "a", "e"]),
        ("length", ["c", "a", "b", "d", "e"]),
        ("highlights", ["d", "a", "e", "c", "b"]),
    ],
)
def test_articles_are_sorted(catalogue: Catalogue, sort: str, expected: list[str]) -> None:
    put(catalogue, "a", "ample", published="2026-03-14", added="2026-05-03", source="", words=5)
    put(catalogue, "b", "Zebra", published="2026-03-14T09:30:00+00:00", added="2026-05-02", source="Wire", words=5)
    put(catalogue, "c", "“Élan”", published="", added="2026-05-01", source="courier", words=50)
    put(catalogue, "d", "second", published="2025", added="2026-05-04", source="Courier", words=1)
    put(catalogue, "e", "Ample", published="2024-12", added="2026-05-05", source="", words=0)
    put_notes(catalogue, "d", note("1"))
    assert catalogue.ids(None, sort) == expected
    assert [listing.article.id for listing in catalogue.page(None, sort)] == expected
    assert catalogue.ids(parse("is:unread"), sort) == expected


def test_every_order_has_a_name() -> None:
    assert SORTS == ("date", "added", "title", "source", "length", "highlights")


@pytest.mark.parametrize("text", ["", "bridge", "is:unread"])
def test_pages_follow_one_another(catalogue: Catalogue, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{number:03}" for number in range(50)]
    random.Random(7).shuffle(names)
    with catalogue.batch():
        for name in names:
            put(catalogue, name, "bridge", words=int(name))
    query = parse(text)
    for few in (10, 1000):
        monkeypatch.setattr("reader.index.catalogue.FEW", few)
        for sort in SORTS:
            pages = [catalogue.page(query, sort, offset, 20) for offset in (0, 20, 40, 60)]
            assert [len(page) for page in pages] == [20, 20, 10, 0]
            assert [listing.article.id for page in pages for listing in page] == catalogue.ids(query, sort)


def test_a_page_knows_what_has_been_put_since(catalogue: Catalogue) -> None:
    query = parse("bridge")
    assert catalogue.page(query) == []
    put(catalogue, "harbour", "bridge")
    assert len(catalogue.page(query)) == catalogue.count(query) == 1


def test_a_stamp_too_young_to_trust_is_kept_as_one_that_no_file_has(path: Path) -> None:
    now = 10 * RACY_NS
    with closing(Catalogue(path, clock_ns=lambda: now)) as catalogue:
        for name, age in (("old", RACY_NS), ("young", RACY_NS - 1), ("ahead", 1 - RACY_NS)):
            stamp = Stamp(now - age, 20, 2**64 - 1)
            catalogue.put(Listing(article(name)), stamp, "")
            catalogue.put_notes(name, stamp, ArticleState(), ())
        old, young = Stamp(now - RACY_NS, 20, 2**64 - 1), Stamp(-1, 20, 2**64 - 1)
        assert catalogue.stamps() == {"articles/old.md": old, "articles/young.md": young, "articles/ahead.md": young}
        assert catalogue.note_stamps() == {"old": old, "young": young, "ahead": young}
