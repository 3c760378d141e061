"""A theme is renamed, merged, coloured, described and deleted in every note at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.errors import NotFoundError, StoreError, UsageError
from reader.model.theme import Theme

if TYPE_CHECKING:
    from reader.library import Library


@pytest.fixture
def themed(library: Library) -> Library:
    """A library with nested themes in two articles."""
    library.mark(library.find("bridge").article.id, "the old bridge", themes=["economy/tariffs", "people"])
    library.mark(library.find("houses").article.id, "a volunteer survey", themes=["economy", "housing"])
    library.theming.describe("economy", "Money.")
    return library


def themes(library: Library) -> dict[str, int]:
    return {use.theme.name: use.highlights for use in library.themes()}


def of_notes(library: Library) -> list[tuple[str, ...]]:
    return sorted(each.annotation.themes for _, found in library.notes() for each in found)


def test_a_renamed_theme_takes_what_is_nested_along_and_its_old_name_means_it(themed: Library) -> None:
    done = themed.theming.rename("economy", "trade")
    assert done.operation.label == "theme “economy” renamed in 2 notes: now “trade”"
    assert (done.names, done.notes, done.articles) == (("trade", "trade/tariffs"), 2, 2)
    assert of_notes(themed) == [("trade", "housing"), ("trade/tariffs", "people")]
    assert themes(themed) == {"trade": 1, "trade/tariffs": 1, "people": 1, "housing": 1}
    assert themed.codebook.resolved(["economy", "economy/tariffs"]) == ("trade", "trade/tariffs")
    assert next(use.theme for use in themed.themes() if use.theme.name == "trade").description == "Money."
    assert themed.undo() == themed.history.operations(1)[0]
    assert of_notes(themed) == [("economy", "housing"), ("economy/tariffs", "people")]
    assert themed.codebook.resolved(["economy"]) == ("economy",)
    assert themed.redo() is not None
    assert themes(themed)["trade/tariffs"] == 1


def test_a_name_that_another_theme_has_is_refused(themed: Library) -> None:
    for taken in ("people", "PEOPLE"):
        with pytest.raises(UsageError, match="There is a theme “people” already"):
            themed.theming.rename("economy", taken)
    with pytest.raises(UsageError, match="needs a name"):
        themed.theming.rename("economy", " / ")
    assert themed.theming.rename("economy", "Economy").names == ("Economy", "Economy/tariffs")
    assert themed.theming.rename("Economy", "economy/all").names == ("economy/all", "economy/all/tariffs")


def test_a_theme_that_is_not_there_is_named_with_what_is_close(themed: Library) -> None:
    with pytest.raises(NotFoundError, match="Did you mean “economy”"):
        themed.theming.rename("econmy", "trade")
    with pytest.raises(NotFoundError, match="no theme “nothing at all”"):
        themed.theming.delete("nothing at all")


def test_merged_themes_are_one_in_every_note(themed: Library) -> None:
    done = themed.theming.merge(("economy", "housing"), "people")
    assert done.operation.label == "themes “economy”, “housing” merged into “people” in 2 notes"
    assert of_notes(themed) == [("people",), ("people/tariffs", "people")]
    people = next(use.theme for use in themed.themes() if use.theme.name == "people")
    assert (people.description, people.aliases) == ("Money.", ("economy", "housing"))
    assert themed.undo() is not None
    assert themes(themed) == {"economy": 1, "economy/tariffs": 1, "people": 1, "housing": 1}
    people = next(use.theme for use in themed.themes() if use.theme.name == "people")
    assert (people.description, people.aliases) == ("", ())


def test_a_theme_is_not_merged_into_itself(themed: Library) -> None:
    for into in ("economy", "economy/tariffs"):
        with pytest.raises(UsageError, match="cannot be merged into itself"):
            themed.theming.merge(("economy",), into)
    themed.theming.merge(("economy/tariffs",), "economy")
    assert of_notes(themed) == [("economy", "housing"), ("economy", "people")]


def test_a_deleted_theme_leaves_the_notes(themed: Library) -> None:
    assert themed.theming.delete("economy").operation.label == "theme “economy” deleted from 2 notes"
    assert of_notes(themed) == [("housing",), ("people",)]
    assert themes(themed) == {"people": 1, "housing": 1}
    assert themed.undo() is not None
    assert themes(themed) == {"economy": 1, "economy/tariffs": 1, "people": 1, "housing": 1}


def test_a_theme_gets_a_colour_and_a_description(themed: Library) -> None:
    themed.theming.color("people", "rose")
    assert next(use.theme for use in themed.themes() if use.theme.name == "people").color == "rose"
    with pytest.raises(UsageError, match="no colour that themes have"):
        themed.theming.color("people", "mauve")
    undone = themed.undo()
    assert undone is not None
    assert undone.label == "theme “people” shown in rose"
    assert next(use.theme for use in themed.themes() if use.theme.name == "people").color != "rose"


def test_a_theme_that_only_notes_name_can_be_changed(themed: Library) -> None:
    themed.codebook.remove("people")
    themed.theming.rename("people", "persons")
    assert themes(themed)["persons"] == 1
    themed.theming.color("persons", "green")
    assert next(theme for theme in themed.codebook.themes() if theme.name == "persons").color == "green"


@pytest.mark.parametrize("names", [("tide", "tide/low"), ("tide/low", "tide")])
def test_a_theme_takes_the_name_of_one_that_is_nested_in_it_and_gives_it_back(
    library: Library, names: tuple[str, str]
) -> None:
    for name in names:
        library.codebook.put(Theme(name, "blue", f"about {name}"))
    before = library.codebook.themes()
    library.theming.rename("tide", "tide/low")
    now = {theme.name: theme.description for theme in library.codebook.themes()}
    assert now == {"tide/low": "about tide", "tide/low/low": "about tide/low"}
    assert library.undo() is not None
    assert library.codebook.themes() == before
    assert library.redo() is not None
    assert {theme.name: theme.description for theme in library.codebook.themes()} == now


def test_notes_of_a_newer_version_keep_their_themes_and_the_others_are_changed(themed: Library) -> None:
    bridge = themed.find("bridge").article.id
    path = themed.root / "notes" / f"{bridge}.json"
    path.write_text(path.read_text("utf-8").replace('"schema": 2', '"schema": 99'), "utf-8")
    done = themed.theming.rename("economy", "trade")
    assert (done.notes, [problem.path for problem in done.problems]) == (1, [f"notes/{bridge}.json"])
    assert themed.refresh().problems == ()
    assert of_notes(themed) == [("economy/tariffs", "people"), ("trade", "housing")]
    assert themed.undo() is not None
    assert of_notes(themed) == [("economy", "housing"), ("economy/tariffs", "people")]


def test_under_a_codebook_of_a_newer_version_nothing_is_begun(themed: Library) -> None:
    path = themed.root / "themes.json"
    path.write_text(path.read_text("utf-8").replace('"schema": 2', '"schema": 99'), "utf-8")
    with pytest.raises(StoreError, match="newer version"):
        themed.theming.rename("economy", "trade")
    assert themed.refresh().problems == ()
    assert of_notes(themed) == [("economy", "housing"), ("economy/tariffs", "people")]
