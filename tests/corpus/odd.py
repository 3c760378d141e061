"""Hostile and odd sources of every kind, for every test that must stand them.

    for odd in ODD:
        text = compile_text(odd.source(), odd.kind)

Small ones lie beside this module as files; here are those that are made, because they are huge or cannot be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent

MANY = 10_000
"""Levels, and repetitions, of what should be there once."""

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Odd:
    """One source."""

    name: str
    kind: str
    """`markdown` or `plain`."""

    source: Callable[[], str]
    is_large: bool = False
    """Does it take a while to lay out?"""

    def __str__(self) -> str:
        return self.name


def _control_sequences() -> str:
    """Everything that a terminal may act on: titles, the clipboard, colours, answers, in C0 and in C1."""
    sequences = (
        "\x1b]0;owned\x07 \x1b]52;c;b3duZWQ=\x07 \x1b[31mred\x1b[0m \x1b[2J\x1b[H \x1b[6n \x1b[?1049l \x1bc \x1bP+q",
        "\x9b31m \x9d0;owned\x9c \x90\x98\x9e\x9f \x84\x85\x88 \x08\x08\x08 \x0c \x0b \x7f \x00 \x05 \x0e\x0f \x1a",
        "\x1b]8;;https://evil.example\x1b\\harmless\x1b]8;;\x1b\\ \r\rover\rwritten &#27;[31m &#x9b;31m &#0;",
    )
    return "\n\n".join(
        f"# {line}\n\n{line} *{line}* `{line}`\n\n- {line}\n\n| {line} |\n|--|\n| x |\n\n```{line}\n{line}\n```\n"
        f"[{line}](<https://a.example/{line}> '{line}')\n\n<div>{line}</div>\n\n![{line}](<{line}>)"
        for line in sequences
    )


def _bidi() -> str:
    """Right-to-left words with every embedding, override, isolate and mark around them."""
    controls = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    words = "\n\n".join(f"a {control} שלום עולם مرحبا {control}b (c) {control}123" for control in controls)
    return f"{words}\n\n# שלום {controls}\n\n| שלום | b |\n|--|--|\n| {controls} | مرحبا |"


def _zero_width() -> str:
    """Characters that take no cell, alone, in rows, at every edge of a line."""
    nothing = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f\u180e\U000e0001\U000e0041\u0301\u20e3"
    lines = "\n\n".join(f"{character}a{character}b {character * 3} c{character}" for character in nothing)
    return f"{nothing}\n\n{lines}\n\n{nothing * 50}\n\n{'a' + nothing * 100}\n\n`{nothing}` **{nothing}**"


def _emoji() -> str:
    """Clusters of many code points: families, flags, skin, keycaps, and what only looks like one."""
    clusters = "👨‍👩‍👧‍👦 👩🏽‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇯🇵🇺🇦🇯 1️⃣ ❤️ ☠︎ 👨‍ ‍👧 🏽 🇦🇧🇨🇩🇪 ⌨︎ ⌨️ ✈️"
    return "\n\n".join([clusters, clusters.replace(" ", ""), f"# {clusters}", clusters.replace(" ", "") * 40])


def _scripts() -> str:
    """Scripts that join, stack, have no spaces or are wide."""
    return "\n\n".join(
        (
            "हिन्दी में क्षत्रिय ज्ञान, தமிழ் எழுத்து, ไทยไม่มีช่องว่างระหว่างคำ, မြန်မာစာ, ភាសាខ្មែរ",
            "東京は、日本の首都「東京都」である。（世界でも）最大級の都市…。" * 20,
            "한국어는 띄어쓰기가 있다. \u1112\u1161\u11ab\u1100\u1173\u11af 자모",
            "ﷺ ﷽ 𒐫 𒈙 ꧅ ⸻ Ｆｕｌｌ ｗｉｄｔｈ ﾊﾝｶｸ ㍿ ½ ﬃ",
            "مرحبا\u0640\u0640\u0640 بالعالم שָׁלוֹם e\u0301\u0323\u0308 Z\u0351\u036b\u0343\u036a\u0302\u036b a\u0300",
        )
    )


def _white() -> str:
    """White space of every width, at every edge."""
    spaces = (
        " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c"
    )
    words = "\n\n".join(f"{space}a{space * 3}b{space}\u2028c\u2029d{space}" for space in spaces)
    return f"{words}\n\n{spaces}\n\n> {spaces}\n\n- {spaces}x\n\n\u3000\u3000字"


def _file(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def _notes_to_each_other() -> str:
    """1,000 footnotes, each of which refers to the next, to itself and to the first."""
    notes = "\n\n".join(
        f"[^{number}]: Note {number}, see[^{(number + 1) % 1000}] and[^{number}] and[^0]." for number in range(1000)
    )
    return f"It begins[^0].\n\n{notes}\n"


def _wide_table(columns: int, rows: int) -> str:
    lines = ["|" + "|".join(f"c{column}" for column in range(columns)) + "|", "|" + "--|" * columns]
    lines += ["|" + "|".join(f"{row} {column}" for column in range(columns)) + "|" for row in range(rows)]
    return "\n".join(lines)


def _ragged_table() -> str:
    return (
        "| a | b | c |\n|:-:|--:|---|\n| 1 |\n| 1 | 2 | 3 | 4 | 5 |\n||||\n| 漢字漢字 | 👨‍👩‍👧 | `x\\|y` |\n"
        "| " + "long " * 200 + "|" + "x" * 500 + "| e\u0301 |\n"
    )


ODD: tuple[Odd, ...] = (
    Odd("nothing", "markdown", partial(str, "")),
    Odd("nothing, plainly", "plain", partial(str, "\n \n\t\n")),
    Odd("control sequences", "markdown", _control_sequences),
    Odd("control sequences, plainly", "plain", _control_sequences),
    Odd("bidi", "markdown", _bidi),
    Odd("zero width", "markdown", _zero_width),
    Odd("emoji", "markdown", _emoji),
    Odd("scripts", "markdown", _scripts),
    Odd("white space", "markdown", _white),
    Odd("white space, plainly", "plain", _white),
    Odd("lone surrogates", "markdown", partial(str, "a\ud800b \udfff \ufdd0 \uffff \U0010ffff c")),
    Odd("broken HTML", "markdown", partial(_file, "broken_html.md")),
    Odd("mail", "plain", partial(_file, "mail.txt")),
    Odd("a transcript", "plain", partial(_file, "transcript.txt")),
    Odd("wire copy", "plain", partial(_file, "wire.txt")),
    Odd("verse", "plain", partial(_file, "verse.txt")),
    Odd("a ragged table", "markdown", _ragged_table),
    Odd("1,000 columns", "markdown", partial(_wide_table, 1000, 5), is_large=True),
    Odd("5,000 rows", "markdown", partial(_wide_table, 3, 5000), is_large=True),
    Odd("1,000 footnotes", "markdown", _notes_to_each_other, is_large=True),
    Odd("deep quotes", "markdown", lambda: "> " * MANY + "words"),
    Odd("deep lists", "markdown", lambda: "- " * MANY + "words"),
    Odd("deep lists, line by line", "markdown", lambda: "\n".join("  " * level + "- words" for level in range(500))),
    Odd("deep quotes, line by line", "markdown", lambda: "\n".join(">" * level + " words" for level in range(1000))),
    Odd("quotes that come and go", "markdown", lambda: "\n".join(">" * (n % 100) + " words" for n in range(3000))),
    Odd("deep brackets", "markdown", lambda: "[" * MANY + "words" + "](a)" * MANY),
    Odd("deep images", "markdown", lambda: "![" * MANY + "words" + "](a)" * MANY),
    Odd("deep emphasis", "markdown", lambda: "*a **b " * MANY + "words" + "** c*" * MANY, is_large=True),
    Odd("deep HTML", "markdown", lambda: "<div>" * MANY + "words" + "</div>" * MANY),
    Odd("deep inline HTML", "markdown", lambda: "a " + "<b>" * MANY + "words" + "</i>" * MANY),
    Odd("deep mail", "plain", lambda: "\n".join("> " * (level % MANY) + "words" for level in range(300))),
    Odd("very deep mail", "plain", lambda: ">" * MANY + " words\n" + "> " * MANY + "words"),
    Odd("100,000 combining marks", "markdown", lambda: "a" + "\u0301" * 100_000 + " b", is_large=True),
    Odd("marks out of order", "markdown", lambda: "a" + "\u0301\u0316" * 50_000 + " b", is_large=True),
    Odd("100,000 joined emoji", "markdown", lambda: "👩\u200d" * 50_000 + " b", is_large=True),
    Odd("a megabyte without a space", "markdown", lambda: "x" * MEGABYTE, is_large=True),
    Odd("a megabyte without a space, plainly", "plain", lambda: "x" * MEGABYTE, is_large=True),
    Odd("a megabyte of Chinese", "plain", lambda: "港町は雨だった" * (MEGABYTE // 21), is_large=True),
    Odd("a megabyte in one paragraph", "markdown", lambda: "Words in a row. " * (MEGABYTE // 16), is_large=True),
    Odd("a megabyte of short lines", "plain", lambda: "line\n" * (MEGABYTE // 5), is_large=True),
    Odd("a megabyte of stops", "plain", lambda: "." * MEGABYTE, is_large=True),
    Odd("a megabyte of quotation marks", "plain", lambda: '"“' * (MEGABYTE // 4), is_large=True),
    Odd("100,000 blank lines", "plain", lambda: "a" + "\n" * 100_000 + "b"),
    Odd("100,000 backticks", "markdown", lambda: "".join("`" * count + " " for count in range(400)), is_large=True),
    Odd("unclosed links", "markdown", lambda: "[a](b " * MANY),
    Odd("unclosed tags", "markdown", lambda: '<a "' * MANY + " words\n\n<div>\n" + '<a "' * MANY + "<!--" * MANY),
    Odd("ampersands", "markdown", lambda: "&" * MANY + "&#x" * MANY + "&amp" * MANY),
    Odd("addresses without end", "markdown", lambda: "http://" * MANY + " https://" + "a." * MANY + "(" * MANY),
    Odd("definitions without end", "markdown", lambda: "a\n: b\n" * 3000, is_large=True),
    Odd("reference definitions", "markdown", lambda: "".join(f"[{n}]: /{n}\n" for n in range(MANY)) + "[1] [2] [x]"),
)
"""Every source, small ones first where it matters little."""
