"""Are quotations of strangers exact in what is exported?

python -m tests.benchmarks.escaping [HOW MANY]

Random and hostile quotations, 10,000 unless told otherwise, go through the templates that come with the program, with
hostile titles, names, themes and notes around them. Two parsers read what comes out: markdown-it-py, and cmark-gfm, by
which GitHub's Markdown is defined. Each must give back the words letter for letter, and nothing around them may have
become anything else. The fixed seed makes it the same each time.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import yaml

from reader.export import template_values
from reader.export.template_files import Templates
from reader.text.clean import clean, clean_line
from tests.export import read_back
from tests.export.samples import FRAGMENTS, highlight, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.export.templating import Template
    from tests.export.read_back import Element

SEED = 5
HOW_MANY = 10_000
LONG = 100_000
"""Characters of the longest."""

MORE = (
    *("%% reader hl a b %%", "%% /reader %%", "<!-- reader hl a b -->", "-->", "^id", "[[note#^id|words]]", "![[a]]"),
    *("> [!note]+ x", "- [x] done", "==mark==", "#tag/deep", "$$x$$", "{{ 7 * 7 }}", "{% raw %}", "{#", "<% x %>"),
    *("---\n", "===\n", "***\n", "a\n---", "a\n===", "| a | b |\n|---|---|\n| c | d |", ":---", "key: value", "? -"),
    *("1)", "1. a\n2. b", "-\ta", "    code", "\tcode", "```js\nx\n```", "~~~\nx", "`` ` ``", "<details>", "</div>"),
    *("<script>alert(1)</script>", "<![CDATA[", "<?php", "<a@b.example>", "&nbsp;", "&#x41;", "&lt", "&copy", "\\&"),
    *("[a](javascript:x)", "[a]: /b 'c'", "[^1]", "[^1]: d", "![i](x)", "*a*", "__b__", "~~c~~", "a*b*c", "snake_c_"),
    *("https://a.example/x_y_z?a=1&b=2#c", "www.a.example", "ftp://a.example", "me@a.example", "HTTP://A.EXAMPLE"),
    *("=1+1", "@SUM(A1)", "+1", "-1", "'", '"', "`", "“", "”", "‘", "«", "»", "…", "—", "\u00ad", "\u200d", "\ufe0f"),
    *("港區", "「引用」", "שלום", "مرحبا", "\u202eabc\u202c", "\u2066x\u2069", "🏴‍☠️", "👩‍👩‍👧", "e\u0301\u0302"),
    *("\u0000", "\u0085", "\u3000", "\u200b", "\ufeff", "\u2028", "\u2029"),
    *( "\x0b", "\x0c", "\r", "\r\n", " \n", "\n ", "\\\n", "  \n", "\n\n\n\n"),
)  # fmt: skip
PROSE = (
    "“It will not hold,” she said, “not this winter.”",
    "The council knew of $3.5m in 2019, and of 40% more (so it said) by 2026.",
    "„Das war die falsche Frage“, sagte er.",
    "A list-like line: 1. first, 2. second; R&D, C#, a/b.",
)
SIGNS = "".join(map(chr, range(32, 127)))

Read = dict[str, "Callable[[str], Element]"]


class Sample:
    """A quotation and what stands around it."""

    def __init__(self, dice: random.Random) -> None:
        self.words = _words(dice) or "x"
        self.note = _words(dice) if dice.random() < 0.5 else ""
        self.title, self.author, self.source, self.speaker, theme = (clean_line(_words(dice, 4)) for _ in range(5))
        self.theme = theme or "x"


def _words(dice: random.Random, most: int = 14) -> str:
    kind = dice.random()
    if kind < 0.1:
        return "".join(dice.choices(SIGNS, k=dice.randint(1, 60)))
    if kind < 0.2:
        return "".join(chr(dice.randrange(0x110000)) for _ in range(dice.randint(1, 30)))
    if kind < 0.21 and most > 4:
        return _joined(dice, dice.randint(200, LONG // 10))[:LONG]
    return _joined(dice, dice.randint(1, most))


def _joined(dice: random.Random, parts: int) -> str:
    between = dice.choice(("", " ", "\n", "\n\n", ""))
    return between.join(dice.choice(dice.choice((FRAGMENTS, MORE, PROSE))) for _ in range(parts))


def main() -> None:
    """Measure, and say what was not exact."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else HOW_MANY
    dice = random.Random(SEED)
    templates = {name: Templates(None).get(name) for name in ("markdown/block", "obsidian/block", "quote", "article")}
    wrong: Counter[str] = Counter()
    spent = dict.fromkeys(templates, 0.0)
    characters = 0
    for number in range(count):
        sample = Sample(dice)
        characters += len(sample.words)
        for name, template in templates.items():
            began = time.perf_counter()
            source = _rendered(template, sample)
            spent[name] += time.perf_counter() - began
            for reader, read in read_back.READERS.items():
                try:
                    _check(name, source, read, sample)
                except (AssertionError, ValueError) as error:
                    wrong[f"{name}, {reader}"] += 1
                    print(f"{number} {name}, {reader}: {error!r:.300} {sample.words!r:.200}")
    print(f"{count:,} quotations, {characters:,} characters")
    for name in templates:
        told = ", ".join(f"{reader}: {wrong[f'{name}, {reader}']} wrong" for reader in read_back.READERS)
        print(f"{name:16} {told}; rendered in {spent[name]:.1f} s")
    sys.exit(bool(wrong))


def _rendered(template: Template, sample: Sample) -> str:
    about = listing(
        title=sample.title, author=sample.author, source=sample.source, url=f"https://a.example/{sample.title}"
    )
    made = highlight(sample.words, note=sample.note, speaker=sample.speaker, themes=(sample.theme,))
    article = template_values.article(about, [made])
    return template.render({"article": article, "highlight": article.highlights[0]})


def _check(name: str, source: str, read: Callable[[str], Element], sample: Sample) -> None:
    title = sample.title or "wall"
    by = f"— {sample.speaker}" if sample.speaker else ""
    parts = [part for part in ("ul" if clean(sample.note).strip() else "",) if part]
    details = _joined_by(" · ", by, f"Themes: {sample.theme}", "Marked 15 March 2026")
    if name == "article":
        head, source = source.removeprefix("---\n").split("\n---\n", 1)
        front = yaml.safe_load(head)
        assert (front.get("title"), front["themes"]) == (title, [sample.theme])
    page = read(source)
    body = [element for element in page.elements() if element.tag not in {"section", "hr"}]
    if name == "article":
        heading = body.pop(0)
        assert (heading.tag, heading.text) == ("h1", title)
        byline = _joined_by(" · ", f"By {sample.author}" if sample.author else "", sample.source)
        assert not byline or body.pop(0).text == byline
    quotation, *rest = body
    words = read_back.paragraphs(quotation)
    if name == "quote":
        assert words.pop() == "— " + _joined_by(", ", sample.speaker, title, sample.author, sample.source)
        parts = []
    elif name == "obsidian/block":
        assert words.pop() == _joined_by(" · ", by, title, sample.source)
        head, words[0] = words[0].split("\n", 1)
        assert head == f"[!quote] {sample.theme}"
        assert rest.pop(0).text.startswith("^")
    else:
        assert rest.pop(0).text == details
    assert "\n\n".join(words) == clean(sample.words)
    assert [element.tag for element in rest] == parts


def _joined_by(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)


if __name__ == "__main__":
    main()
