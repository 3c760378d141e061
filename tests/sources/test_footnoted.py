"""Links to notes become footnotes of Markdown."""

from __future__ import annotations

import pytest

from reader.sources.footnoted import Footnotes
from reader.sources.html.markdown import to_markdown
from reader.sources.html.parsing import tree


def made(html: str) -> str:
    root = tree(f"<html><body>{html}</body></html>")
    notes = Footnotes(root)
    return notes.finish(to_markdown(root, ""))


@pytest.mark.parametrize(
    "html",
    [
        '<p>Words.<sup><a href="#n">1</a></sup></p><ol><li id="n">A note.</li></ol>',
        '<p>Words.<a href="#n"><sup>1</sup></a></p><p><a id="n"></a><a href="#c">1</a> A note.</p>',
        '<p>Words.<a href="#n" id="c">[1]</a></p><h2>Notes</h2><div><p id="n">[1] A note. <a href="#c">↩</a></p></div>',
        '<p>Words.<a href="#_ftn1">1</a></p><hr><div id="_ftn1"><p>1. A note.</p></div>',
        '<p>Words.<a epub:type="noteref" href="#n">see</a></p><aside id="n">A note.</aside>',
        '<p>Words.<a href="#n">*</a></p><div class="footnotes"><hr><p id="n">* A note.</p></div>',
    ],
)
def test_a_note_is_a_footnote_however_a_program_writes_it(html: str) -> None:
    assert made(html).replace("\n\n## Notes", "") == "Words.[^1]\n\n[^1]: A note.\n"


def test_a_note_that_is_called_twice_stands_once() -> None:
    html = '<p>One<sup><a href="#n">1</a></sup>, two<sup><a href="#n">1</a></sup>.</p><ol><li id="n">A note.</li></ol>'
    assert made(html) == "One[^1], two[^1].\n\n[^1]: A note.\n"


def test_a_figure_that_begins_a_note_is_none_of_its_number() -> None:
    html = '<p>Words.<sup><a href="#n">1</a></sup></p><p id="n">240 homes stood there.</p>'
    assert made(html) == "Words.[^1]\n\n[^1]: 240 homes stood there.\n"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>See <a href="#x">chapter 1</a>.</p><p id="x">It begins.</p>', "See chapter 1.\n\nIt begins.\n"),
        ('<p>See <a href="#x">1</a>.</p><p id="x">It begins.</p>', "See 1.\n\nIt begins.\n"),
        ('<p>Words<sup><a href="#gone">1</a></sup>.</p>', "Words1.\n"),
        ('<p id="x">Words<sup><a href="#x">1</a></sup>.</p>', "Words1.\n"),
    ],
)
def test_other_links_inside_a_text_are_words(html: str, expected: str) -> None:
    assert made(html) == expected


def test_a_note_that_only_a_note_calls_for_is_not_lost() -> None:
    html = (
        '<p>Words.<sup><a href="#a">1</a></sup></p>'
        '<ol><li id="a">First.<sup><a href="#b">2</a></sup></li><li id="b">Second.</li></ol>'
    )
    assert "Second." in made(html)


def test_signs_that_a_text_itself_holds_are_no_notes() -> None:
    assert "[^" not in made("<p>Words \ue0101\ue011.</p>")
