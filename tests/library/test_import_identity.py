"""What is exported and imported into an empty library is what it was."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.export import everything, w3c
from reader.export.request import Request
from reader.library import Library
from reader.model.annotation import Annotation, Motivation
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.theme import COLORS
from reader.store.operations import Change
from reader.text import anchoring
from reader.text.clean import clean, clean_line, disarm
from tests.conftest import STORY, SURVEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.text.document import Text

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LINES = WORDS.map(clean_line)
THEMES = st.sampled_from(("housing", "economy/tariffs", "Ärger", "日本", "a, b; c", "#x", "time"))
MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2199, 1, 1)).map(  # noqa: DTZ001 - the strategy adds the zone
    lambda when: when.replace(tzinfo=UTC, microsecond=when.microsecond // 1000 * 1000)
)


@st.composite
def noted(draw: st.DrawFn, texts: tuple[tuple[str, Text], ...]) -> Annotation:
    article, text = draw(st.sampled_from(texts))
    kind = draw(st.sampled_from(("here", "gone", "whole", "bookmark")))
    motivation = draw(st.sampled_from(list(Motivation)))
    start = draw(st.integers(0, len(text.plain) - 1))
    end = draw(st.integers(start + 1, min(len(text.plain), start + 200)))
    if kind == "here":
        from reader.model.span import Span  # noqa: PLC0415

        target = anchoring.describe(text, Span(start, end), article)
    elif kind == "whole":
        target, motivation = anchoring.describe_whole(text, article), Motivation.COMMENTING
    else:
        quote = disarm(draw(WORDS))
        target = Target(
            article,
            TextQuoteSelector(quote, disarm(draw(WORDS)), disarm(draw(WORDS))),
            TextPositionSelector(start, end),
            draw(st.integers(0, 9)),
            draw(st.sampled_from(("", "ab" * 32, text.hash))),
        )
        motivation = Motivation.BOOKMARKING if kind == "bookmark" else motivation
    created = draw(MOMENTS)
    return Annotation(
        id=str(uuid.UUID(int=draw(st.integers(0, 2**128 - 1)))),
        target=target,
        created=created,
        modified=created + timedelta(milliseconds=draw(st.integers(0, 10**9))),
        themes=tuple(draw(st.lists(THEMES, max_size=3, unique=True))),
        note=draw(st.one_of(st.just(""), WORDS.map(clean))),
        speaker=draw(LINES),
        color=draw(st.sampled_from(("", *COLORS))),
        motivation=motivation,
        author=draw(LINES),
        formerly=tuple(map(disarm, draw(st.lists(WORDS, max_size=2)))),
    )


def made(root: Path) -> Library:
    library = Library.open(root)
    (root / "articles" / "bridge.txt").write_text(STORY, "utf-8")
    (root / "articles" / "houses.md").write_text(SURVEY, "utf-8")
    library.refresh()
    return library


def stored(library: Library) -> dict[str, Annotation]:
    return {
        annotation.id: annotation
        for name in library.notes_store.names()
        for annotation in library.notes_store.load(name).annotations
    }


def exported(library: Library, path: Path, render: Callable[..., object]) -> Path:
    material = library.exporting.material(Request(format="json"), lambda problem: pytest.fail(str(problem)))
    path.write_text("".join(render(material)), "utf-8")  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(("form", "render"), [("jsonld", w3c.render), ("json", everything.render)])
@given(data=st.data())
@settings(max_examples=18)
def test_export_then_import_into_an_empty_library_is_the_identity(
    form: str, render: Callable[..., object], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        library = made(Path(folder, "one"))
        texts = tuple((each.article.id, library.text_of(each.article.id)) for each in library.listings())
        given_notes = data.draw(st.lists(noted(texts), max_size=6, unique_by=lambda each: each.id))
        for note in given_notes:
            change = Change("note", note.target.article, note.id, None, note)
            library.apply(library.operation("made", change))
        before = stored(library)
        path = exported(library, Path(folder, "notes"), render)
        other = Library.open(Path(folder, "two"))
        other.refresh()
        plan = other.importing.plan([path])
        other.importing.carry_out(plan)
        assert plan.formats == (form,)
        assert not plan.remarks
        assert stored(other) == before
        if form == "json":
            assert {(t.name, t.color, t.description, t.aliases) for t in other.codebook.themes()} == {
                (t.name, t.color, t.description, t.aliases) for t in library.codebook.themes()
            }
        assert not other.importing.plan([path]).changes
        assert not library.importing.plan([path]).changes
        library.close()
        other.close()


def test_what_was_exported_stands_where_it_was_once_its_articles_are_there(tmp_path: Path) -> None:
    library = made(tmp_path / "one")
    house = library.find("houses").article.id
    library.mark(house, "For eleven years", themes=["time"], note="Long.")
    library.mark(house, "the", prefix="eleven years ")
    path = exported(library, tmp_path / "notes.jsonld", w3c.render)
    other = made(tmp_path / "two")
    other.importing.carry_out(other.importing.plan([path]))
    spans = [(each.id, each.span, each.status) for each in library.read(house).highlights]
    assert [(each.id, each.span, each.status) for each in other.read(house).highlights] == spans
    library.close()
    other.close()


@pytest.mark.parametrize("render", [w3c.render, everything.render])
def test_an_exported_library_is_itself_again_once_its_articles_are_added(
    tmp_path: Path, render: Callable[..., object]
) -> None:
    library = made(tmp_path / "one")
    house, bridge = library.find("houses").article.id, library.find("bridge").article.id
    library.mark(house, "the", prefix="eleven years ", note="A short one.")
    library.mark(bridge, "It was the wrong question", themes=["time"])
    path = exported(library, tmp_path / "notes", render)
    other = Library.open(tmp_path / "two")
    other.importing.carry_out(other.importing.plan([path]))
    assert {listing.article.id for listing in other.listings()} == {house, bridge}
    for source in (tmp_path / "one" / "articles").iterdir():
        list(other.add(source))
    for article in (house, bridge):
        assert other.read(article).highlights == library.read(article).highlights
        assert other.text_of(article).plain == library.text_of(article).plain
    library.close()
    other.close()


def test_descriptions_aliases_and_themes_that_nothing_uses_come_along(tmp_path: Path) -> None:
    from reader.model.theme import Theme  # noqa: PLC0415

    library = made(tmp_path / "one")
    library.codebook.put(Theme("housing", "rose", "Where people live", ("homes",)))
    library.codebook.put(Theme("unused", "cyan"))
    library.mark(library.find("houses").article.id, "For eleven years", themes=["housing"])
    path = exported(library, tmp_path / "notes.json", everything.render)
    other = Library.open(tmp_path / "two")
    other.importing.carry_out(other.importing.plan([path]))
    assert set(other.codebook.themes()) == set(library.codebook.themes())
    assert other.undo() is not None
    assert other.codebook.themes() == ()
    library.close()
    other.close()
