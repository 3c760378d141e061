"""Facts are written into a file's head, and nothing else of it changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.sources.rewriting import rewritten
from reader.text.clean import clean_line

BODY = "# Heading\n\nWords – with dashes.\n\n---\n\nauthor: nobody\n"


def changed(text: str, **facts: str) -> str:
    return rewritten(text.encode(), facts, "x.md").decode()


@pytest.mark.parametrize(
    ("before", "facts", "after"),
    [
        ("", {"title": "New"}, "---\ntitle: New\n---\n"),
        ("", {"title": ""}, ""),
        ("---\ntitle: Old\n---\n", {"title": "New"}, "---\ntitle: New\n---\n"),
        ("---\ntitle: Old\n---\n", {"title": ""}, "---\n---\n"),
        (
            "---\nid: x\nTitle : 'Old'\nmine: [1, 2]\n---\n",
            {"title": "A: b"},
            '---\nid: x\nTitle : "A: b"\nmine: [1, 2]\n---\n',
        ),
        ("---\nbyline: Old\n# a word\nz: 1\n---\n", {"author": "New"}, "---\nbyline: New\n# a word\nz: 1\n---\n"),
        ("---\nbyline: A\nauthor: B\n---\n", {"author": "C"}, "---\nbyline: A\nauthor: C\n---\n"),
        ("---\nbyline: A\nz: 1\nauthor: B\n---\n", {"author": ""}, "---\nz: 1\n---\n"),
        ("---\ntitle: >\n  Long\n\n  words\nz: 1\n---\n", {"title": "New"}, "---\ntitle: New\nz: 1\n---\n"),
        ("---\nauthors:\n- A\n- B\nz: 1\n---\n", {"author": "C"}, "---\nauthors: C\nz: 1\n---\n"),
        ("---\nz: |\n  author: no\n---\n", {"author": "C"}, "---\nz: |\n  author: no\nauthor: C\n---\n"),
        (
            "---\nsource: https://x.example/a\n---\n",
            {"source": "The X"},
            "---\nurl: https://x.example/a\nsource: The X\n---\n",
        ),
        ("---\ndate: 2026-03-14\n...\n", {"published": "2026"}, '---\ndate: "2026"\n...\n'),
    ],
)
def test_only_the_fact_is_written(before: str, facts: dict[str, str], after: str) -> None:
    for ending in ("\n", "\r\n"):
        assert changed((before + BODY).replace("\n", ending), **facts) == (after + BODY).replace("\n", ending)


def test_an_old_encoding_and_a_mark_stay() -> None:
    old = "---\ntitle: Größe\nmine: é\n---\nWörter\n".encode("latin-1")
    new = rewritten(old, {"title": "Maß 😀"}, "x.md")
    assert new == '---\ntitle: "Ma\\U000000df \\U0001f600"\nmine: é\n---\nWörter\n'.encode("latin-1")
    marked = "\ufeffWörter\n".encode()
    assert rewritten(marked, {"title": "Größe"}, "x.md") == '\ufeff---\ntitle: "Größe"\n---\nWörter\n'.encode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("Words\n".encode("utf-16"), "UTF-16"),
        (b"---\ntitle: *a\n---\nWords\n", "cannot be edited here"),
        (b"---\n{title: Old}\n---\nWords\n", "without changing something else"),
    ],
)
def test_what_cannot_be_written_without_harm_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        rewritten(data, {"title": "New"}, "x.md")


@given(title=st.text(max_size=40).map(clean_line), author=st.text(max_size=40).map(clean_line))
def test_any_words_are_kept(title: str, author: str) -> None:
    old = "---\nmine: 1\ntitle: Old\n---\n" + BODY
    new = changed(old, title=title, author=author)
    assert new.endswith("---\n" + BODY)
    assert "mine: 1\n" in new
    assert changed(changed(new, title="Old"), author="") == old if title else True
