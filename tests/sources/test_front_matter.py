"""Front matter is read as text and nothing else, and written so that it is read back."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.front_matter import FrontMatter, parse, write
from reader.sources.source import Metadata
from reader.text.clean import clean_line, is_clean

lines = st.text(st.characters(), max_size=60).map(clean_line)
keys = st.text(min_size=1, max_size=12).map(clean_line).filter(lambda key: key and key != "<<")


def values(inner: str) -> dict[str, str]:
    head = parse(f"---\n{inner}\n---\nBody.\n")
    assert head.body == "Body.\n"
    assert head.problems == ()
    return head.values


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("published: 2026-03-14", "2026-03-14"),
        ("id: 0042", "0042"),
        ("author: no", "no"),
        ("on: yes", "yes"),
        ("price: 1_000.50", "1_000.50"),
        ("time: 12:30:45", "12:30:45"),
        ("hex: 0x1F", "0x1F"),
        ("title: 'It''s [red] {curly}'", "It's [red] {curly}"),
        ('title: "Two\\nlines \\u2014 one"', "Two lines — one"),
        ("title: >\n  Folded\n  words", "Folded words"),
        ("title: |\n  Kept\n  lines", "Kept lines"),
        ("url: https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("authors: [Jane Doe, 'Roe, John', 3]", "Jane Doe, Roe, John, 3"),
        ("authors:\n- Jane Doe\n- John Roe", "Jane Doe, John Roe"),
        ("authors: [Jane Doe, [nested], {a: b}, John Roe]", "Jane Doe, John Roe"),
        ("author: ~", ""),
        ("author: null", ""),
        ("author: 'null'", "null"),
        ("author:", ""),
        ("title: bad\x1b]52;c;eA==\x07 \u202eevil", "bad\ufffd]52;c;eA==\ufffd evil"),
    ],
)
def test_a_value_stays_the_text_it_was(written: str, read: str) -> None:
    assert list(values(written).values()) == [read]


def test_what_is_deeper_than_a_list_is_left_out() -> None:
    assert values("author:\n  name: Jane\n  mail: {a: b}\ntitle: Bridge\n? [odd, key]\n: value\n<<: {a: b}") == {
        "title": "Bridge"
    }


def test_a_flow_mapping_is_front_matter_too() -> None:
    assert values("{title: Bridge, author: Jane}") == {"title": "Bridge", "author": "Jane"}


def test_of_two_values_the_first_counts() -> None:
    head = parse("---\ntitle: One\nTitle: Two\ntitle: Three\n---\n")
    assert head.values == {"title": "One"}
    assert head.problems == (
        "The front matter names “Title” more than once: the first counts.",
        "The front matter names “title” more than once: the first counts.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Just text.\n",
        "",
        "---",
        "---\n",
        "----\ntitle: x\n----\n",
        "--- title: x\n---\n",
        "---\nThe bridge opened.\n\nAfter that, nothing.\n",
        "\n---\ntitle: x\n---\n",
        "---\n\nNote: the bridge opened.\n\n---\n\nText.\n",
    ],
)
def test_a_text_without_front_matter_stays_as_it_is(text: str) -> None:
    assert parse(text) == FrontMatter({}, text)


@pytest.mark.parametrize("text", ["---\n---\nBody", "---\n# only a comment\n---\nBody", "--- \n...\t\nBody"])
def test_empty_front_matter_says_nothing(text: str) -> None:
    assert parse(text) == FrontMatter({}, "Body")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    head = parse(end.join(["---", "title: Bridge", "---", "Body", "text"]))
    assert head.values == {"title": "Bridge"}
    assert head.body == "Body\ntext"


@pytest.mark.parametrize(
    ("inner", "problem"),
    [
        ("title: Budget: what now", "is not valid YAML (line 2)"),
        ("title: ok\nauthor: 'open", "is not valid YAML (line 4)"),
        ("title: ok\n\tauthor: tab", "is not valid YAML (line 3)"),
        ("title: &a x\nauthor: *a", "uses an anchor or an alias (line 2)"),
        ("author: *a", "uses an anchor or an alias (line 2)"),
        ("title: x\na: !!python/object/apply:os.system [ls]", "uses a tag (line 3)"),
        ("title: !!str x", "uses a tag (line 2)"),
        ("- a\n- list", "is no list of names and values"),
        ("words and words", "is no list of names and values"),
        ("%YAML 1.1", "is not valid YAML (line 3)"),
        ("title: x\n--- y", "is more than one YAML document"),
        ("title: " + "x" * 65_536, "is longer than 64 KB"),
    ],
)
def test_what_is_broken_stays_in_the_text_and_is_named(inner: str, problem: str) -> None:
    text = f"---\n{inner}\n---\nBody.\n"
    assert parse(text) == FrontMatter({}, text, (f"The front matter {problem}: shown as text.",))


def test_laughing_a_billion_times_is_refused_before_the_first() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{b}, *{b}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True))
    assert parse(f"---\n{bomb}---\n").problems == (
        "The front matter uses an anchor or an alias (line 2): shown as text.",
    )


def test_brackets_in_brackets_break_nothing() -> None:
    assert "Jane" not in parse("---\na: " + "[" * 9_000 + "Jane" + "]" * 9_000 + "\n---\n").values.values()


def test_the_same_is_read_without_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = ModuleType("yaml")
    slow.__dict__.update({name: value for name, value in vars(yaml).items() if not name.startswith("C")})
    slow.CollectionStartEvent, slow.CollectionEndEvent = yaml.CollectionStartEvent, yaml.CollectionEndEvent  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "yaml", slow)
    assert values("title: 'x'\nauthors: [a, {b: c}, d]") == {"title": "x", "authors": "a, d"}
    assert parse("---\na: *b\n---\n").problems == (
        "The front matter uses an anchor or an alias (line 2): shown as text.",
    )


def test_it_is_written_flat_and_quoted_where_others_would_misread_it() -> None:
    metadata = Metadata(
        id="harbour-bridge",
        title='No "comment": # here',
        author="No",
        source="Harbour Post",
        url="https://example.org/a",
        published="2026-03-14",
        added="2026-03-15T09:30:00+00:00",
        language="en",
        other=(("tags", "a, b"),),
    )
    assert write(metadata) == (
        "---\n"
        "id: harbour-bridge\n"
        'title: "No \\"comment\\": # here"\n'
        'author: "No"\n'
        "source: Harbour Post\n"
        'url: "https://example.org/a"\n'
        "published: 2026-03-14\n"
        "added: 2026-03-15T09:30:00+00:00\n"
        "language: en\n"
        'tags: "a, b"\n'
        "---\n"
    )


def test_nothing_to_say_is_no_front_matter() -> None:
    assert write(Metadata()) == ""


@given(lines, lines, st.lists(st.tuples(keys, lines), max_size=3), st.text(max_size=80))
def test_what_is_written_is_read_back(title: str, author: str, other: list[tuple[str, str]], body: str) -> None:
    text = write(Metadata(id="a1", title=title, author=author, other=tuple(other)))
    head = parse(text + body)
    said = [("id", "a1"), ("title", title), ("author", author), *other]
    expected: dict[str, str] = {}
    for key, value in said:
        if value and key.casefold() not in {known.casefold() for known in expected}:
            expected[key] = value
    assert head.values == expected
    assert head.body == body.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"%#,?\n \t~<=\x1b\u202e0é\ud800"), max_size=80))
def test_whatever_stands_between_the_lines_nothing_breaks(inner: str) -> None:
    text = f"---\n{inner}\n---\nBody"
    head = parse(text)
    assert text.endswith(head.body)
    assert all(is_clean(value) for value in head.values.values())
