from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import NotFoundError, SourceError
from reader.library import Library
from reader.library.imports import Fate, Found
from reader.model.annotation import Status
from reader.model.theme import Theme
from reader.store.operations import Change
from tests.sources.notes.reading import CORPUS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from reader.library.imports import Plan
    from reader.model.annotation import Annotation

ROAD = "The road was white with salt, and nobody walked it after dark."


def imported(library: Library, *names: str | Path, form: str = "auto") -> Plan:
    plan = library.importing.plan([CORPUS / name for name in names], form)
    library.importing.carry_out(plan)
    return plan


def notes(library: Library, article: str) -> list[Annotation]:
    return [highlight.annotation for highlight in library.read(article).highlights]


def everything(library: Library) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return sorted(
        (listing.article.id, each.annotation.id, each.annotation.note, each.annotation.themes)
        for listing, found in library.notes()
        for each in found
    )


def written(path: Path, *rows: tuple[str, ...]) -> Path:
    lines = ["Highlight,Title,Author,URL,Note,Location,Date"]
    lines += [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


# ---- articles


def test_passages_find_their_article_by_its_address_however_it_is_written(library: Library) -> None:
    plan = imported(library, "hypothesis-export.json")
    (article,) = plan.articles
    assert (article.found, article.is_stub, article.title) == (
        Found.ADDRESS,
        False,
        "The town that counted its empty houses",
    )
    whole, passage = library.read(article.id).highlights
    assert (whole.annotation.note, whole.annotation.is_about_article) == ("A good survey.", True)
    assert passage.status is Status.ANCHORED
    assert passage.annotation.target.quote.exact == "For eleven years"
    assert passage.annotation.target.text_hash == library.text_of(article.id).hash
    assert passage.annotation.themes == ("housing", "councils")


def test_passages_find_their_article_by_title_and_author(library: Library, tmp_path: Path) -> None:
    path = written(
        tmp_path / "notes.csv", ("told residents", "The Town That Counted Its Empty Houses", "Oliveira, Marta")
    )
    (article,) = imported(library, path).articles
    assert (article.found, article.id) == (Found.TITLE, library.find("houses").article.id)


def test_a_title_by_somebody_else_is_another_article(library: Library, tmp_path: Path) -> None:
    title = "The town that counted its empty houses"
    other = written(tmp_path / "other.csv", ("A passage of it.", title, "Ada Quay"))
    assert imported(library, other).articles[0].is_stub
    nobody = written(tmp_path / "nobody.csv", ("Words that stand nowhere in it.", title, ""))
    assert imported(library, nobody).articles[0].is_stub


def test_passages_without_a_title_find_the_only_article_that_says_them(library: Library, tmp_path: Path) -> None:
    path = written(
        tmp_path / "notes.csv",
        ("voted on Tuesday to close the old bridge", "", ""),
        ("Last month a volunteer survey found", "", ""),
        ("Nobody in this library says these words", "", ""),
    )
    plan = imported(library, path)
    assert {article.title: article.found for article in plan.articles} == {
        library.find("bridge").article.title: Found.WORDS,
        "The town that counted its empty houses": Found.WORDS,
        "Passages without a source": Found.NOT,
    }


def test_what_the_article_does_not_say_is_an_orphan_in_it_and_is_said(library: Library, tmp_path: Path) -> None:
    url = "http://review.example/houses/?fbclid=x"
    path = written(tmp_path / "notes.csv", ("A sentence that was cut from it.", "", "", url), ("the", "", "", url))
    (article,) = imported(library, path).articles
    assert article.orphans == 2
    assert all(each.why for each in article.planned)
    assert {highlight.status for highlight in library.read(article.id).highlights} == {Status.ORPHANED}


def test_words_that_stand_twice_are_never_put_on_one_of_the_places_by_guess(library: Library, root: Path) -> None:
    refrain = "And the boats went out again that night.\n"
    (root / "articles" / "song.txt").write_text(f"{refrain}\nThe harbour slept.\n\n{refrain}\nIt woke.\n", "utf-8")
    library.refresh()
    article = library.catalogue.by_path("articles/song.txt")
    assert article is not None
    path = written(root.parent / "notes.csv", (refrain.strip(), article.article.title, "", ""))
    (planned,) = imported(library, path).articles[0].planned
    assert planned.is_orphan
    assert "more than once" in planned.why


# ---- stubs


def test_passages_without_an_article_get_a_stub_in_which_each_is_marked(library: Library, root: Path) -> None:
    plan = imported(library, "koreader-book.json")
    (article,) = plan.articles
    assert article.is_stub
    opened = library.read(article.id)
    assert [each.status for each in opened.highlights] == [Status.ANCHORED] * 2
    assert [each.annotation.target.quote.exact for each in opened.highlights] == [
        ROAD,
        "A second passage\nof two lines.",
    ]
    words = (root / opened.listing.article.path).read_text("utf-8")
    assert "stub: only what was marked in it" in words
    assert "This is not the article" in words
    assert f"> {ROAD}" in words


def test_later_imports_extend_the_stub_and_its_highlights_stay_where_they_are(library: Library) -> None:
    imported(library, "kindle-english.txt")
    (article,) = imported(library, "koreader-book.json").articles
    assert [article.count(fate) for fate in (Fate.NEW, Fate.HERE)] == [1, 1]
    assert [each.status for each in library.read(article.id).highlights] == [Status.ANCHORED] * 2
    assert library.count("title:salt") == 1


@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.iterdir()))
def test_importing_twice_adds_nothing(library: Library, name: str) -> None:
    imported(library, name)
    before = everything(library)
    plan = imported(library, name)
    assert not plan.changes
    assert plan.count(Fate.HERE) == sum(len(article.planned) for article in plan.articles)
    assert everything(library) == before


