"""Articles with every kind of annotation, as an export is handed them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from reader.errors import NotFoundError
from reader.export.material import Marked, Material
from reader.model.annotation import Annotation, Highlight, Motivation, Status
from reader.model.article import Article, ArticleState, Listing
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.model.theme import COLORS, Theme, ThemeUse
from reader.text.compile import compile_text
from tests.export.samples import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.text.document import Text

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MADE = datetime(2026, 3, 14, 9, 30, 0, 250_000, tzinfo=UTC)

AWKWARD = (
    "=1+1",
    "</script><script>alert(1)</script>",
    "]]> <!-- --> <![CDATA[",
    "{{ 7 * 7 }} {% raw %}",
    "\ud800 half a character",
    "She said: \"no\", then \\ 'yes';\n\n* \t- and | left & <went>",
    "%% ^id [[link]] #tag --- ``` ~~~ $x$",
    "@SUM(A1)",
    " \t=cmd|' /C calc'!A0",
    "🙂 港 e\u0301 \u202e\u2028\u00a0",
    "#+end_quote\n* heading\n,comma",
    "x" * 100_000,
    "",
)
"""What means something in one format or another."""


@dataclass(frozen=True, slots=True)
class Given:
    """An article to be handed over."""

    article: Article
    highlights: tuple[Highlight, ...] = ()
    text: Text | None = None
    """None: it cannot be read."""

    def marked(self) -> Marked:
        return Marked(Listing(self.article, ArticleState(starred=True)), self.highlights, self.read)

    def read(self) -> Text:
        if self.text is None:
            raise NotFoundError("It is gone.")
        return self.text


def article(identity: str = "wall", **known: str) -> Article:
    about = {
        "path": f"articles/{identity}.md",
        "title": "The wall that waits",
        "author": "Maren Oduya",
        "source": "The Kestrel Bay Courier",
        "url": "https://courier.example/wall",
        "published": "2026-03-14",
        "language": "en",
        "text_hash": "ab" * 32,
    }
    return Article(identity, **(about | known))  # type: ignore[arg-type]


def annotation(words: str = "It will not hold.", start: int = 10, **known: object) -> Annotation:
    """An annotation of `words`, which stand at `start` of the article `wall`."""
    target = Target("wall", TextQuoteSelector(words), TextPositionSelector(start, start + len(words)))
    identity = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{start} {words!a}"))
    return replace(Annotation(identity, target, MADE, MADE + timedelta(days=2)), **known)  # type: ignore[arg-type]


def highlight(made: Annotation, status: Status = Status.ANCHORED, now: str = "") -> Highlight:
    position = made.target.position
    span = None if status is Status.ORPHANED else Span(position.start, position.end)
    return Highlight(made, span, status, now)


def on(words: str, text: Text, **known: object) -> Highlight:
    """A highlight of `words`, which stand in `text`."""
    start = text.plain.index(words)
    made = annotation(words, start, **known)
    return highlight(replace(made, target=replace(made.target, text_hash=text.hash)))


def material(*given: Given, themes: Sequence[ThemeUse] = ()) -> Material:
    return Material(lambda: _handed(given), tuple(themes), AT)


def _handed(given: Sequence[Given]) -> Iterator[Marked]:
    for each in given:
        yield each.marked()


def use(name: str, color: str = "amber", description: str = "", aliases: tuple[str, ...] = ()) -> ThemeUse:
    return ThemeUse(Theme(name, color, description, aliases), 1, 1)


def markdown(source: str) -> Text:
    return compile_text(source, "markdown")


def rendered(render: Callable[[Material], Iterator[str]], *given: Given, themes: Sequence[ThemeUse] = ()) -> str:
    """One file, as it can be written to the disk."""
    return "".join(render(material(*given, themes=themes))).encode().decode()


words = st.one_of(hostile, st.sampled_from([each for each in AWKWARD if len(each) < 1000]))
names = words.map(lambda name: " ".join(name.split()))
moments = st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1)).map(  # noqa: DTZ001 - in UTC a line below
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
)
hashes = st.one_of(st.just(""), st.binary(min_size=32, max_size=32).map(bytes.hex))


@st.composite
def any_annotation(draw: st.DrawFn, whose: str = "wall") -> Annotation:
    """Any annotation of an article."""
    start = draw(st.integers(0, 10**6))
    return Annotation(
        str(draw(st.uuids())),
        Target(
            whose,
            TextQuoteSelector(draw(words), draw(words), draw(words)),
            TextPositionSelector(start, start + draw(st.integers(0, 10**4))),
            draw(st.integers(0, 9)),
            draw(hashes),
        ),
        draw(moments),
        draw(moments),
        themes=tuple(draw(st.lists(names.filter(bool), max_size=4, unique=True))),
        note=draw(words),
        speaker=draw(names),
        color=draw(st.sampled_from(("", *COLORS))),
        motivation=draw(st.sampled_from(Motivation)),
        author=draw(names),
        formerly=tuple(draw(st.lists(words, max_size=3))),
    )
