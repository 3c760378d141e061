import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.model.annotation import Status
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.text import postings, versions
from reader.text.anchoring import CONTEXT, Anchoring, anchor, describe, describe_whole
from reader.text.compile import compile_text
from reader.text.document import Text
from reader.text.edges import is_cut
from reader.text.tokens import Tokens
from tests.text.marked import marked, shown


def found(old: str, new: str, *, is_kept: bool = False) -> tuple[str, Status]:
    """Describe what is marked in `old`, anchor it in `new`, and give that with the passage marked."""
    text, (span,) = marked(old)
    target = describe(text, span, "article")
    revised = compile_text(new, "markdown")
    anchoring = anchor(revised, target, text.plain if is_kept else None)
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
        ("The «bridge was opened at noon» today.", "The council was late, and nobody voted today."),
        ("One thing. «Who pays for the new bridge?» Another thing.", "One thing. Another thing."),
        ("We «must» go.", "We should go."),
        ("彼は«学校へ行った»。空は青い。", "彼女は家で本を読んだ。空は青い。"),
    ],
)
def test_a_passage_that_is_gone_is_an_orphan(old: str, new: str) -> None:
    assert found(old, new) == (new, Status.ORPHANED)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "The «bridge was opened at noon» today.",
            "Lo! The bridge was closed at noon today.",
            "Lo! The «bridge was closed at noon» today.",
        ),
        # what is added inside belongs to it, what is added beside it does not
        (
            "They said: «The council votes on the new bridge on Monday.» Then they left.",
            "They said: The council votes again on the new bridge next Monday. Then they left.",
            "They said: «The council votes again on the new bridge next Monday.» Then they left.",
        ),
        # a beginning and an end that were written anew reach to what still stands beside them
        (
            "He left. «Nobody knew where the old mayor had gone.» The town slept on. It rained.",
            "He left. People asked themselves where the old mayor was. The town slept on. It rained.",
            "He left. «People asked themselves where the old mayor was.» The town slept on. It rained.",
        ),
        # also where the text began or ended with it
        (
            "«Today the council voted to close the bridge.» It was late.",
            "On Friday the council of the town voted to close the bridge. It was late.",
            "«On Friday the council of the town voted to close the bridge.» It was late.",
        ),
        (
            "It was late. «The council voted to close the bridge today.»",
            "It was late. The council voted to close the old road.",
            "It was late. «The council voted to close the old road.»",
        ),
        # other marks are other words
        (
            "She wrote: «let us eat, dear grandmother» on the wall.",
            "Today she wrote: let us eat dear grandmother on the wall.",
            "Today she wrote: «let us eat dear grandmother» on the wall.",
        ),
        # whole words, also where the quote began in one
        (
            "We saw the foot«ball match of the two towns» yesterday.",
            "We saw the football match of two towns yesterday.",
            "We saw the «football match of two towns» yesterday.",
        ),
        (
            "昨日、彼は«新しい学校へ歩いて行った»。空は青い。",
            "昨日、彼は新しい学校へ走って行った。空は青い。",
            "昨日、彼は«新しい学校へ走って行った»。空は青い。",
        ),
    ],
)
@pytest.mark.parametrize("is_kept", [False, True])
def test_a_passage_that_says_it_otherwise_is_changed(old: str, new: str, expected: str, *, is_kept: bool) -> None:
    assert found(old, new, is_kept=is_kept) == (expected, Status.CHANGED)


def test_quotation_marks_and_white_space_are_no_change() -> None:
    old = 'Then «he said: "it\'s done", and left» the room.'
    new = "And then he said:\n\n“it’s done”, and left the room."
    assert found(old, new) == ("And then «he said:\n\n“it’s done”, and left» the room.", Status.MOVED)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # a copy of what is gone is not it
        (
            "First: «press the red button twice.» Second: wait. Third: press the red button twice.",
            "Second: wait. Third: press the red button twice.",
            None,
        ),
        # the right one of two that look alike
        (
            "Up. Yes, we can. Down. «Yes, we can.» Left.",
            "Right. Yes, we can. Down. Yes, we can. Left. Up.",
            "Right. Yes, we can. Down. «Yes, we can.» Left. Up.",
        ),
        # a word by itself, where the words beside it changed too
        ("The big «house» on the hill.", "A large house at the hill.", "A large «house» at the hill."),
        # moved and not there before
        (
            "«The mayor spoke of the budget.» Trams were late. Rain fell on the market.",
            "Trams were late. Rain fell on the market. The mayor spoke of the budget.",
            "Trams were late. Rain fell on the market. «The mayor spoke of the budget.»",
        ),
        ("Wait «—» what?", "So: wait — what?", "So: wait «—» what?"),
        # its last mark was taken for another one, since what stood behind it has gone before it
        (
            "The sea bed has shifted since then. «Nobody knows what it will find.»\n\nThe mayor changed her mind.",
            "The mayor changed her mind.\n\nThe sea bed has shifted since then. Nobody knows what it will find.",
            "The mayor changed her mind.\n\nThe sea bed has shifted since then. «Nobody knows what it will find.»",
        ),
    ],
)
def test_the_kept_old_text_says_which_words_are_which(old: str, new: str, expected: str | None) -> None:
    assert found(old, new, is_kept=True)[0] == (expected or new)


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
    for start, end in ((3, 10**9), (10**9, 10**9), (-2, -2)):
        empty = Target("article", TextQuoteSelector(""), TextPositionSelector(start, end), 0, text.hash)
        assert anchor(text, empty) == Anchoring(Status.ORPHANED, None)


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
    if anchoring.span and anchoring.status is not Status.CHANGED:
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


