"""What is written is Org as its manual has it: https://orgmode.org/manual/, and the grammar on https://orgmode.org/worg/."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

from reader.export import org, org_text
from reader.model.annotation import Annotation, Motivation, Status
from reader.text.clean import clean
from tests.export.handed import AT, AWKWARD, Given, annotation, any_annotation, article, highlight, use, words

STRUCTURE = re.compile(
    r"\s*(?:[|:]|#(?:\s|$|\+)|[-+](?:\s|$)|-{5}|(?:[0-9]+|[A-Za-z])[.)](?:\s|$)|\[fn:|%%\(|\\begin)|\*+\s|\s\*\s"
)
"""How a line begins that is no paragraph."""

EMPHASIS = re.compile(
    r"""(?:^|[-\s({'"\u200b])([*/_=~+])(?=[^\s\u200b])[^\n]*?(?<=[^\s\u200b])\1(?=[-\s.,;:!?'")}\[\u200b]|$)""",
    re.MULTILINE,
)


def written(*highlights: object, **known: str) -> str:
    return org.article(Given(article(**known), highlights).marked(), AT).encode().decode()  # type: ignore[arg-type]


def quotations(document: str) -> list[str]:
    """The words in quotations; holds every line of the document against what may stand there."""
    found: list[list[str]] = []
    where = ""
    for line in document.split("\n"):
        if line in {":PROPERTIES:", "#+begin_quote"}:
            assert not where
            where = line
            if line == "#+begin_quote":
                found.append([])
        elif line in {":END:", "#+end_quote"}:
            assert where == {":END:": ":PROPERTIES:", "#+end_quote": "#+begin_quote"}[line]
            where = ""
        elif where == ":PROPERTIES:":
            assert re.match(r":[A-Z_]+: \S", line), line
        elif where:
            assert not STRUCTURE.match(line), line
            assert not EMPHASIS.search(line), line
            found[-1].append(line)
        else:
            assert re.match(r"\*+ |#\+(?:title|author|date|options): ", line) or not STRUCTURE.match(line), line
    assert not where
    return [org_text.plain("\n".join(lines)) for lines in found]


def test_a_file_says_what_is_known_of_an_article_and_its_highlights() -> None:
    made = annotation(
        "It will not hold.\n\nNo.\nNever.",
        themes=("council", "sea/walls"),
        note="*Really?*",
        speaker="Ada Lind",
        id="an-id",
    )
    assert written(highlight(made)).replace(org_text.SPACE, "") == (
        ":PROPERTIES:\n:READER_ID: wall\n:AUTHOR: Maren Oduya\n:SOURCE: The Kestrel Bay Courier\n"
        ":URL: https://courier.example/wall\n:PUBLISHED: 2026-03-14\n:END:\n"
        "#+title: The wall that waits\n#+author: Maren Oduya\n#+date: 2026-03-14\n"
        "#+options: ^:{} -:nil tex:verbatim toc:nil\n\n"
        "By Maren Oduya · [[https://courier.example/wall][The Kestrel Bay Courier]] · 14 March 2026\n\n"
        "* It will not hold. No. Never. :council:sea_walls:\n"
        ":PROPERTIES:\n:ID: an-id\n:THEMES: council; sea/walls\n:SPEAKER: Ada Lind\n"
        ":CREATED: [2026-03-14 Sat 09:30]\n:END:\n"
        "#+begin_quote\nIt will not hold.\n\nNo. \\\\\nNever.\n#+end_quote\n\n"
        "— Ada Lind\n\n*Really?*\n"
    )


def test_a_moment_is_one_to_org() -> None:
    assert "\n:CREATED: [2026-03-14 Sat 09:30]\n" in written(highlight(annotation()))


def test_what_is_gone_stands_last_and_what_reads_otherwise_says_so() -> None:
    text = written(
        highlight(annotation("gone", 1), Status.ORPHANED),
        highlight(annotation("was", 9, formerly=("before",)), Status.CHANGED, "is"),
        highlight(replace(annotation("bare", 5), motivation=Motivation.BOOKMARKING)),
    )
    assert quotations(text) == ["was", "is", "before", "gone"]
    assert "* No longer in the text\n** " in text
    assert "bare" not in text


def test_a_theme_has_a_heading_for_each_article() -> None:
    groups = [
        Given(article(), (highlight(annotation(themes=("sea",))),)).marked(),
        Given(article("two", title="TODO [[x]]", url=""), (highlight(annotation("Two.")),)).marked(),
    ]
    text = org.theme(use("sea", description="What\n* it is."), groups, AT)
    assert quotations(text) == ["It will not hold.", "Two."]
    assert [line.replace(org_text.SPACE, "") for line in text.split("\n") if re.match(r"\*+ ", line)] == [
        "* [[https://courier.example/wall][The wall that waits]]",
        "** It will not hold. :sea:",
        "* TODO [[x]]",
        "** Two.",
    ]


@pytest.mark.parametrize("words", AWKWARD)
def test_words_mean_nothing_to_org(words: str) -> None:
    made = annotation(words, note=words, speaker=words, themes=(words,), formerly=(words,))
    known = {"title": words, "author": words, "source": words, "url": words, "published": words}
    found = quotations(written(highlight(made, Status.CHANGED, words), **known))
    if words:
        assert {"".join(each.split()) for each in found} == {"".join(clean(words).replace("\u200b", "").split())}


@given(made=any_annotation(), about=words)
def test_any_words_come_back(made: Annotation, about: str) -> None:
    found = quotations(written(highlight(made), title=about, author=about, source=about, url=about))
    if made.target.quote.exact and not made.is_only_a_place:
        assert "".join(found[0].split()) == "".join(clean(made.target.quote.exact).replace("\u200b", "").split())


def test_an_address_in_a_text_can_still_be_followed() -> None:
    assert org_text.prose("See https://a.example/b_c?d=e-f.") == "See https://a.example/b_c?d=e-f."


def test_a_link_leads_to_the_web_or_nowhere() -> None:
    assert org_text.link("a [b]", "https://a.example/[x] y") == "[[https://a.example/%5Bx%5D%20y][a [b]\u200b]]"
    assert org_text.link("a", "javascript:x") == "a"


def test_a_name_is_a_tag_of_letters_and_digits() -> None:
    assert [*map(org_text.tag, ("sea/walls", "a b-c", "é@#%1", "/", "🙂"))] == ["sea_walls", "a_b_c", "é@#%1", "", ""]
