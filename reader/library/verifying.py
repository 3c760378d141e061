"""Whether the sources still say what was quoted from them: stored highlights, and quotations in exported files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from reader.errors import NotFoundError, SourceError
from reader.library import quoted, stubs
from reader.library.collecting import by_article, collect
from reader.library.passages import find
from reader.library.placing import placed
from reader.library.recognising import Recognising
from reader.model import addresses
from reader.model.annotation import Annotation, Highlight, Status
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.sources.notes.imported import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.library.door import Library
    from reader.library.quoted import Quoted
    from reader.library.values import Problem
    from reader.model.article import Article
    from reader.text.document import Text

    Trouble = Callable[[Problem], None]


class Verdict(StrEnum):
    """What came of looking a quotation up in its source."""

    SAYS_SO = "still says so"
    """The same words, at the same place."""

    ELSEWHERE = "says so elsewhere"
    """The same words, at another place."""

    OTHERWISE = "now says something else"
    GONE = "no longer says so"
    MISSING = "article missing"
    """It is not in the library, or cannot be read, or only its quotations are there."""

    DIFFERS = "not what was marked"
    """The file quotes other words than the highlight has."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation, and what its source says."""

    id: str
    """Of the highlight; empty where that is not known."""

    article: str
    """The id of the article; empty where it is not known."""

    title: str
    words: str
    """What is quoted."""

    verdict: Verdict
    now: str = ""
    """What the article says now; where the words are not what was marked, what was."""

    has_text: bool | None = None
    """Is the article's text the one that was quoted from? None: it is not known which that was."""

    has_address: bool | None = None
    """Is the article's address the one that the file has? None: the file has none."""

    address: str = ""
    """That of the article now."""

    where: str = ""
    """The file and the place in it; empty for what the library keeps."""

    why: str = ""
    """Why an article is missing."""

    @property
    def holds(self) -> bool:
        """Does the source say so, under the same address?"""
        return self.verdict in {Verdict.SAYS_SO, Verdict.ELSEWHERE} and self.has_address is not False


