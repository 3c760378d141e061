"""Listings, highlights and themes to show."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.model.annotation import Annotation, Highlight, Status
from reader.model.article import Article, ArticleState, Listing
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.model.theme import Theme, ThemeUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TODAY = datetime(2026, 9, 21, 12, tzinfo=UTC)

TITLES = (
    ("The town that counted its empty houses", "Harbour Review", "2026-03-14", ("housing", "numbers"), 3),
    ("Budget cut [/] now, says [red]minister[/red]", "The Wire", "2026-09-20", (), 0),
    ("They was [sic] there", "", "2025-11-02", ("testimony",), 1),
    ("港町の住民は「空き家」という言葉の定義をめぐって議論を続けている", "港新聞", "2026-08", ("housing",), 12),
    ("A short guide to reading with Reader", "Reader", "", (), 0),
    (
        "What nobody at the hearing said about the ferry that did not come, and about the three that did",
        "The Quarterly of Small Harbours and Their Ferries",
        "2026-07-01T09:30:00+00:00",
        ("economy/tariffs", "testimony", "to verify"),
        104,
    ),
)


def listing(index: int, *, read: bool | None = None, starred: bool | None = None) -> Listing:
    """The article at `index` of an endless list."""
    title, source, published, themes, highlights = TITLES[index % len(TITLES)]
    title = title if index < len(TITLES) else f"{index}: {title}"
    article = Article(
        id=f"article-{index}",
        path=f"articles/{index}.md",
        title=title,
        source=source,
        published=published,
        added="2026-09-01T10:00:00+00:00",
        words=900 + 350 * (index % 7),
    )
    state = ArticleState(
        read=index % 3 == 1 if read is None else read, starred=index % 4 == 2 if starred is None else starred
    )
    return Listing(article, state, highlights, themes)


def pages(count: int, *, read: bool | None = None) -> Callable[[int, int], Sequence[Listing]]:
    """A list of `count` articles, as the list pane asks for it."""
    return lambda offset, limit: [listing(i, read=read) for i in range(offset, min(count, offset + limit))]


def highlight(
    number: int, quote: str, *, themes: tuple[str, ...] = (), note: str = "", status: Status = Status.ANCHORED
) -> Highlight:
    """A highlight on `quote`, the `number`th of its article."""
    start = number * 1000
    span = Span(start, start + len(quote))
    annotation = Annotation(
        id=f"highlight-{number}",
        target=Target("article-0", TextQuoteSelector(quote), TextPositionSelector(span.start, span.end)),
        created=TODAY,
        modified=TODAY,
        themes=themes,
        note=note,
    )
    return Highlight(annotation, None if status is Status.ORPHANED else span, status)


HIGHLIGHTS = (
    highlight(
        0,
        "fewer than two hundred homes in Port Alder stood empty.",
        themes=("numbers",),
        note="compare with 2024 census",
    ),
    highlight(
        1,
        "a house counted as occupied if anyone had paid its water bill in the previous three years",
        themes=("housing", "definition"),
    ),
    highlight(
        2,
        "“We answered the question we were asked.” He paused. “It was the wrong question.”",
        themes=("testimony",),
        note="Key quote.\nAsk him [again] who asked the question, and when; "
        "the minutes of the October meeting do not say, the recording might.",
    ),
    highlight(3, "whether a neighbour could name the occupant."),
    highlight(4, "港町の住民は「空き家」という言葉の定義をめぐって議論を続けている。", themes=("economy/tariffs",)),
    highlight(
        5,
        "The council had known since 2019, and said so to nobody.",
        themes=("to verify",),
        status=Status.ORPHANED,
        note="Was in the first version.",
    ),
)
COLORS = {
    "numbers": "cyan",
    "housing": "blue",
    "definition": "violet",
    "testimony": "green",
    "economy/tariffs": "amber",
    "to verify": "rose",
}
USES = tuple(
    ThemeUse(Theme(name, color), highlights, articles)
    for name, color, highlights, articles in (
        ("numbers", "cyan", 4, 2),
        ("housing", "blue", 31, 9),
        ("testimony", "green", 12, 7),
        ("economy", "amber", 3, 3),
        ("economy/tariffs", "orange", 9, 2),
        ("to verify", "rose", 7, 6),
        ("[red]alert[/red]", "violet", 1, 1),
    )
)
