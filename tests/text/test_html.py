import pytest

from reader.text import html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", ["plain"]),
        ("<p>One\n  two</p>\n<p>Three</p>", ["One two", "Three"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("a<BR/>b<br clear=all>c", ["a\nb\nc"]),
        ("a <b>bold</b><i>!</i>", ["a bold!"]),
        ("<style>p { }</style>a<SCRIPT>if (a < b) {}</script >b", ["ab"]),
        ("a<script>never closed", ["a"]),
        ("a<!-- b <p> --> c <!-- d", ["a c"]),
        ("a<?php echo '<p>' ?>b<!DOCTYPE html>c<![CDATA[d]]>", ["a' ?>bc"]),
        ("<a href=\"a>b\" title='c>d'>e</a>", ["e"]),
        ('<p title="it\'s>">a</p>', ["a"]),
        ('<p title="never closed>a</p>b', ["a", "b"]),
        ("a < b > c <3 <", ["a < b > c <3 <"]),
        ("&amp;lt; &copy; &#8212;", ["&lt; © —"]),
        ("<pre>  a\n\tb\n</pre>c  d", ["  a\n    b", "c d"]),
        ("<p> <br> </p><p>&nbsp;</p>", []),
        ("</pre>a  b", ["a b"]),
    ],
)
def test_the_parts_are_what_a_browser_shows(source: str, expected: list[str]) -> None:
    parts = html.parts(source, lambda _address: 0)
    assert ["".join(words for words, _ in part.pieces) for part in parts] == expected