class Verifying:
    """Looks quotations up in the sources of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._recognising = Recognising(library)
        self._placed: tuple[str, dict[str, Highlight]] = ("", {})
        """The article whose highlights were looked at last, and these by their ids."""
        self._read: tuple[str, Text | None, str] = ("", None, "")
        """The article that was read last, its text, or why there is none."""

    def stored(self, query: str, trouble: Trouble) -> Iterator[Checked]:
        """The highlights that match; notes that cannot be read are told to `trouble`. Raises QueryError."""
        library = self._library
        for article_id, ids in by_article(library.catalogue.annotations(library.query(query))).items():
            if (found := collect(library, article_id, ids, trouble)) is None:
                continue
            listing, highlights = found
            for highlight in highlights:
                if highlight.annotation.target.quote.exact and not highlight.annotation.is_bookmark:
                    yield self._stored(listing.article, highlight)

    def exported(self, path: Path) -> Iterator[Checked | Unreadable]:
        """The quotations of a file, or of the notes in a folder; raises NotFoundError, SourceError."""
        for each in quoted.read(path):
            yield each if isinstance(each, Unreadable) else self._exported(each)

    @cached_property
    def _theirs(self) -> dict[str, set[str]]:
        """The ids of annotations by those of their articles."""
        return by_article(self._library.catalogue.annotations())

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The ids of articles by those of their annotations."""
        return {annotation: article for article, annotations in self._theirs.items() for annotation in annotations}

    # ---- one

    def _stored(self, article: Article, highlight: Highlight) -> Checked:
        made = highlight.annotation
        text, why = self._text(article.id)
        verdict, now = _verdict(highlight, text)
        return Checked(
            id=made.id,
            article=article.id,
            title=article.title,
            words=made.target.quote.exact,
            verdict=verdict,
            now=now,
            has_text=text.hash == made.target.text_hash if text and made.target.text_hash else None,
            address=article.url,
            why=why,
        )

    def _exported(self, each: Quoted) -> Checked:
        article = self._article(each)
        text, why = self._text(article.id) if article else (None, "It is not in the library.")
        highlight = self._marked(each, article) if article else None
        verdict, now, words = Verdict.MISSING, "", each.words
        if highlight is not None and not self._quotes(each, highlight):
            verdict, now = Verdict.DIFFERS, highlight.annotation.target.quote.exact
        elif text is not None and article is not None:
            if highlight is None or not each.says(highlight.annotation.target.quote.exact):
                highlight = self._anchored(each, article, text)
            verdict, now = _verdict(highlight, text)
            words = highlight.annotation.target.quote.exact
        made_on = each.text_hash
        return Checked(
            id=each.id if each.id in self._owners else "",
            article=article.id if article else "",
            title=article.title if article else each.article.title,
            words=words,
            verdict=verdict,
            now=now,
            has_text=text.hash == made_on if text and made_on else None,
            has_address=_is_same(each.article.url, article.url) if article and each.article.url else None,
            address=article.url if article else "",
            where=each.where,
            why=why,
        )

    def _article(self, each: Quoted) -> Article | None:
        """The article that a file quotes: that of the highlight, else the one that the file names."""
        identifier = self._owners.get(each.id) or each.article.id
        listing = self._library.catalogue.get(identifier) if identifier else None
        if listing is not None:
            return listing.article
        # An article that does not say so any more is known by its title alone.
        find = self._recognising.find
        return find(each.article, ()).article or find(each.article, (each.words,)).article

    def _marked(self, each: Quoted, article: Article) -> Highlight | None:
        """The highlight that a quotation comes from, where it is; None where it is not kept any more."""
        if self._owners.get(each.id) != article.id:
            return None
        if self._placed[0] != article.id:
            found = collect(self._library, article.id, self._theirs[article.id], lambda _: None)
            self._placed = article.id, {highlight.id: highlight for highlight in found[1]} if found else {}
        return self._placed[1].get(each.id)

    def _quotes(self, each: Quoted, highlight: Highlight) -> bool:
        """Does a file quote what was marked, now or formerly?"""
        made = highlight.annotation
        return any(each.says(words) for words in (made.target.quote.exact, *made.formerly))

    def _anchored(self, each: Quoted, article: Article, text: Text) -> Highlight:
        """Words that no highlight has, where they stand in the article."""
        words = _in(text, each)
        quote = TextQuoteSelector(words, each.prefix, each.suffix)
        place = TextPositionSelector(each.start, max(each.start, each.end))
        target = Target(article.id, quote, place, each.occurrence, each.text_hash)
        moment = self._library.clock()
        made = Annotation(each.id, target, moment, moment)
        at = text.plain.find(words) if not (each.end or each.prefix or each.suffix) else -1
        if at >= 0:
            return Highlight(made, Span(at, at + len(words)), Status.ANCHORED)
        return placed(text, [made], self._library.texts.kept)[0]

    def _text(self, article_id: str) -> tuple[Text | None, str]:
        """The text of an article, or why there is none; the last one is kept."""
        if self._read[0] != article_id:
            self._read = (article_id, *self._source(article_id))
        return self._read[1:]

    def _source(self, article_id: str) -> tuple[Text | None, str]:
        listing = self._library.catalogue.get(article_id)
        if listing is None:
            return None, "It is not in the library."
        path = listing.article.path
        if path.startswith(f"{stubs.FOLDER}/") and self._library.stubs.words(listing.article) is not None:
            return None, "Only its quotations are in the library."
        try:
            return self._library.texts.read(path)[1], ""
        except (SourceError, NotFoundError) as error:
            return None, str(error)


def _verdict(highlight: Highlight, text: Text | None) -> tuple[Verdict, str]:
    """What a text says of a highlight, and its words where they are others."""
    if text is None:
        return Verdict.MISSING, ""
    quote, span = highlight.annotation.target.quote.exact, highlight.span
    if span is None:
        return Verdict.GONE, ""
    if span.cut(text.plain) == quote:
        return (Verdict.ELSEWHERE if highlight.status is Status.MOVED else Verdict.SAYS_SO), ""
    return Verdict.OTHERWISE, span.cut(text.plain)


def _in(text: Text, each: Quoted) -> str:
    """The words of a quotation, with the white space that they have in a text, if they stand in it."""
    if each.words in text.plain:
        return each.words
    try:
        span = find(text.plain, each.words)
    except NotFoundError:
        return each.words
    return span.cut(text.plain) if span else each.words


def _is_same(one: str, other: str) -> bool:
    return one == other or addresses.compared(one) == addresses.compared(other) != ""