HOSTILE = (
    "> # not a heading %% == ** __ [[x]] ^id #tag `code` | table $x$ <b>&amp;",
    "1. one\n2. two\n\n\n- three\n\n    four",
    "---\ntitle: no\n---",
    "\u202eevil\u202c \x1b[31mred\x07",
    "=1+1 {{ x }} </script> \\ \\\\ *",
    "  spaces   inside\tand tabs  ",
    "e\u0301 \u4e00\u4e8c\u4e09 \U0001f600",
    "www.example.org https://example.org/a_b_c",
)


def test_passages_of_every_kind_stand_in_a_stub_as_they_were(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    entries = [{"text": words, "time": 1773523812 + place} for place, words in enumerate(HOSTILE)]
    path.write_text(json.dumps({"title": "T", "version": "json/1.0.0", "entries": entries}), "utf-8")
    (article,) = imported(library, path).articles
    statuses = [each.status for each in library.read(article.id).highlights]
    assert statuses == [Status.ANCHORED] * len(HOSTILE)


# ---- merging


def test_a_passage_that_is_marked_already_gets_the_themes_and_the_note(library: Library, tmp_path: Path) -> None:
    house = library.find("houses").article.id
    library.mark(house, "For eleven years", themes=["time"])
    plan = imported(library, "hypothesis-export.json")
    assert plan.count(Fate.MERGED) == 1
    passage = next(note for note in notes(library, house) if note.target.quote.exact)
    assert (passage.themes, passage.note) == (("time", "housing", "councils"), "Eleven *years*.")
    again = imported(library, "hypothesis-export.json")
    assert not again.changes


def test_where_both_have_a_note_neither_is_lost(library: Library) -> None:
    house = library.find("houses").article.id
    library.mark(house, "For eleven years", note="My own words.")
    imported(library, "hypothesis-export.json")
    assert {note.note for note in notes(library, house)} == {"My own words.", "Eleven *years*.", "A good survey."}


def test_what_was_deleted_here_stays_deleted_and_is_said(library: Library) -> None:
    (article,) = imported(library, "kindle-english.txt").articles
    (note,) = notes(library, article.id)
    library.apply(library.operation("deleted", Change("note", article.id, note.id, note, None)))
    plan = imported(library, "kindle-english.txt")
    assert [(each.fate, each.why) for each in plan.articles[0].planned] == [(Fate.SKIPPED, "It was deleted here.")]
    assert not notes(library, article.id)
    library.trash.empty()
    assert not imported(library, "kindle-english.txt").changes


def test_what_was_deleted_here_stays_deleted_though_its_article_is_not_told_from_another_any_more(
    library: Library, root: Path
) -> None:
    head = "---\ntitle: The Salt Road\nauthor: Ada Quay\n---\n"
    for name in ("one", "two"):
        (root / "articles" / f"{name}.md").write_text(f"{head}{ROAD}\n", "utf-8")
        library.refresh()
        if name == "one":
            (article,) = imported(library, "kindle-english.txt").articles
            (note,) = notes(library, article.id)
            library.apply(library.operation("deleted", Change("note", article.id, note.id, note, None)))
    plan = imported(library, "kindle-english.txt")
    assert [each.why for article in plan.articles for each in article.planned] == ["It was deleted here."]
    assert not plan.changes


def test_what_is_in_the_trash_with_its_article_comes_with_that_alone(library: Library) -> None:
    house = library.find("houses").article.id
    imported(library, "hypothesis-export.json")
    library.trash.put([house])
    plan = imported(library, "hypothesis-export.json")
    assert {each.why for article in plan.articles for each in article.planned} == {
        "Its article is in the trash: restore it, then import again."
    }
    assert not plan.changes


def test_a_note_that_was_edited_here_is_not_overwritten(library: Library, tmp_path: Path) -> None:
    path = written(tmp_path / "notes.csv", ("A passage.", "T", "A", "", "First words", "1", "2026-03-01"))
    (article,) = imported(library, path).articles
    (note,) = notes(library, article.id)
    edited = replace(note, note="Mine now", modified=library.clock())
    library.apply(library.operation("edited", Change("note", article.id, note.id, note, edited)))
    written(path, ("A passage.", "T", "A", "", "Other words", "1", "2026-03-01"))
    plan = imported(library, path)
    assert "stays" in plan.articles[0].planned[0].why
    assert notes(library, article.id)[0].note == "Mine now"


def test_a_note_that_nobody_touched_here_follows_the_one_there(library: Library, tmp_path: Path) -> None:
    path = written(tmp_path / "notes.csv", ("A passage.", "T", "A", "", "First words", "1", "2026-03-01"))
    (article,) = imported(library, path).articles
    written(path, ("A passage.", "T", "A", "", "Better words", "1", "2026-03-01"))
    assert imported(library, path).count(Fate.MERGED) == 1
    assert notes(library, article.id)[0].note == "Better words"


def test_a_passage_that_was_extended_on_the_kindle_is_extended_here(library: Library, tmp_path: Path) -> None:
    data = (CORPUS / "kindle-odd.txt").read_text("utf-8")
    path = tmp_path / "My Clippings.txt"
    path.write_text("==========\n".join(data.split("==========\n")[:1]) + "==========\n", "utf-8")
    (article,) = imported(library, path).articles
    (before,) = notes(library, article.id)
    path.write_text("==========\n".join(data.split("==========\n")[:2]) + "==========\n", "utf-8")
    assert imported(library, path).count(Fate.MERGED) == 1
    (after,) = notes(library, article.id)
    assert (after.id, after.target.quote.exact) == (before.id, "You may have heard the boats. You have not seen them.")
    assert not imported(library, path).changes


# ---- one step


def test_an_import_is_undone_and_redone_in_one_step(library: Library) -> None:
    before = everything(library)
    articles = library.count()
    imported(library, "koreader-all.json", "hypothesis-export.json", "readwise-template.csv")
    after = everything(library)
    assert library.count() == articles + 3
    undone = library.undo()
    assert undone is not None
    assert "imported from" in undone.label
    assert everything(library) == before
    assert library.count() == articles
    assert not library.themes()
    library.redo()
    assert everything(library) == after
    assert library.count() == articles + 3


def test_files_of_several_programs_on_one_book_come_to_one_stub(library: Library) -> None:
    imported(library, "koreader-all.json", "readwise-export.csv", "koreader-book.json", "kindle-odd.txt")
    assert library.count("title:salt") == 1


def test_what_was_undone_may_be_imported_again(library: Library) -> None:
    imported(library, "kindle-english.txt")
    library.undo()
    assert imported(library, "kindle-english.txt").count(Fate.NEW) == 1
    assert library.count("title:salt") == 1


def test_undo_takes_an_extension_of_a_stub_back_too(library: Library, root: Path) -> None:
    (article,) = imported(library, "kindle-english.txt").articles
    path = root / library.listing(article.id).article.path
    before = path.read_text("utf-8")
    imported(library, "koreader-book.json")
    assert path.read_text("utf-8") != before
    library.undo()
    assert path.read_text("utf-8") == before
    assert len(notes(library, article.id)) == 1


def test_an_import_is_undone_after_a_restart(library: Library, root: Path, clock: Callable[[], datetime]) -> None:
    imported(library, "koreader-all.json")
    library.close()
    again = Library.open(root, clock=clock)
    again.refresh()
    assert again.undo() is not None
    assert again.count() == 2
    again.close()


def test_a_dry_run_changes_no_byte(library: Library, root: Path) -> None:
    library.find("houses")

    def state() -> dict[str, bytes]:
        files = (path for path in root.rglob("*") if path.is_file() and ".reader" not in path.parts)
        return {str(path): path.read_bytes() for path in files}

    before = state()
    plan = library.importing.plan(sorted(CORPUS.iterdir()))
    assert plan.count(Fate.NEW) > 10
    assert state() == before


def test_stubs_are_sound_and_the_doctor_finds_nothing(library: Library) -> None:
    for path in sorted(CORPUS.iterdir()):
        imported(library, path)
    assert library.check() == ()
    library.undo()
    assert library.check() == ()


def test_a_stub_that_its_owner_moved_and_wrote_into_is_extended_where_it_is(library: Library, root: Path) -> None:
    (article,) = imported(library, "kindle-english.txt").articles
    path = root / library.listing(article.id).article.path
    moved = root / "articles" / "moved.md"
    moved.write_text(path.read_text("utf-8") + "\nMy own remarks.\n", "utf-8")
    path.unlink()
    library.refresh()
    imported(library, "koreader-book.json")
    words = moved.read_text("utf-8")
    assert "My own remarks." in words
    assert "A second passage" in words
    assert not path.exists()


def test_a_stub_in_the_trash_stays_there_and_that_is_said(library: Library) -> None:
    (article,) = imported(library, "kindle-english.txt").articles
    library.trash.put([article.id])
    plan = imported(library, "kindle-english.txt")
    assert "trash" in plan.articles[0].planned[0].why
    assert not plan.changes


def test_nothing_of_what_cannot_be_read_is_imported_and_each_file_is_named(library: Library, tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.txt"
    rubbish.write_text("nothing\n", "utf-8")
    with pytest.raises(SourceError):
        library.importing.plan([rubbish])
    plan = imported(library, rubbish, "kindle-english.txt")
    assert plan.has_trouble
    assert plan.count(Fate.NEW) == 1
    with pytest.raises(NotFoundError):
        library.importing.plan([tmp_path / "none.csv"])


def test_ctrl_c_in_the_middle_leaves_the_library_whole_and_the_rest_is_done_at_the_next_opening(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = library.notes_store.put
    saves = iter(range(1))

    def interrupted(*arguments: Any) -> Any:
        if next(saves, None) is None:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(library.notes_store, "put", interrupted)
    plan = library.importing.plan([CORPUS / "koreader-all.json"])
    with pytest.raises(KeyboardInterrupt):
        library.importing.carry_out(plan)
    again = Library.open(root)
    again.refresh()
    assert len(everything(again)) == 2
    assert again.check() == ()
    assert not again.importing.plan([CORPUS / "koreader-all.json"]).changes
    again.close()


def test_only_a_few_articles_are_read_to_find_the_one_that_says_the_passages(
    library: Library, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        words = f"The tide of day {number} was high, and the harbour was full of boats again.\n"
        (root / "articles" / f"tide-{number}.txt").write_text(words, "utf-8")
    library.refresh()
    path = written(tmp_path / "notes.csv", ("The tide of day 117 was high, and the harbour", "", ""))
    read: list[str] = []
    real = library.texts.read

    def counted(place: str) -> Any:
        read.append(place)
        return real(place)

    monkeypatch.setattr(library.texts, "read", counted)
    plan = imported(library, path)
    assert (plan.articles[0].found, plan.articles[0].id) == (
        Found.WORDS,
        library.find("articles/tide-117.txt").article.id,
    )
    assert len(read) < 10


def test_themes_that_have_another_name_here_get_it(library: Library) -> None:
    library.codebook.put(Theme("homes", "rose", "", ("housing",)))
    imported(library, "hypothesis-export.json")
    assert {use.theme.name for use in library.themes()} == {"homes", "councils"}


def test_notes_that_cannot_be_read_keep_what_came_for_them_out_and_the_rest_comes(library: Library, root: Path) -> None:
    library.mends = False
    house = library.find("houses").article.id
    library.mark(house, "For eleven years")
    library.settle()
    (root / "notes" / f"{house}.json").write_text('{"_default": {"1": {"id": 5}}}', "utf-8")
    plan = imported(library, "hypothesis-export.json", "kindle-english.txt")
    assert plan.count(Fate.SKIPPED) == 2
    assert plan.count(Fate.NEW) == 1
    assert plan.has_trouble


def test_progress_is_told(library: Library) -> None:
    told: list[Any] = []
    library.importing.plan([CORPUS / "koreader-book.json"], progress=lambda *counts: told.append(counts))
    assert told == [(1, 0), (2, 0), (2, 2)]


def test_two_notes_that_come_to_one_marked_passage_both_arrive(library: Library, tmp_path: Path) -> None:
    houses = library.find("houses").article
    marked = library.changes.mark(houses.id, "told residents")
    row = ("told residents", houses.title, houses.author, houses.url)
    path = written(tmp_path / "notes.csv", (*row, "One.", "1"), (*row, "Two.", "2"), (*row, ".law", "3"))
    plan = imported(library, path)
    found = notes(library, houses.id)
    assert sorted(each.note for each in found) == ["One.", "Two."]
    assert next(each for each in found if each.id == marked.id).themes == ("law",)
    assert plan.count(Fate.MERGED) == 2
    again = library.importing.plan([path])
    assert not again.changes
    library.changes.undo()
    assert [(each.id, each.note) for each in notes(library, houses.id)] == [(marked.id, "")]


def test_more_words_than_one_import_takes_are_refused_wherever_they_stand(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.sources.notes.limits.MOST_WORDS", 1_000)
    for name, values in (
        ("articles", [{"id": f"a{number}", "title": "t" * 100} for number in range(20)]),
        ("themes", [{"name": f"n{number}", "description": "d" * 100} for number in range(20)]),
    ):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({"format": "reader", "version": 1, "articles": [], name: values}), "utf-8")
        with pytest.raises(SourceError, match="more than one import takes"):
            library.importing.plan([path])
