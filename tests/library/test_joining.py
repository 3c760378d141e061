from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reader.library.imports import Fate
from reader.library.values import Added
from reader.model.annotation import Status
from tests.sources.notes.reading import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library

BOOK = """\
It was dusk. The road was white with salt, and nobody walked it after dark. The others had gone.

A second passage
of two lines. And more.
"""
HEAD = "---\ntitle: The Salt Road\nauthor: Ada Quay\n---\n"


@pytest.fixture
def stub(library: Library) -> str:
    """The id of a stub with two passages."""
    plan = library.importing.plan([CORPUS / "koreader-book.json"])
    library.importing.carry_out(plan)
    (article,) = plan.articles
    return article.id


def added(library: Library, path: Path, **facts: str) -> Added:
    (found,) = library.add(path, facts)
    assert isinstance(found, Added)
    return found


def statuses(library: Library, article: str) -> list[Status]:
    return [each.status for each in library.read(article).highlights]


@pytest.mark.parametrize("name", ["book.md", "book.txt"])
def test_an_article_that_is_added_takes_the_place_of_its_stub_under_its_id(
    library: Library, tmp_path: Path, root: Path, stub: str, name: str
) -> None:
    before = {each.id for each in library.read(stub).highlights}
    path = tmp_path / name
    path.write_text(HEAD + BOOK, "utf-8")
    found = added(library, path)
    assert (found.listing.article.id, found.is_renewed) == (stub, True)
    assert "2 highlights kept" in found.problems[0]
    opened = library.read(stub)
    assert {each.id for each in opened.highlights} == before
    assert statuses(library, stub) == [Status.MOVED] * 2
    assert opened.text.plain.startswith("It was dusk.")
    assert opened.listing.article.path.startswith("articles/the-salt-road.")
    assert not list((root / "articles" / "stubs").iterdir())
    assert library.check() == ()


def test_undo_gives_the_stub_back_and_redo_the_article(library: Library, tmp_path: Path, stub: str) -> None:
    path = tmp_path / "book.md"
    path.write_text(HEAD + BOOK, "utf-8")
    added(library, path)
    undone = library.undo()
    assert undone is not None
    assert "took the place" in undone.label
    assert statuses(library, stub) == [Status.ANCHORED] * 2
    assert "This is not the article" in library.text_of(stub).plain
    library.redo()
    assert library.text_of(stub).plain.startswith("It was dusk.")
    assert library.count("title:salt") == 1


def test_an_article_without_a_title_is_known_by_its_passages(library: Library, tmp_path: Path, stub: str) -> None:
    path = tmp_path / "untitled.txt"
    path.write_text(BOOK, "utf-8")
    assert added(library, path).listing.article.id == stub


def test_an_article_by_somebody_else_with_the_same_title_is_another_one(
    library: Library, tmp_path: Path, stub: str
) -> None:
    path = tmp_path / "other.md"
    path.write_text("---\ntitle: The Salt Road\nauthor: Marta Oliveira\n---\nAnother book altogether.\n", "utf-8")
    assert added(library, path).is_new
    assert statuses(library, stub) == [Status.ANCHORED] * 2


def test_an_article_is_known_by_its_address(library: Library, tmp_path: Path) -> None:
    library.importing.carry_out(library.importing.plan([CORPUS / "readwise-template.csv"]))
    path = tmp_path / "bridge.md"
    path.write_text("# Bridge vote\n\nShe said: “The bridge carried my grandmother.”\n", "utf-8")
    found = added(library, path, url="http://review.example/bridge")
    assert statuses(library, found.listing.article.id) == [Status.MOVED]


@pytest.mark.parametrize("is_watched", [False, True])
def test_a_file_that_is_dropped_in_takes_the_place_of_its_stub(
    library: Library, root: Path, stub: str, *, is_watched: bool
) -> None:
    path = root / "articles" / "book.md"
    path.write_text(HEAD + BOOK, "utf-8")
    if is_watched:
        found = library.refresh_paths(["articles/book.md"])
        assert found.articles is not None
        assert stub in found.articles
    else:
        library.refresh()
    listing = library.listing(stub)
    assert listing.article.path == "articles/book.md"
    assert path.read_text("utf-8") == HEAD + BOOK
    assert statuses(library, stub) == [Status.MOVED] * 2
    assert library.count("title:salt") == 1
    assert library.check() == ()
    library.catalogue.renew()
    library.refresh()
    assert library.listing(stub).article.path == "articles/book.md"