def is_whole(plain: str, span: Span) -> bool:
    return not (is_cut(plain, span.start) or is_cut(plain, span.end))


odd_words = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "bridge",
                "Brücke",
                "well-known",
                "snake_case",
                "don’t",
                "橋",
                "학교",
                "क्षि",
                "e\u0301",
                "👩\u200d👩\u200d👧",
                "🇫🇷",
                "3.14",
            ]
        ),
        st.sampled_from([" ", "\n\n", ", ", ". ", "", "\u00ad", "\u0301"]),
        st.text(max_size=2),
    ),
    min_size=4,
    max_size=40,
).map("".join)


@given(odd_words, odd_words, st.data())
def test_no_word_and_no_cluster_is_cut_that_was_not(old: str, new: str, data: st.DataObject) -> None:
    text, revised = compile_text(old, "plain"), compile_text(f"{new} {old}"[: len(old)] + new, "plain")
    first = data.draw(st.integers(0, len(text.plain)))
    span = Span(first, data.draw(st.integers(first, len(text.plain))))
    for kept in (None, text.plain):
        anchoring = anchor(revised, describe(text, span, "article"), kept)
        if anchoring.span and (anchoring.status is Status.CHANGED or is_whole(text.plain, span)):
            assert is_whole(revised.plain, anchoring.span)


def many(words: str, length: int) -> str:
    return (words * (length // len(words) + 1))[:length]


LARGE = 300_000


@pytest.mark.parametrize(
    ("old", "new", "span"),
    [
        # a very long passage, reworded
        (
            "".join(f"The {n} bridges opened. " for n in range(20_000)),
            "".join(f"The {n} bridges closed. " for n in range(20_000)),
            Span(0, LARGE),
        ),
        # one word, over and over
        (many("the ", LARGE), "A. " + many("the ", LARGE), Span(LARGE // 2, LARGE // 2 + 3)),
        (many("the ", LARGE), "A. " + many("the ", LARGE - 400), Span(0, LARGE)),
        (many("the a ", LARGE), many("the a a ", LARGE), Span(1000, 101_000)),
        # no word at all
        (many("... --- ", LARGE), many("--- ", LARGE), Span(8, 15)),
        (many("x", LARGE), many("x", LARGE) + "y", Span(10, 1000)),
        # nothing is left
        ("The bridge opened.", "", Span(4, 10)),
        (many("the bridge opened ", LARGE), "", Span(0, LARGE)),
        ("", "The bridge opened.", Span(0, 0)),
    ],
)
@pytest.mark.parametrize("is_kept", [False, True])
def test_the_largest_and_emptiest_texts_take_no_time(old: str, new: str, span: Span, *, is_kept: bool) -> None:
    text, revised = compile_text(old, "plain"), compile_text(new, "plain")
    anchoring = anchor(revised, describe(text, span, "article"), text.plain if is_kept else None)
    assert anchoring.span is None or anchoring.span.end <= len(revised.plain)


def test_many_passages_need_one_look_at_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    class Counted(Tokens):
        def __init__(self, plain: str) -> None:
            if len(plain) > 1000:
                made.append(len(plain))
            super().__init__(plain)

    monkeypatch.setattr(postings, "Tokens", Counted)
    monkeypatch.setattr(versions, "Tokens", Counted)
    text = compile_text(" ".join(f"Number {n} opened the bridge." for n in range(200)), "plain")
    revised = compile_text("One more. " + text.plain.replace("the", "a"), "plain")
    targets = [describe(text, Span(at, at + 20), "article") for at in range(0, 4000, 20)]
    assert all(anchor(revised, target, text.plain).span for target in targets)
    assert len(made) == 2
