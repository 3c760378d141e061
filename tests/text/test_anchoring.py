import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.model.annotation import Status
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.text.anchoring import CONTEXT, Anchoring, anchor, describe, describe_whole
from reader.text.compile import compile_text
from reader.text.document import Text
from tests.text.marked import marked, shown


def found(old: str, new: str) -> tuple[str, Status]:
    """Describe what is marked in `old`, anchor it in `new`, and give that with the passage marked."""
    text, (span,) = marked(old)
    target = describe(text, span, "article")
    revised = compile_text(new, "markdown")
    anchoring = anchor(revised, target)
    return shown(revised, *filter(None, [anchoring.span])), anchoring.status


def quoted(exact: str, prefix: str = "", suffix: str = "", start: int = 0) -> Target:
    """Give the target of a quote that came from somewhere else."""
    return Target("article", TextQuoteSelector(exact, prefix, suffix), TextPositionSelector(start, start + len(exact)))


def test_a_target_has_the_words_their_context_their_place_and_their_number() -> None:
    text, (span,) = marked("x" * 100 + " the end, the beginning, «the» middle " + "y" * 100)
    target = describe(text, span, "an-article")
    assert target.article == "an-article"
    assert target.quote.exact == "the"
    assert len(target.quote.prefix) == len(target.quote.suffix) == CONTEXT
    around = f"{target.quote.prefix}{target.quote.exact}{target.quote.suffix}"
    assert text.plain[span.start - CONTEXT : span.end + CONTEXT] == around
    assert target.position == TextPositionSelector(span.start, span.end)
    assert target.occurrence == 2
    assert target.text_hash == text.hash


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # the same words at the same place
        ("The «bridge» opened.", "The bridge opened. Later it closed.", "The «bridge» opened. Later it closed."),
        # at another place
        ("The «bridge» opened.", "New.\n\nThe bridge opened.", "New.\n\nThe «bridge» opened."),
        (
            "The «bridge» opened.",
            "Old bridge, new bridge.\n\nThe bridge opened.",
            "Old bridge, new bridge.\n\nThe «bridge» opened.",
        ),
        (
            "Yes, he said. «Yes», she said.",
            "Well. Yes, he said. Yes, she said.",
            "Well. Yes, he said. «Yes», she said.",
        ),
        # of the same words with the same context the right one
        ("No. «No.» No. No.", "Well then. No. No. No. No.", "Well then. No. «No.» No. No."),
        # white space differs
        (
            "The bridge «opened at noon. Nobody came» to see it.",
            "The bridge opened at noon.\n\nNobody came to see it.",
            "The bridge «opened at noon.\n\nNobody came» to see it.",
        ),
        # five words speak for themselves
        (
            "A b. «The bridge opened at noon» c d.",
            "Quite another text: the bridge? The bridge opened at noon, it says.",
            None,
        ),
        # quotation marks around it changed
        (
            "He said “the «bridge» is open”.",
            "Today he said 'the bridge is open'.",
            "Today he said 'the «bridge» is open'.",
        ),
        ("漢字の«意味»を調べる人", "昨日は漢字の意味を調べる人が来た", "昨日は漢字の«意味»を調べる人が来た"),
    ],
)
def test_words_that_still_stand_are_found(old: str, new: str, expected: str | None) -> None:
    passage, status = found(old, new)
    assert status in (Status.ANCHORED, Status.MOVED)
    assert expected is None or passage == expected


def test_the_same_place_in_another_text_is_anchored_and_another_place_is_moved() -> None:
    assert found("The «bridge» opened.", "The bridge opened late.")[1] is Status.ANCHORED
    assert found("The «bridge» opened.", "So the bridge opened.")[1] is Status.MOVED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The «bridge» opened at noon.", "A bridge is a thing that one walks over."),
        ("The «bridge» opened at noon.", "Nothing of it is left."),
        ("«The» bridge opened at noon.", "The council meets on Thursday and it votes."),
        ("We looked at the «art» of the town.", "We looked at the party of the town."),
        ("The «bridge was opened at noon» today.", "The bridge was closed at noon today."),
    ],
)
def test_a_passage_that_is_gone_is_an_orphan(old: str, new: str) -> None:
    assert found(old, new) == (new, Status.ORPHANED)


def test_a_quote_without_context_must_stand_alone() -> None:
    once = compile_text("The bridge opened. The council met.", "markdown")
    twice = compile_text("The bridge opened. The bridge closed.", "markdown")
    assert anchor(once, quoted("bridge")).span == Span(4, 10)
    assert anchor(twice, quoted("bridge")) == Anchoring(Status.ORPHANED, None)