def test_a_file_that_is_dropped_in_with_an_id_of_its_own_gets_the_passages(
    library: Library, root: Path, stub: str
) -> None:
    path = root / "articles" / "book.md"
    path.write_text(HEAD.replace("title", "id: salt\ntitle", 1) + BOOK, "utf-8")
    library.refresh()
    assert library.catalogue.get(stub) is None
    assert statuses(library, "salt") == [Status.MOVED] * 2
    assert library.check() == ()
    library.undo()
    assert statuses(library, stub) == [Status.ANCHORED] * 2
    assert library.read("salt").highlights == ()


def test_once_joined_the_same_file_adds_nothing_and_a_longer_one_comes_to_the_article(
    library: Library, tmp_path: Path, stub: str
) -> None:
    path = tmp_path / "book.md"
    path.write_text(HEAD + BOOK, "utf-8")
    added(library, path)
    plan = library.importing.plan([CORPUS / "koreader-book.json"])
    assert not plan.changes
    other = library.importing.plan([CORPUS / "kindle-english.txt", CORPUS / "readwise-export.csv"])
    assert [article.id for article in other.articles] == [stub]
    assert not other.articles[0].is_stub
    assert other.count(Fate.NEW) == 0


def test_many_articles_that_come_at_once_find_their_stubs(library: Library, tmp_path: Path, root: Path) -> None:
    rows = [f'"The passage of number {number} says this.",Book {number},Ada' for number in range(25)]
    path = tmp_path / "notes.csv"
    path.write_text("Highlight,Title,Author\n" + "\n".join(rows) + "\n", "utf-8")
    library.importing.carry_out(library.importing.plan([path]))
    for number in range(25):
        words = f"# Book {number}\n\nFirst. The passage of number {number} says this. Last.\n"
        (root / "articles" / f"book-{number}.md").write_text(words, "utf-8")
    library.refresh()
    assert library.count("title:book") == 25
    assert not library.stubs.any()


LAMP = (
    "Keepers came and went, and still the lamp would not turn by itself. "
    "Until 1931 the lamp was turned by a donkey called Prudence.\n"
)


def annotation(exact: str, **around: str) -> dict[str, object]:
    """A passage as Hypothesis exports it."""
    quote = {"type": "TextQuoteSelector", "exact": exact, **around}
    uri = "https://courier.example/lamp"
    return {"id": exact.replace(" ", "-"), "uri": uri, "target": [{"source": uri, "selector": [quote]}], "text": ""}


def exported(*notes: dict[str, object]) -> str:
    """What the client of Hypothesis exports."""
    head = {"export_date": "2026-11-03T10:00:00Z", "export_userid": "acct:ada", "client_version": "1.2"}
    return json.dumps({**head, "total": len(notes), "annotations": notes})


@pytest.mark.parametrize(
    ("around", "words"),
    [({"prefix": "came and went, and still ", "suffix": " would not turn by"}, "still «the lamp» would"), ({}, "")],
)
def test_a_few_words_come_to_their_place_or_to_none_when_the_article_arrives(
    library: Library, tmp_path: Path, around: dict[str, str], words: str
) -> None:
    notes = [annotation("the lamp", **around), annotation("the lamp was turned by a donkey called Prudence")]
    file = tmp_path / "notes.json"
    file.write_text(exported(*notes), "utf-8")
    plan = library.importing.plan([file])
    library.importing.carry_out(plan)
    (stub,) = plan.articles
    assert statuses(library, stub.id) == [Status.ANCHORED] * 2
    more = tmp_path / "more.json"
    more.write_text(exported(annotation("Keepers came")), "utf-8")
    library.importing.carry_out(library.importing.plan([more]))
    assert statuses(library, stub.id) == [Status.ANCHORED] * 3
    path = tmp_path / "lamp.md"
    path.write_text(LAMP, "utf-8")
    added(library, path, url="https://courier.example/lamp")
    opened = library.read(stub.id)
    (found,) = [each for each in opened.highlights if each.annotation.target.quote.exact == "the lamp"]
    plain = opened.text.plain
    shown = "" if found.span is None else f"{plain[: found.span.start]}«the lamp»{plain[found.span.end :]}"
    assert words in shown
    assert bool(words) is (found.span is not None)
