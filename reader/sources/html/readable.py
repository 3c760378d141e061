"""readability-lxml, with a better eye for pages that say themselves where their article is.

It is asked by what it lets a subclass do: the tree it works on, which parts are no candidates, what counts as a
paragraph, and which candidate is the best. What it makes is taken as elements, not written down and read again.
"""

from __future__ import annotations

import copy
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml import html as lxml_html
from readability import Document
from readability.readability import Unparseable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element
    from lxml.html import HtmlElement

Candidate = dict[str, Any]

_UNLIKELY = re.compile(
    r"combx|comment|community|disqus|extra|foot|header|menu|remark|rss|shoutbox|sidebar|sponsor|ad-break|agegate"
    r"|pagination|pager|popup|tweet|twitter",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"and|article|body|column|content|main|shadow", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE)
_BLOCKS = ("blockquote", "dl", "div", "img", "ol", "p", "pre", "table", "ul")
_INLINE = frozenset({"a", "b", "cite", "code", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"})
_ASIDE = ("form", "aside", "nav")

_FEW_LINKS, _SOME_LINKS = 0.1, 0.15
"""Share of an article's letters that are links."""
_LETTERS, _MANY_LETTERS = 250, 500
_CLOSE = 0.25
"""The part of the best score that an article inside must have."""


def readable(root: HtmlElement) -> _Element | None:
    """The article that is found in `root`, which is left as it is; None where there is none to be found."""
    document = _Readable(root)
    try:
        document.summary(html_partial=True)
    except Unparseable:
        return None
    return document.html


class _Readable(Document):  # type: ignore[misc]
    def _parse(self, input: HtmlElement) -> HtmlElement:  # noqa: A002 - its own name for it
        """Give what is worked on: a copy without what is not shown."""
        root = copy.deepcopy(input)
        hidden = [element for element in root.xpath("//*[@style]") if _HIDDEN.search(element.get("style"))]
        for element in [*root.xpath("//*[@hidden] | //noscript | //link | //style"), *hidden]:
            if element.getparent() is not None:
                element.drop_tree()
        # As long as they are held lxml makes them once, and not again whenever one is asked for.
        self._held = list(root.iter())
        return root

    def get_clean_html(self) -> str:
        """Give what the length of the article is judged by."""
        written: str = etree.tostring(self.html, encoding="unicode", method="html")
        return written

    def get_link_density(self, elem: _Element) -> float:
        """Give the share of an element's letters that are links; asked for some thirty times on a page."""
        linked = sum(map(_length, elem.iterfind(".//a")))
        return linked / max(_length(elem), 1)

    def remove_unlikely_candidates(self) -> None:
        """Take out what is called as menus and comments are, unless the article is in it."""
        content = _above(self.html.iter("main", "article", "math"))
        for element in self.html.findall(".//*"):
            classes, name = element.get("class"), element.get("id")
            if not (classes or name) or not _is_unlikely(f"{classes or ''} {name or ''}"):
                continue
            if element.tag in {"html", "body", "pre", "code", "main", "article", "math"} or element in content:
                continue
            if next(element.iterancestors("pre", "code"), None) is None:
                element.drop_tree()

    def transform_misused_divs_into_paragraphs(self) -> None:
        """Let a `div` that holds words alone be a paragraph, and so the words beside what else one holds."""
        holders = _above(self.html.iter(*_BLOCKS))
        for element in self.html.findall(".//div"):
            if element not in holders:
                element.tag = "p"
        for element in self.html.findall(".//div"):
            _wrap_words(element, holders)

    def select_best_candidate(self, candidates: dict[_Element, Candidate]) -> Candidate | None:
        """Give the best one; what the page itself calls its article, where it does."""
        best: Candidate | None = super().select_best_candidate(candidates)
        if best is None:
            return None
        ranked = sorted(candidates.values(), key=lambda each: -each["content_score"])
        best = next(filter(self._is_body, ranked), best)
        inside = set(best["elem"].iterdescendants("article"))
        best = next((each for each in ranked if each["elem"] in inside and self._is_close(each, best)), best)
        if next(best["elem"].iterancestors(*_ASIDE), None) is not None or best["elem"].tag in _ASIDE:
            best = next((each for each in ranked if self._is_article(each)), best)
        return self._whole(candidates, best)

    def _is_body(self, candidate: Candidate) -> bool:
        element = candidate["elem"]
        said = (element.get("itemprop") or "").split()
        return "articleBody" in said and self.get_link_density(element) <= _FEW_LINKS

    def _is_close(self, candidate: Candidate, best: Candidate) -> bool:
        is_long = len(candidate["elem"].text_content()) >= _LETTERS
        return is_long and candidate["content_score"] >= _CLOSE * best["content_score"]

    def _is_article(self, candidate: Candidate) -> bool:
        element = candidate["elem"]
        is_aside = element.tag in _ASIDE or next(element.iterancestors(*_ASIDE), None) is not None
        in_article = element.tag == "article" or next(element.iterancestors("article"), None) is not None
        return in_article and not is_aside and self.get_link_density(element) <= _CLOSE

    def _whole(self, candidates: dict[_Element, Candidate], best: Candidate) -> Candidate:
        """Give the best candidate, or `main` around it, where that says twice as much and not with links."""
        element = best["elem"]
        if element.tag == "article" or next(element.iterancestors("article"), None) is not None:
            return best
        main = next(element.iterancestors("main"), None)
        if main is None or _length(main) < max(_MANY_LETTERS, 2 * _length(element)):
            return best
        if self.get_link_density(main) > _SOME_LINKS:
            return best
        found: Candidate = candidates.setdefault(main, self.score_node(main))
        return found


@lru_cache(maxsize=4096)
def _is_unlikely(named: str) -> bool:
    """Are menus and comments called so? Pages give the same class to many elements."""
    return _UNLIKELY.search(named) is not None and _MAYBE.search(named) is None


def _length(element: _Element) -> int:
    return len(" ".join(element.text_content().split()))


def _above(elements: Iterable[_Element]) -> set[_Element]:
    """All that holds one of `elements`."""
    above: set[_Element] = set()
    for element in elements:
        parent = element.getparent()
        while parent is not None and parent not in above:
            above.add(parent)
            parent = parent.getparent()
    return above


def _wrap_words(element: _Element, holders: set[_Element]) -> None:
    """Let words that stand in `element` beside its blocks be paragraphs, with the links and the emphasis among them."""
    run: _Element | None = None
    children: Sequence[_Element] = list(element)
    if element.text and element.text.strip():
        run = lxml_html.Element("p")
        run.text, element.text = element.text, None
        element.insert(0, run)
    for child in children:
        tail = child.tail
        if child.tag == "br" or child.tag not in _INLINE or child in holders:
            run = None
            child.tail = None
        elif run is None:
            run = lxml_html.Element("p")
            child.addprevious(run)
            run.append(child)
            continue
        else:
            run.append(child)
            continue
        if tail and tail.strip():
            run = lxml_html.Element("p")
            run.text = tail
            child.addnext(run)
        if child.tag == "br":
            element.remove(child)
