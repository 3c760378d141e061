"""Promotional lines: what is asked for is that no sentence of an article is taken for one."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import promotional, words
from reader.text.compile import compile_text
from reader.text.document import Text

LINES = Path(__file__).parents[1] / "corpus" / "incoming" / "lines"


def _lines(name: str) -> list[str]:
    lines = (LINES / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "["))]


def _found(source: str, kind: str = "markdown") -> list[str]:
    text = compile_text(source, kind)
    return [text.plain[text.blocks[index].start : text.blocks[index].end] for index in promotional.find(text)]


@pytest.mark.parametrize("line", _lines("promotional.txt"))
def test_what_sites_put_between_is_known(line: str) -> None:
    assert promotional.is_promotional(line)
    between = f"The bridge was closed at noon.\n\n{line}\n\nNobody crossed it."
    assert _found(between, "plain") == [" ".join(line.split())]


@pytest.mark.parametrize("line", _lines("prose.txt"))
def test_what_somebody_wrote_is_left(line: str) -> None:
    assert not promotional.is_promotional(line)
    assert _found(f"The bridge was closed at noon.\n\n{line}\n\nNobody crossed it.", "plain") == []


@pytest.mark.parametrize(
    "line",
    [
        "  »  Read also: The ferry was late again  ",
        "*** SIGN UP FOR OUR NEWSLETTER! ***",
        "📩 Sign up for our newsletter →",
        "[Subscribe now]",
        "Please subscribe to our newsletter.",
        "Don’t miss: The lighthouse keeper who never slept",
        "Sign up for our newsletter. It is free and comes on Fridays.",
        "Tired of tides? Sign up for our newsletter.",
    ],
)
def test_signs_and_a_sentence_beside_it_do_not_hide_a_line(line: str) -> None:
    assert promotional.is_promotional(line)


def test_a_long_paragraph_is_never_one() -> None:
    call = "Sign up for our newsletter. "
    assert not promotional.is_promotional(call + "The tide tables follow. " * 12)
    assert not promotional.is_promotional(call * 40)


def test_a_heading_that_says_so_counts_only_in_company() -> None:
    assert _found("# Advertising\n\nIt pays for the paper.\n\n## Comments\n\nThere were none.") == []
    assert _found("## Related articles\n\nThere are three of them, said the court.") == []
    told = "## Related articles\n\n- [The ferry was late](https://a.example/1)\n- [The quay](https://a.example/2)\n"
    assert _found(told) == ["Related articles", "The ferry was late", "The quay"]
    assert _found("Most read\n\n[The ferry](https://a.example/1)\n\nIt was late.") == ["Most read", "The ferry"]


def test_links_of_the_article_itself_are_left() -> None:
    assert _found("- [The ferry](https://a.example/1)\n- [The quay](https://a.example/2)\n") == []
    assert _found("Sign up for our newsletter\n\n[The ferry](https://a.example/1)\n\nIt was late.") == [
        "Sign up for our newsletter"
    ]


def test_steps_of_a_manual_are_left() -> None:
    assert _found("1. Download our app\n2. Sign up for our newsletter\n3. Click here to continue\n") == []


def test_a_bar_of_buttons_is_one_however_it_is_written() -> None:
    assert _found("- Facebook\n- Twitter\n- Email\n\nThe bridge was closed.") == ["Facebook", "Twitter", "Email"]
    assert _found("Facebook\n\nThe company appealed.", "plain") == []
    assert _found("Facebook · X (Twitter) · 12 · Copy link\n\nThe bridge was closed.", "plain") == [
        "Facebook · X (Twitter) · 12 · Copy link"
    ]


def test_code_and_tables_are_left() -> None:
    assert _found("```\nSubscribe now\n```\n\n| Share |\n|---|\n| Subscribe now |\n") == []


def test_words_of_such_lines_are_not_counted() -> None:
    source = "The bridge was closed.\n\nSign up for our newsletter\n\nNobody crossed it."
    text = compile_text(source, "plain")
    assert text.promotional == (1,)
    assert text.words == words.count(text.plain) - 5 == 7
    assert text.words_without(()) == 12
    assert Text.load(text.dump()).words == 7


def test_an_article_of_nothing_else_has_no_words() -> None:
    assert compile_text("ADVERTISEMENT", "plain").words == 0


@given(st.text(max_size=400))
def test_any_line_is_answered(line: str) -> None:
    assert promotional.is_promotional(line) in (True, False)


@given(st.lists(st.sampled_from([*_lines("promotional.txt"), *_lines("prose.txt"), "- Share", "# Print", "> Tweet"])))
def test_blocks_are_told_once_and_in_order(lines: list[str]) -> None:
    text = compile_text("\n\n".join(lines), "markdown")
    found = promotional.find(text)
    assert list(found) == sorted(set(found))
    assert all(0 <= index < len(text.blocks) for index in found)


@pytest.mark.parametrize(
    "line",
    [
        "sign up for " + "a " * 130,
        "get " + "our " * 60,
        "join " * 50,
        "click here to " + "- " * 120,
        "share " * 45 + "!",
    ],
)
def test_no_line_takes_long(line: str) -> None:
    promotional.is_promotional(line)
    begin = perf_counter()
    promotional.is_promotional(line)
    assert perf_counter() - begin < 0.05
