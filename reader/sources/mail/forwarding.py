"""Mails that were forwarded: the article is what was forwarded, by whom it was written, and when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.sources.mail.headers import is_possible, sender, without_forward
from reader.sources.metadata import line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from reader.sources.source import Metadata

_BEGINS = re.compile(
    r"^[ >-]*(?:-{2,}\s*)?(?:(?:begin )?forwarded message|original message"
    r"|weitergeleitete nachricht|anfang der weitergeleiteten|ursprüngliche nachricht"
    r"|message transféré|début du message|mensaje reenviado|mensagem encaminhada|messaggio inoltrato"
    r"|doorgestuurd bericht|vidarebefordrat meddelande|пересылаемое сообщение|転送されたメッセージ|转发的邮件)"
    r"[^\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELDS = {
    "title": r"subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|тема|件名|主题",
    "author": r"from|von|de|da|van|från|от|差出人|发件人",
    "published": r"date|sent|datum|gesendet|envoyé|fecha|enviado|data|inviato|verzonden|skickat|дата|日付|日期",
}
_BARE_HEAD = re.compile(
    rf"^[ >*]*(?:{_FIELDS['author']})\s?[*]?:[^\n]+\n(?:[^\n]*\n){{1,5}}?[ >*]*(?:{_FIELDS['title']})\s?[*]?:",
    re.IGNORECASE | re.MULTILINE,
)
"""Who wrote it, and a few lines below what about."""

_HEAD = 1500
_LEAD = 4
"""Words of the line that says that a mail is forwarded."""

_BEFORE = 80
"""Words that whoever forwards a mail may write above it."""


def facts_of(facts: Metadata, text: str, *, is_forward: bool) -> Metadata:
    """The facts of a mail, or of the one that is forwarded in its `text`, as lines.

    `is_forward`: the subject says that it is one; then the head of a mail is enough, as Outlook leaves it.
    """
    begins = _BEGINS.search(text)
    start = begins.end() if begins is not None else -1
    if begins is None and is_forward and (bare := _BARE_HEAD.search(text)):
        start = bare.start()
    if start < 0 or len(text[:start].split()) > _BEFORE + _LEAD:
        return facts
    head = text[start : start + _HEAD]
    said = {
        fact: line(found[1])
        for fact, names in _FIELDS.items()
        if (found := re.search(rf"^[ >*]*(?:{names})\s?[*]?:[* \t]*([^\n]+)$", head, re.IGNORECASE | re.MULTILINE))
    }
    if "author" not in said:
        return facts
    published = said.get("published", "")
    return replace(
        facts,
        title=without_forward(said.get("title", "")) or facts.title,
        author=sender(said["author"].replace("[mailto:", "<").replace("]", ">")),
        source="",
        published=published if is_possible(published) else facts.published,
    )


def without_head(root: HtmlElement) -> None:
    """Take the lines that say so out of a tree, where a program marks them."""
    for each in list(root.iter("div")):
        if each.get("class") == "gmail_attr" and _BEGINS.search("\n" + each.text_content().strip()[:60] + "\n"):
            each.drop_tree()
