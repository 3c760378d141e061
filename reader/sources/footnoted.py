"""Footnotes of books and letters: the links to them become the references of Markdown, and they stand at its end.

Where a note is called a sign is put that no text holds; what it says is taken out of the tree. Of a part of the text
that was written as Markdown, `Footnotes.finish` makes references of the signs and puts the notes called for below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reader.sources.html.markdown import to_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

_OPEN, _CLOSE = "\ue010", "\ue011"
_SIGN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_PRIVATE = re.compile(f"[{_OPEN}-{_CLOSE}]")
_CALL = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3}|[ivxlc]{1,6}|[a-z])[\])]?")
_BACK = re.compile(r"[\s↑↩\u21a9\ufe0e\ufe0f^←⏎\[\]()]*|(?i:back|return|zurück|retour)")
_LABEL = re.compile(r"\s*[\[(]?(\d{1,4}|[*†‡§¶]{1,3})[\])]?[.:]?\s+")
_NAMED = re.compile(r"#(?:.*[-_])?(?:fn|ftn|edn|note|footnote|endnote)[-_]?\w*\d", re.IGNORECASE)
_RULES = re.compile(r"(?:\n+\* \* \*)+\Z")
_TYPES = {"noteref", "doc-noteref"}
_NOTES = frozenset({"li", "aside", "p", "div", "dd", "section"})
_HOLDERS = frozenset({"ol", "ul", "dl", "div", "section", "aside", "footer"})
_HEADING = re.compile(r"(?i:(?:foot|end)?notes?|anmerkungen|fu(?:ß|ss)noten|notes de bas de page|notas|note|сноски|注)")
_LONGEST = 20_000
"""Characters of one note at most; what is longer is a part of the text that a link leads to."""

_MOST = 10_000


class Footnotes:
    """The notes that links of a tree lead to, taken out of it. An id is an attribute `id`, an address `#id`."""

    def __init__(self, root: HtmlElement) -> None:
        self._notes: list[Any] = []
        self._numbers: dict[Any, int] = {}
        self._written: dict[int, str] = {}
        _without_signs(root)
        ids = {each.get("id"): each for each in root.iter() if each.get("id")}
        calls = [(link, note) for link in root.iter("a") if (note := _note(link, ids)) is not None]
        # What only other notes call for stays where it is.
        inside = {link for note in {note for _, note in calls} for link in note.iter("a")}
        calls = [(link, note) for link, note in calls if link not in inside][:_MOST]
        labels = {note: _said(link).strip("[]()") for link, note in reversed(calls)}
        for link, note in calls:
            if note not in self._numbers:
                self._notes.append(note)
                self._numbers[note] = len(self._notes)
            _replace(link, f"{_OPEN}{self._numbers[note]}{_CLOSE}")
        for note in self._notes:
            _take_out(note, labels[note])

    def finish(self, markdown: str) -> str:
        """A part of the text with its references, and the notes that they call for."""
        numbers = dict.fromkeys(int(number) for number in _SIGN.findall(markdown))
        if not numbers:
            return markdown
        local = {number: place for place, number in enumerate(numbers, start=1)}
        body = _SIGN.sub(lambda found: f"[^{local[int(found[1])]}]", _RULES.sub("", markdown.rstrip()))
        notes = [f"[^{local[number]}]: {self._words(number)}" for number in numbers]
        return "\n\n".join((body, *notes)) + "\n"

    def _words(self, number: int) -> str:
        if number not in self._written:
            written = _SIGN.sub("", to_markdown(self._notes[number - 1], "")).strip()
            self._written[number] = "\n".join(
                f"    {line}" if line.strip() and place else line.rstrip()
                for place, line in enumerate(written.split("\n"))
            )
        return self._written[number] or "…"


def _note(link: HtmlElement, ids: Mapping[str, HtmlElement]) -> HtmlElement | None:
    """The note that a link leads to; None where it is none."""
    address = link.get("href") or ""
    note = ids.get(address[1:]) if address.startswith("#") else None
    if note is None or not _is_call(link, address):
        return None
    while note is not None and note.tag not in _NOTES:
        note = note.getparent()
    if note is None or link in note.iter("a") or len(note.text_content()) > _LONGEST:
        return None
    return note


def _is_call(link: HtmlElement, address: str) -> bool:
    """Is a link the number, or the star, that calls for a note?"""
    if {link.get("epub:type"), link.get("role")} & _TYPES:
        return True
    spoken = _said(link)
    if not _CALL.fullmatch(spoken):
        return False
    is_raised = any(each.tag == "sup" for each in (*link, *link.iterancestors()))
    return is_raised or _NAMED.search(address) is not None or spoken.startswith(("[", "*", "†"))


def _said(link: HtmlElement) -> str:
    return " ".join(link.text_content().split())


def _replace(link: HtmlElement, sign: str) -> None:
    parent = link.getparent()
    while parent is not None and parent.tag == "sup" and parent.text_content().strip() == link.text_content().strip():
        link, parent = parent, parent.getparent()
    tail = link.tail or ""
    link.tail = None
    _insert(link, sign + tail)
    link.drop_tree()


def _insert(element: HtmlElement, text: str) -> None:
    """Put text before an element."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def _take_out(note: HtmlElement, label: str) -> None:
    """Part a note from the tree, without its number and the link back."""
    for link in list(note.iter("a")):
        said = _said(link)
        is_number = _first(note) is link and _CALL.fullmatch(said.strip(" .")) is not None
        if (link.get("href") or "").startswith("#") and (is_number or _BACK.fullmatch(said)):
            link.drop_tree()
    parent = note.getparent()
    if parent is not None:
        if note.tail:
            _insert(note, note.tail)
            note.tail = None
        parent.remove(note)
        _tidy(parent)
    holder = next((each for each in note.iter() if (each.text or "").strip()), None)
    # What a list numbers says no number itself.
    if holder is not None and note.tag != "li" and (found := _LABEL.match(holder.text)) and found[1] == label:
        holder.text = holder.text[found.end() :]
    note.tag = "div"


def _tidy(holder: HtmlElement) -> None:
    """Take away what held notes alone: their list, their heading, the rule above them."""
    while (above := holder.getparent()) is not None and holder.tag in _HOLDERS:
        words = " ".join(holder.text_content().split())
        if words and not _HEADING.fullmatch(words):
            return
        holder.drop_tree()
        holder = above


def _first(note: HtmlElement) -> HtmlElement | None:
    """The link that a note begins with."""
    for each in note.iter():
        if each.tag == "a" and each.get("href"):
            return each
        if (each.text or "").strip():
            return None
    return None


def _without_signs(root: HtmlElement) -> None:
    for each in root.iter():
        if each.text and _PRIVATE.search(each.text):
            each.text = _PRIVATE.sub("\ufffd", each.text)
        if each.tail and _PRIVATE.search(each.tail):
            each.tail = _PRIVATE.sub("\ufffd", each.tail)
