from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.model.annotation import Status
from reader.model.theme import Theme, ThemeUse
from reader.text.clean import clean
from tests.export import samples
from tests.export.samples import highlight, listing

WALL = listing(
    title="The wall that waits",
    author="Maren Oduya",
    source="The Kestrel Bay Courier",
    url="https://courier.example/wall",
    published="2026-03-14",
)


def test_an_article_reads_well_raw() -> None:
    text = samples.article_page(
        WALL,
        [
            highlight("The council knew.", 90, themes=("council",), days=2),
            highlight(
                "“It will not hold,” she said.",
                10,
                themes=("council", "sea/walls"),
                note="She said *the same* in 2024.",
                speaker="Ada Lind",
            ),
        ],
    )
    head, body = text.split("\n---\n", 1)
    assert head.splitlines() == [
        "---",
        'reader_id: "wall"',
        'title: "The wall that waits"',
        'author: "Maren Oduya"',
        'source: "The Kestrel Bay Courier"',
        'url: "https://courier.example/wall"',
        'published: "2026-03-14"',
        'annotated: "2026-03-17"',
        "highlights: 2",
        'themes: ["council", "sea/walls"]',
    ]
    assert body == (
        "\n# [The wall that waits](https://courier.example/wall)\n\n"
        "By Maren Oduya · The Kestrel Bay Courier · 14 March 2026\n\n"
        "> “It will not hold,” she said.\n\n"
        "— Ada Lind · Themes: council, sea/walls · Marked 15 March 2026\n\n"
        "- Note: She said *the same* in 2024.\n\n"
        "> The council knew.\n\n"
        "Themes: council · Marked 15 March 2026\n"
    )


def test_what_is_not_known_is_left_out() -> None:
    text = samples.article_page(listing(title="A & B"), [])
    assert list(yaml.safe_load(text.split("---\n")[1])) == ["reader_id", "title", "highlights"]
    assert text.endswith("\n# A & B\n")


def test_passages_that_are_gone_stand_last_under_their_own_heading() -> None:
    gone = highlight("gone", 1, status=Status.ORPHANED)
    text = samples.article_page(WALL, [gone, highlight("late", 50), highlight("early", 5)])
    assert samples.quotations(text) == ["early", "late", "gone"]
    assert text.index("> late") < text.index("## No longer in the text") < text.index("> gone")


def test_a_passage_whose_words_have_changed_says_so() -> None:
    text = samples.article_page(WALL, [highlight("old words", status=Status.CHANGED)])
    assert "> old words\n\nMarked 15 March 2026 · The article now reads otherwise" in text


def test_the_wordings_that_a_passage_had_are_told() -> None:
    made = highlight("new words")
    made = replace(made, annotation=replace(made.annotation, formerly=("old *words*", "older\n\nwords")))
    text = samples.article_page(WALL, [made])
    assert "> new words\n\nMarked 15 March 2026\n\nFormerly: “old \\*words\\*”\n\nFormerly: “older words”" in text


def test_a_note_without_a_passage_has_no_quotation() -> None:
    text = samples.article_page(WALL, [highlight("", note="On the whole article.")])
    assert samples.quotations(text) == []
    assert "Marked 15 March 2026\n\n- Note: On the whole article." in text


def test_a_theme_groups_its_highlights_by_article() -> None:
    use = ThemeUse(Theme("sea/walls", "amber", "What keeps the water *out*"), highlights=3, articles=2)
    ferry = listing(id="ferry", title="The ferry", published="2025")
    text = samples.theme_page(
        use,
        [(WALL, [highlight("late", 9), highlight("early", 1)]), (ferry, [highlight("gone", status=Status.ORPHANED)])],
    )
    head, body = text.split("\n---\n", 1)
    assert head.splitlines() == [
        "---",
        'reader_theme: "sea/walls"',
        'description: "What keeps the water *out*"',
        'annotated: "2026-03-15"',
        "highlights: 3",
        "articles: 2",
    ]
    assert [line for line in body.splitlines() if line and not line.startswith("Marked")] == [
        "# sea/walls",
        "What keeps the water \\*out\\*",
        "## [The wall that waits](https://courier.example/wall)",
        "By Maren Oduya · The Kestrel Bay Courier · 14 March 2026",
        "> early",
        "> late",
        "## The ferry",
        "2025",
        "### No longer in the text",
        "> gone",
    ]


@given(st.lists(st.tuples(samples.hostile.filter(bool), samples.hostile), min_size=1, max_size=4), samples.hostile)
def test_hostile_words_and_notes_leave_each_quotation_exact(marks: list[tuple[str, str]], title: str) -> None:
    highlights = [
        highlight(words, number, note=note, themes=(note or "x",), speaker=words)
        for number, (words, note) in enumerate(marks)
    ]
    hostile = listing(title=title, author=title, source=title, url=f"https://courier.example/{title}")
    expected = [clean(words) for words, _ in marks]
    assert samples.quotations(samples.article_page(hostile, highlights)) == expected
    use = ThemeUse(Theme(title or "x", "amber", title), len(marks), 1)
    assert samples.quotations(samples.theme_page(use, [(hostile, highlights)])) == expected


@given(samples.hostile)
def test_hostile_front_matter_is_still_yaml(title: str) -> None:
    text = samples.article_page(listing(title=title), [highlight("words", themes=(title or "x",))])
    values = yaml.safe_load(text.split("\n---\n")[0])
    assert values["title"] == (title.encode("utf-16", "surrogatepass").decode("utf-16", "replace") or "wall")


@pytest.mark.parametrize("module", ["templating", "filenames", "noting", "vault.writing"])
def test_no_parser_and_no_terminal_library_is_loaded(module: str) -> None:
    code = (
        f"import sys, reader.export.{module}; "
        "print(*{'markdown_it', 'yaml', 'textual', 'rich', 'tinydb', 'sqlite3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
