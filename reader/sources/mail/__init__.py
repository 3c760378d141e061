"""Mails: letters of people, and newsletters.

The HTML of a mail is read where it says as much as its plain text. What a newsletter puts around its text (pixels that
report the reader, tables that only lay out, how to unsubscribe) is left out; attachments are named. A mail that was
forwarded is the mail that was forwarded.
"""

from __future__ import annotations

from email import message_from_bytes
from email.policy import compat32
from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.html.markdown import to_markdown
from reader.sources.mail import forwarding, headers, newsletter, parts
from reader.sources.metadata import line
from reader.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from reader.sources.raw import Raw
    from reader.sources.source import Kind

_FEW = 0.4
"""Of the words of the plain text, which the HTML has at least; in one with fewer something is missing."""


def read(raw: Raw) -> Iterator[Source]:
    """The mail in `raw`; raises SourceError."""
    try:
        message = message_from_bytes(_unmarked(raw.data), policy=compat32)
        yield _article(message, raw.name)
    except RecursionError as error:
        raise SourceError(
            f"{raw.name} is nested too deep to be read: mails in mails in mails. Not taken in."
        ) from error


def _article(message: Message, name: str) -> Source:
    head = headers.Head(message)
    if not head.is_mail:
        raise SourceError(f"{name} is no mail: it does not begin with who wrote it, when, and about what.")
    found = parts.of(message, name)
    if found.inner is not None and len(found.plain.split()) < parts.NOTE and not found.html.strip():
        return _article(found.inner, name)
    problems = [*found.problems]
    facts, doubts = head.facts()
    problems += doubts
    kind, body, spoken = _body(found, facts.title)
    if not body.strip():
        raise SourceError(f"{name} has no text{_of_attachments(found.attachments)}.")
    facts = forwarding.facts_of(facts, spoken, is_forward=head.is_forward)
    if found.attachments:
        names = line(", ".join(found.attachments))
        facts = headers.with_other(facts, "attachments", names)
        problems.append(f"Attachments are not taken in: {names}.")
    return Source(kind, body, facts, tuple(dict.fromkeys(problems)), PurePath(name).stem)


def _body(found: parts.Parts, title: str) -> tuple[Kind, str, str]:
    """How the text is written, the text, and the same as plain lines."""
    if found.html.strip():
        root = newsletter.cleaned(found.html)
        spoken = newsletter.lines(root)
        forwarding.without_head(root)
        newsletter.begin_with(root, title)
        markdown = to_markdown(root, "")
        if markdown.strip() and len(spoken.split()) >= _FEW * len(found.plain.split()):
            return "markdown", markdown, spoken
    return "plain", found.plain, found.plain


def _of_attachments(names: tuple[str, ...]) -> str:
    return f", only attachments: {line(', '.join(names))}" if names else ""


def _unmarked(data: bytes) -> bytes:
    """A mail without what mailboxes and editors put before it."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return data.partition(b"\n")[2] if data.startswith((b"From ", b">From ")) else data
