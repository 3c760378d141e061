"""RSS and Atom, by feedparser: it is given bytes and headers, and neither sanitises nor resolves."""

from __future__ import annotations

import calendar
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources.dates import to_iso
from reader.sources.feeds.entry import Document, joined, language_of
from reader.sources.feeds.piece import Piece, names, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCES = re.compile(
    rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2})|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|5529[6-9]|55[3-9]\d\d"
    rb"|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));",
    re.IGNORECASE,
)
"""Control characters and surrogates that are spelled as numbers: no XML may have them, and feedparser stumbles."""

_ENCODING = re.compile(
    r"utf-?_?(?:8|16|32)(?:[-_]?[lb]e)?|us-ascii|ascii|iso-?_?8859[-_]?\d{1,2}|latin-?\d|(?:windows|cp)-?\d{3,4}|koi8[-_]?\w"
    r"|gb\w{1,6}|hz|big5\w*|euc[-_]?\w{2}|shift[-_]?jis|sjis|iso-2022-\w{2}|macintosh|tis-620|viscii",
    re.IGNORECASE,
)
"""What a page may be written in; Python knows more, such as `idna`, which is no encoding of a text."""

_DECLARED = re.compile(
    rb"\A(\s*<\?xml\b[^>]{0,200}?)\sencoding\s*=\s*(?:\"([^\"]{0,60})\"|'([^']{0,60})')", re.IGNORECASE
)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\"';\s]*)[\"']?", re.IGNORECASE)

_PAGE = re.compile(
    rb"\s*(?:<!--(?:(?!-->).){0,2000}-->\s*){0,50}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HOURS = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAYS = re.compile(rb"<day>\s*([a-z]{3})[a-z]*\s*</day>", re.IGNORECASE)
_SKIPPED = re.compile(rb"<skip(?:hours|days)\b.{0,2000}?</skip(?:hours|days)>", re.IGNORECASE | re.DOTALL)
_HEAD = 65_536
_WEEK = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800}
DAY = 86_400