def test_a_quote_with_one_side_of_its_context_is_found_by_that() -> None:
    text = compile_text("The bridge opened at noon. The bridge closed at night.", "markdown")
    assert anchor(text, quoted("bridge", suffix=" closed at night")).span == Span(31, 37)
    assert anchor(text, quoted("bridge", prefix="at noon. The ")).span == Span(31, 37)


def test_the_kept_old_text_says_what_stood_around_a_quote_without_context() -> None:
    old = "The bridge opened. Later the bridge closed."
    new = compile_text("One bridge. The bridge opened. Later the bridge closed.", "markdown")
    target = quoted("bridge", start=old.rindex("bridge"))
    assert anchor(new, target).span is None
    assert anchor(new, target, old).span == Span(41, 47)
    assert anchor(new, target, "other words").span is None


def test_a_place_between_words_is_found_by_its_context() -> None:
    text = compile_text("The bridge opened. Nobody came.", "markdown")
    target = describe(text, Span(19, 19), "article")
    assert anchor(text, target).span == Span(19, 19)
    moved = anchor(compile_text("New.\n\nThe bridge opened. Nobody came.", "markdown"), target)
    assert moved == Anchoring(Status.MOVED, Span(25, 25))
    assert anchor(compile_text("Other words.", "markdown"), target).status is Status.ORPHANED


def test_what_is_about_the_whole_article_stays_with_it() -> None:
    text = compile_text("The bridge opened. Nobody came.", "markdown")
    target = describe_whole(text, "article")
    assert anchor(compile_text("Other words.", "markdown"), target) == Anchoring(Status.ANCHORED, Span(0, 0))


def test_a_position_that_is_none_does_no_harm() -> None:
    text = compile_text("The bridge opened at noon today.", "markdown")
    target = Target(
        "article", TextQuoteSelector("bridge opened at noon today"), TextPositionSelector(9, -3), 0, text.hash
    )
    assert anchor(text, target).span == Span(4, 31)


def test_words_that_are_everywhere_are_found_among_all_of_them() -> None:
    plain = " ".join(f"the {number}" for number in range(2000))
    text = compile_text(plain, "plain")
    target = describe(text, Span(plain.index("the 1234"), plain.index("the 1234") + 3), "article")
    span = anchor(compile_text("More words before it. " + plain, "plain"), target).span
    assert span is not None
    assert span.start == plain.index("the 1234") + 22


words = st.lists(
    st.sampled_from(["the ", "a ", "bridge ", "opened", ". ", "“", "” ", "\n\n", "漢", "said, ", "1 "]),
    min_size=1,
    max_size=60,
).map("".join)


@st.composite
def passages(draw: st.DrawFn) -> tuple[Text, Span]:
    text = compile_text(draw(words), "plain")
    first, second = draw(st.integers(0, len(text.plain))), draw(st.integers(0, len(text.plain)))
    return text, Span(min(first, second), max(first, second))


@given(passages())
def test_what_is_described_is_anchored_in_the_same_text(passage: tuple[Text, Span]) -> None:
    text, span = passage
    assert anchor(text, describe(text, span, "article")) == Anchoring(Status.ANCHORED, span)


@given(passages(), st.text(max_size=40))
def test_what_is_found_in_another_text_has_the_same_words(passage: tuple[Text, Span], other: str) -> None:
    text, span = passage
    assume(span)
    revised = compile_text(other + text.plain, "plain")
    anchoring = anchor(revised, describe(text, span, "article"))
    assert (anchoring.span is None) == (anchoring.status is Status.ORPHANED)
    if anchoring.span:
        assert anchoring.span.cut(revised.plain).split() == span.cut(text.plain).split()


paragraphs = st.lists(
    st.sampled_from(["the", "bridge", "opened,", "“and”", "closed.", "Nobody"]), min_size=6, max_size=20
)


@given(st.lists(paragraphs.map(" ".join), min_size=1, max_size=4), paragraphs.map(" ".join), st.data())
def test_a_telling_passage_moves_with_a_paragraph_put_before_it(old: list[str], new: str, data: st.DataObject) -> None:
    text = compile_text("\n\n".join(old), "markdown")
    edges = [place for place in range(len(text.plain) + 1) if not text.plain[place : place + 1].strip()]
    first = data.draw(st.integers(0, len(edges) - 6))
    last = data.draw(st.integers(first + 5, len(edges) - 1))
    span = Span(edges[first], edges[last])
    revised = compile_text("\n\n".join([new, *old]), "markdown")
    anchoring = anchor(revised, describe(text, span, "article"))
    assert anchoring.span is not None
    assert anchoring.span.cut(revised.plain).split() == span.cut(text.plain).split()
