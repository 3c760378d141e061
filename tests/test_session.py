from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reader.model.annotation import Status
from reader.model.article import Article, Listing
from reader.model.span import Span
from reader.session import Session
from tests.text.marked import marked

NOW = datetime(2026, 3, 14, tzinfo=UTC)


def session(source: str) -> Session:
    """A session on a text in which every «passage» is highlighted, those with a ! in them noted."""
    text, spans = marked(source)
    begun = Session(Listing(Article("a", "articles/a.md", "A")), text)
    for number, span in enumerate(spans):
        begun, made = begun.highlight(span, identifier=str(number), now=NOW, themes=("one", "two", "one"))
        if "!" in span.cut(text.plain):
            begun, _ = begun.edited(made, NOW, note="look")
    return begun


def test_a_highlight_says_what_it_marks_and_where() -> None:
    begun = session("The «bridge» opened.")
    (highlight,) = begun.highlights
    assert highlight.status is Status.ANCHORED
    assert highlight.annotation.target.quote.exact == "bridge"
    assert highlight.annotation.themes == ("one", "two")


def test_nothing_and_what_is_outside_cannot_be_highlighted() -> None:
    begun = session("The bridge.")
    for span in (Span(2, 2), Span(5, 99)):
        with pytest.raises(ValueError, match="nothing to highlight"):
            begun.highlight(span, identifier="x", now=NOW)


def test_a_selection_takes_the_character_under_the_caret_whole() -> None:
    begun = session("Café closed.")
    selected = begun.moved(0).anchored().moved(3)
    assert selected.selection == Span(0, 4)
    assert selected.swapped().caret == 0
    assert selected.swapped().selection == selected.selection
    assert begun.selecting(Span(5, 11)).selection == Span(5, 11)
    assert begun.selecting(None).selection is None


def test_the_caret_of_a_selection_stands_on_the_last_character_not_in_it() -> None:
    begun = session("Well done 👍🏽 said Ana.")
    selected = begun.selecting(Span(5, 12))
    assert selected.caret == 10
    assert selected.selection == Span(5, 12)


def test_of_overlapping_highlights_the_shortest_is_meant() -> None:
    begun = session("The «old bridge» opened.")
    begun, inner = begun.highlight(Span(4, 7), identifier="inner", now=NOW)
    assert begun.at(5) == inner
    assert begun.at(9) != inner
    assert begun.at(0) is None


def test_highlights_are_kept_in_the_order_of_the_text() -> None:
    begun = session("«one» two «three»")
    begun, _ = begun.highlight(Span(4, 7), identifier="between", now=NOW)
    assert [h.id for h in begun.highlights] == ["0", "between", "1"]
    assert [h.id for h in begun.without("between").highlights] == ["0", "1"]


def test_neighbours_are_found_from_anywhere_and_orphans_are_none() -> None:
    begun = session("«one» two «three!» four «five»")
    starts = [h.span.start for h in begun.highlights if h.span]
    ahead = begun.neighbour(0, 1)
    assert ahead is not None
    assert ahead.span == Span(starts[1], starts[1] + 6)
    assert begun.neighbour(-1, 1) == begun.highlights[0]
    assert begun.neighbour(starts[2], 1) is None
    assert begun.neighbour(starts[2], -1) == begun.highlights[1]
    assert begun.neighbour(0, -1) is None
    assert begun.neighbour(0, 1, kind="note") == begun.highlights[1]
    assert begun.neighbour(starts[1], 1, kind="note") is None


def test_a_wording_that_the_text_no_longer_has_is_kept_when_another_one_is_accepted() -> None:
    begun = session("The «bridge» opened. The tunnel closed.")
    (made,) = begun.highlights
    for number, (status, span, words) in enumerate(
        [
            (Status.ANCHORED, Span(0, 10), ()),
            (Status.CHANGED, Span(4, 10), ("bridge",)),
            (Status.ORPHANED, Span(23, 36), ("bridge",)),
            (Status.CHANGED, Span(23, 29), ("bridge",)),
        ]
    ):
        lost = replace(made, status=status)
        _, after = begun.reaching(lost, span, NOW + timedelta(days=number))
        assert after.annotation.formerly == (words if span.cut(begun.text.plain) != "bridge" else ())
        assert after.annotation.target.text_hash == begun.text.hash
        assert (after.status, after.span) == (Status.ANCHORED, span)
    _, once = begun.reaching(replace(made, status=Status.ORPHANED), Span(23, 29), NOW)
    _, twice = begun.reaching(replace(once, status=Status.CHANGED), Span(0, 3), NOW)
    assert twice.annotation.formerly == ("bridge", "tunnel")
