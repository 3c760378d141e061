"""The parts of a mail: which of them is its text, and what is attached to it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.decoding import decode
from reader.sources.metadata import line

if TYPE_CHECKING:
    from email.message import Message

NOTE = 80
"""Words that may stand above a mail that was forwarded as it was; more are a text of their own."""

_MOST = 1_000
"""Parts that are looked at."""

_DEEPEST = 40
"""Parts inside each other."""

_STRANGE = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7", "rot13"}
)
"""Encodings of Python that no mail is written in."""


@dataclass(slots=True)
class Parts:
    """What is in a mail."""

    plain: str = ""
    html: str = ""
    inner: Message | None = None
    """A mail that was forwarded as it was."""

    attachments: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)


def of(message: Message, name: str) -> Parts:
    """The parts of a mail; raises SourceError, beginning with its `name`, where it is encrypted."""
    found = Parts()
    count = 0
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if count > _MOST or depth > _DEEPEST:
            found.problems.append("It has more parts than are read: the rest was left out.")
            break
        _refuse_encrypted(part, name)
        kind = part.get_content_type()
        if kind == "message/rfc822" and part is not message:
            _forwarded(part, found)
        elif part.is_multipart():
            waiting += [(each, depth + 1) for each in reversed(_chosen(part, kind))]
        else:
            _leaf(part, kind, found)
    if "-----BEGIN PGP MESSAGE-----" in found.plain[:2000]:
        raise SourceError(_encrypted(name))
    return found


def decoded_as(data: bytes, charset: str) -> str | None:
    """The text in bytes of the encoding that a mail names; None where it is not, or there is no such encoding."""
    try:
        known = codecs.lookup(charset.strip("\"' "))
        if known.name in _STRANGE:
            return None
        # What is declared as Latin-1 is Windows-1252 everywhere.
        codec = "cp1252" if known.name in {"iso8859-1", "ascii"} and not data.isascii() else known.name
        return data.decode(codec)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _chosen(part: Message, kind: str) -> list[Message]:
    """The parts of a part that are looked at."""
    payload = part.get_payload()
    below = [each for each in payload if not isinstance(each, (str, bytes))] if isinstance(payload, list) else []
    return below[:1] if kind == "multipart/signed" else below


def _leaf(part: Message, kind: str, found: Parts) -> None:
    file = _filename(part)
    is_text = kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment"
    if not is_text or (file and (found.plain or found.html)):
        is_inline = part.get_content_disposition() == "inline" or part.get("content-id")
        if kind != "application/pgp-signature" and not (is_inline and kind.startswith("image/")):
            _attach(found, file or f"unnamed ({line(kind)})")
        return
    text, problems = _text(part)
    if kind == "text/html":
        found.html += f"\n{text}"
    else:
        found.plain += f"\n\n{_unflowed(part, text)}" if found.plain else _unflowed(part, text)
    found.problems += problems


def _forwarded(part: Message, found: Parts) -> None:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload and not isinstance(payload[0], (str, bytes)) else None
    if inner is not None and found.inner is None:
        found.inner = inner
    subject = str(inner.get("subject", "")) if inner is not None else ""
    _attach(found, _filename(part) or line(subject[:500]) or "a mail")


def _attach(found: Parts, name: str) -> None:
    found.attachments = (*found.attachments, name)


def _text(part: Message) -> tuple[str, list[str]]:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip():
        return "", []
    charset = part.get_param("charset")
    named = decoded_as(data, charset if isinstance(charset, str) else "") if charset else None
    if named is not None and "\x00" not in named:
        return named.replace("\r\n", "\n"), []
    try:
        text, problems = decode(data, "A part")
    except SourceError:
        return "", ["A part that calls itself text is none: left out."]
    return text.replace("\r\n", "\n"), [*problems]


def _unflowed(part: Message, text: str) -> str:
    """Plain text whose lines were parted for the way (RFC 3676) as it was written."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    joins_words = str(part.get_param("delsp", "")).lower() == "yes"
    lines: list[str] = []
    is_open = False
    for each in text.split("\n"):
        flows = each.endswith(" ") and each != "-- "
        words = each.removeprefix(" ") if not each.startswith(">") else each
        piece = words[:-1] if flows and joins_words else words
        if is_open and words and not words.startswith(">") and words != "-- ":
            lines[-1] += piece
        else:
            lines.append(piece)
        is_open = flows and not words.startswith(">")
    return "\n".join(each.rstrip() for each in lines)


def _filename(part: Message) -> str:
    from reader.sources.mail.headers import LONGEST, decoded  # noqa: PLC0415 - they know of each other

    try:
        return line(decoded((part.get_filename() or "")[:LONGEST]))
    except (LookupError, ValueError, TypeError):
        return "unnamed"


def _refuse_encrypted(part: Message, name: str) -> None:
    kind = part.get_content_type()
    is_sealed = kind == "application/pkcs7-mime" and part.get_param("smime-type") != "signed-data"
    if kind == "multipart/encrypted" or is_sealed:
        raise SourceError(_encrypted(name))


def _encrypted(name: str) -> str:
    return f"{name} is encrypted. Save it decrypted from the program that you read your mail with, and add that."