def read(data: bytes, url: str, media_type: str, name: str) -> tuple[Document, list[Piece]]:
    """The feed in `data`, and its entries as it has them; raises SourceError."""
    import feedparser  # noqa: PLC0415 - JSON Feed needs none of it

    is_wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:4]
    text = data if is_wide else _declared_well(_REFERENCES.sub(b"", _CONTROLS.sub(b"", data)).lstrip())
    headers = {"content-type": _typed_well(media_type)} if media_type else {}
    try:
        # A stream and not bytes: those would be tried as the name of a file.
        found = feedparser.parse(
            io.BytesIO(text), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        # feedparser itself falls over some of what is torn: a link in a place where it expects none, odd bytes.
        raise SourceError(f"{name} is too damaged to be read.") from error
    if not _version(found) and not found.entries:
        raise SourceError(_why_not(text, name))
    document = _document(found, url, text[:_HEAD])
    # Atom says what its addresses are relative to; those of RSS mean the site, wherever the feed lies.
    base = url if _version(found).startswith("atom") else document.site or url
    return document, [_piece(item, found, base) for item in found.entries]


def _declared_well(data: bytes) -> bytes:
    """The same without an encoding that is none: then it is found out."""
    found = _DECLARED.match(data)
    said = (found[2] or found[3] or b"").decode("ascii", "replace") if found else ""
    return data if found is None or _ENCODING.fullmatch(said.strip()) else found[1] + data[found.end() :]


def _typed_well(media_type: str) -> str:
    return _CHARSET.sub(lambda found: found[0] if _ENCODING.fullmatch(found[1]) else "", media_type)


def _why_not(data: bytes, name: str) -> str:
    if _PAGE.match(data):
        return f"{name} is a web page and no feed."
    return f"{name} is no feed: neither RSS nor Atom nor JSON Feed."


def _document(found: Any, url: str, head: bytes) -> Document:
    about = found.feed
    return Document(
        title=title(_said(about, "title"), is_html=_has_markup(about, found)),
        site=joined(url, _said(about, "link")),
        language=language_of(_said(about, "language")),
        least=_least(about),
        skip_hours=_hours(head),
        skip_days=_days(head),
    )


def _piece(item: Any, found: Any, base: str) -> Piece:
    words, is_html, said = _body(item)
    address = joined(base, _said(item, "feedburner_origlink")) or joined(base, _said(item, "link"))
    source = item.get("source") or {}
    return Piece(
        id=_said(item, "id"),
        url=address,
        title=_said(item, "title"),
        is_title_html=_has_markup(item, found),
        body=words,
        is_html=is_html,
        base=joined(base, said) or base,
        author=_author(item, found),
        published=_moment(item, "published") or _moment(item, "updated") or _moment(item, "created"),
        language=str((item.get("title_detail") or {}).get("language") or ""),
        source=title(_said(source, "title"), is_html=True) if isinstance(source, dict) else "",
        enclosures=tuple(_enclosures(item, base)),
    )


def _body(item: Any) -> tuple[str, bool, str]:
    """The longest of what an entry says, whether it is HTML, and what its addresses are relative to."""
    bodies = [each for each in item.get("content") or () if isinstance(each, dict)]
    if isinstance(item.get("summary_detail"), dict):
        bodies.append(item["summary_detail"])
    kinds = ("text/", "application/xhtml", "html", "xhtml", "")
    bodies = [each for each in bodies if str(each.get("type") or "").startswith(kinds) and each.get("value")]
    if not bodies:
        return "", True, ""
    best = max(bodies, key=lambda each: len(str(each["value"])))
    return str(best["value"]), _is_html(best), str(best.get("base") or "")


def _has_markup(item: Any, found: Any) -> bool:
    """May a title have markup? Atom says so, RSS leaves it open."""
    return not _version(found).startswith("atom") or _is_html(item.get("title_detail"))


def _is_html(detail: Mapping[str, Any] | None) -> bool:
    return "html" in str((detail or {}).get("type") or "html")


def _author(item: Any, found: Any) -> str:
    people = [each for each in item.get("authors") or () if isinstance(each, dict)]
    said = _said(item, "author")
    # feedparser takes an address of mail for a part of the name.
    own = names([said]) if "@" in said and len(people) < 2 else names(_said(each, "name") for each in people)
    own = own or names([said])
    if own or not _version(found).startswith("atom"):
        return own
    # Atom: who wrote the feed wrote every entry that names nobody.
    return names(_said(each, "name") for each in found.feed.get("authors") or () if isinstance(each, dict))


def _moment(item: Any, key: str) -> str:
    """A date as it is written, else as feedparser understands it."""
    said = to_iso(_said(item, key))
    parsed = dict.get(item, f"{key}_parsed")
    if said or not parsed:
        return said
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError, TypeError):
        return ""


def _enclosures(item: Any, base: str) -> Iterator[str]:
    for each in item.get("enclosures") or ():
        address = joined(base, _said(each, "href")) if isinstance(each, dict) else ""
        if address and not str(each.get("type") or "").startswith("image/"):
            yield address


def _least(about: Any) -> int:
    """Seconds between two fetches that a feed asks for, a day at most."""
    said = _said(about, "ttl").strip()
    least = int(said) * 60 if said.isdecimal() and len(said) < 8 else 0
    period = _PERIODS.get(_said(about, "sy_updateperiod").strip().casefold(), 0)
    often = _said(about, "sy_updatefrequency").strip()
    if period and (not often or (often.isdecimal() and int(often[:6]) > 0)):
        least = max(least, period // int(often[:6] or 1))
    return min(least, DAY)


def _hours(head: bytes) -> tuple[int, ...]:
    """Hours of the day; 24 is 0. One that asks never to be asked is not heard."""
    hours = {int(each) % 24 for block in _SKIPPED.findall(head) for each in _HOURS.findall(block) if int(each) <= 24}
    return tuple(sorted(hours)) if len(hours) < 24 else ()


def _days(head: bytes) -> tuple[int, ...]:
    found = {each.lower() for block in _SKIPPED.findall(head) for each in _DAYS.findall(block)}
    days = {_WEEK.index(each) for each in found if each in _WEEK}
    return tuple(sorted(days)) if len(days) < 7 else ()


def _version(found: Any) -> str:
    """What kind of feed it is; empty for none that is known."""
    return str(found.get("version") or "")


def _said(item: Mapping[str, Any], key: str) -> str:
    # feedparser has names stand for one another, and warns of it.
    value = dict.get(item, key) if isinstance(item, dict) else None
    return value if isinstance(value, str) else ""
