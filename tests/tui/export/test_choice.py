"""What can be chosen for an export, and the request that comes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.formats import FORMATS
from reader.export.template_files import Info
from reader.model.theme import Theme, ThemeUse
from reader.store.desk import CLIPBOARD, ExportChoice
from reader.tui.export.choice import (
    Around,
    Field,
    What,
    begun,
    chosen,
    options,
    request,
    rows,
    scopes,
    shortened,
    turned,
    value_of,
)

THEMES = (ThemeUse(Theme("housing", "blue"), 3, 2), ThemeUse(Theme('the "old" town', "amber"), 1, 1))
AROUND = Around(
    article="houses",
    title="The town",
    chosen=("houses", "bridge"),
    highlight="h1",
    quote="eleven years",
    query="survey",
    themes=THEMES,
    templates=(
        Info("quotes", "articles", takes_all=False, about="For a draft.", path=Path("quotes.md"), is_shipped=True),
        Info("theme", "theme", takes_all=False, about="A theme.", path=Path("theme.md"), is_shipped=True),
        Info("part", "", takes_all=False, about="", path=Path("part.md"), is_shipped=True),
    ),
)
NOTHING = Around()


def test_a_template_for_all_articles_makes_one_file_so_its_files_are_by_nothing() -> None:
    choice = ExportChoice("all", format="markdown", by="theme", templates=(("markdown", "quotes"),))
    assert Field.BY not in {row.field for row in rows(choice, AROUND)}
    assert request(choice, AROUND).by == "article"
    own = replace(choice, templates=())
    assert Field.BY in {row.field for row in rows(own, AROUND)}
    assert request(own, AROUND).by == "theme"


@pytest.mark.parametrize(
    ("last", "around", "wanted", "what"),
    [
        ("", NOTHING, "", What.ALL),
        ("", Around(query="survey"), "", What.QUERY),
        ("theme", AROUND, "", What.CHOSEN),
        ("theme", Around(themes=THEMES), "", What.THEME),
        ("theme", NOTHING, "", What.ALL),
        ("article", Around(article="a"), "", What.ARTICLE),
        ("highlight", Around(article="a"), "", What.ALL),
        ("all", AROUND, "highlight", What.HIGHLIGHT),
        ("all", NOTHING, "article", What.ALL),
        ("nonsense", NOTHING, "", What.ALL),
    ],
)
def test_what_is_chosen_at_first_is_what_is_at_hand_or_what_was_chosen_last(
    last: str, around: Around, wanted: str, what: What
) -> None:
    assert begun(ExportChoice(what=last), around, wanted).what == what


def test_a_format_or_a_theme_that_is_gone_is_chosen_no_longer() -> None:
    choice = begun(ExportChoice(what="theme", theme="gone", format="gone", by="gone"), AROUND)
    assert (choice.theme, choice.format, choice.by) == ("housing", "markdown", "article")


def test_the_query_is_the_lists_filter_else_the_last_one() -> None:
    assert begun(ExportChoice(query="before"), AROUND).query == "survey"
    assert begun(ExportChoice(query="before"), NOTHING).query == "before"


@pytest.mark.parametrize(
    ("what", "query", "articles", "annotations"),
    [
        (What.ALL, "", frozenset(), frozenset()),
        (What.QUERY, "survey", frozenset(), frozenset()),
        (What.THEME, 'theme:"housing"', frozenset(), frozenset()),
        (What.ARTICLE, "", frozenset({"houses"}), frozenset()),
        (What.CHOSEN, "", frozenset({"houses", "bridge"}), frozenset()),
        (What.HIGHLIGHT, "", frozenset({"houses"}), frozenset({"h1"})),
    ],
)
def test_what_is_asked_of_the_export(
    what: What, query: str, articles: frozenset[str], annotations: frozenset[str]
) -> None:
    asked = request(replace(begun(ExportChoice(), AROUND), what=what), AROUND)
    assert (asked.query, asked.articles, asked.annotations) == (query, articles, annotations)


def test_marks_in_a_themes_name_are_no_part_of_the_query() -> None:
    choice = replace(begun(ExportChoice(), AROUND), what=What.THEME, theme='the "old" town')
    assert request(choice, AROUND).query == 'theme:"the  old  town"'


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("markdown", ["what", "format", "by", "template", "place"]),
        ("html", ["what", "format", "by", "full_text", "place"]),
        ("csv", ["what", "format", "place"]),
    ],
)
def test_a_format_has_the_fields_that_it_needs(name: str, fields: list[str]) -> None:
    shown = rows(ExportChoice(what="all", format=name), AROUND)
    assert [row.field for row in shown] == fields


def test_what_a_format_does_not_have_is_not_asked_for() -> None:
    choice = ExportChoice(what="all", format="csv", by="theme", full_text=True, templates=(("csv", "quotes"),))
    asked = request(choice, AROUND)
    assert (asked.by, asked.full_text, asked.template) == ("article", False, "")


def test_each_format_has_its_own_place_and_template() -> None:
    choice = chosen(ExportChoice(what="all"), Field.PLACE, "/notes")
    choice = chosen(choice, Field.TEMPLATE, "quotes")
    other = chosen(choice, Field.FORMAT, "csv")
    assert value_of(other, Field.PLACE) == value_of(other, Field.TEMPLATE) == ""
    other = chosen(other, Field.PLACE, CLIPBOARD)
    assert request(other, AROUND).place is None
    back = chosen(other, Field.FORMAT, "markdown")
    assert request(back, AROUND).place == Path("/notes").absolute()
    assert request(back, AROUND).template == "quotes"


def test_a_place_that_was_used_is_offered_for_other_formats() -> None:
    choice = chosen(chosen(ExportChoice(what="all"), Field.PLACE, "/notes"), Field.FORMAT, "csv")
    assert [option.value for option in options(Field.PLACE, choice, AROUND)] == [
        str(Path("/notes").absolute()),
        CLIPBOARD,
    ]


def test_a_place_below_home_is_shown_with_a_tilde(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert shortened(tmp_path) == "~"
    assert shortened(tmp_path / "a" / "b") == "~/a/b"
    assert shortened(Path("~/a")) == "~/a"
    assert shortened(Path("~nobody-here/a")).endswith("~nobody-here/a")


@given(
    name=st.sampled_from([known.name for known in FORMATS]),
    what=st.sampled_from([scope.value for scope in scopes(AROUND)]),
    field=st.sampled_from(Field),
    steps=st.lists(st.sampled_from([-1, 1]), max_size=20),
)
def test_turning_there_and_back_chooses_the_same(name: str, what: str, field: Field, steps: list[int]) -> None:
    choice = ExportChoice(what=what, theme="housing", format=name, places=((name, "/notes"),))
    turning = choice
    for step in (*steps, *(-step for step in reversed(steps))):
        turning = turned(turning, field, step, AROUND)
        assert rows(turning, AROUND)
        request(turning, AROUND)
    assert value_of(turning, field) == value_of(choice, field)
