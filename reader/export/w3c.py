"""W3C Web Annotation as JSON-LD: a page of annotations in which nothing is lost.

https://www.w3.org/TR/annotation-model/ says what each property means. The file is one `AnnotationPage`; each of its
`items` has its own `@context`, so it stands for itself:

    id          `urn:uuid:` and the annotation's id
    motivation  highlighting, commenting, tagging or bookmarking
    created, modified   in UTC, to the millisecond
    creator     a Person with a `name`, where somebody is known
    body        TextualBodies by `purpose`: `tagging` for each theme, in their order; `commenting` for the note
                (Markdown); `identifying` for who said the words. No `body` where there is none of these
    target      a SpecificResource:
      source    the article's address; where it has none of the web, `urn:reader-tui:article:` and its id
      selector  a TextQuoteSelector (exact, prefix, suffix) and a TextPositionSelector (start, end: code points of the
                canonical text, half-open); none where the whole article is meant
      state     the canonical text that the selectors were made on: `ni:///sha-256;` and its hash (RFC 6920); left out
                where nobody knows it

What the model has no word for stands under the prefix `reader:`, and is left out where it is empty:

    reader:color        of the annotation: a colour of its own, by name
    reader:formerly     of the annotation: earlier wordings of the passage, oldest first
    reader:occurrence   of the target: how many times the words stand before this place
    reader:article      of the target: `id` is `urn:reader-tui:article:` and the article's id; `dcterms:title`,
                        `dcterms:creator`, `dcterms:publisher` (the source), `dcterms:issued` (the date),
                        `dcterms:language`, `reader:url` (the address as it was written), and `reader:text` (its
                        canonical text as it is now, as `state` says it)

The page's `id` depends on nothing but its items, so the same notes give the same file.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reader.export import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from reader.export.material import Material
    from reader.model.annotation import Annotation
    from reader.model.article import Article
    from reader.model.selectors import Target

OURS = "urn:reader-tui:"
"""What names of our own begin with; `reader:` stands for it."""

CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {"reader": OURS, "reader:formerly": {"@id": f"{OURS}formerly", "@container": "@list"}},
)

_WEB_ADDRESS = re.compile(
    r"https?://(?:[\w.~!$&'()*+,;=:%-]*@)?(?:\[[0-9a-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::[0-9]*)?(?:[/?#].*)?",
    re.IGNORECASE | re.ASCII,
)
_IN_ADDRESSES = ":/?#@!$&'()*+,;=~%"
"""What an address may hold beside letters and digits (RFC 3986)."""

_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def render(material: Material) -> Iterator[str]:
    """The whole page."""
    yield f'{{\n  "@context": {json_text.text(CONTEXT, 1)},\n  "type": "AnnotationPage",\n  "items": '
    digest = hashlib.sha256()

    def items() -> Iterator[dict[str, Any]]:
        for marked in material.articles():
            for highlight in marked.highlights:
                made = item(highlight.annotation, marked.listing.article)
                digest.update(f"{made['id']} {made['modified']}\n".encode())
                yield made

    yield from json_text.array(items(), 1)
    yield f',\n  "id": "urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest.hexdigest())}"\n}}\n'


def item(annotation: Annotation, article: Article) -> dict[str, Any]:
    """One annotation."""
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": _identity(annotation.id),
        "type": "Annotation",
        "motivation": annotation.motivation.value,
        "created": moment(annotation.created),
        "modified": moment(annotation.modified),
    }
    if annotation.author:
        made["creator"] = {"type": "Person", "name": annotation.author}
    if bodies := _bodies(annotation):
        made["body"] = bodies
    made["target"] = _target(annotation.target, article)
    if annotation.color:
        made["reader:color"] = annotation.color
    if annotation.formerly:
        made["reader:formerly"] = annotation.formerly
    return made


def moment(when: datetime) -> str:
    """A moment in UTC, to the millisecond: `2026-03-14T09:30:00.000Z`."""
    return f"{when.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def address(url: str) -> str:
    """An address of the web as RFC 3986 has it; empty for anything else."""
    url = quote(_NO_ESCAPE.sub("%25", url.strip()), safe=f"{_IN_ADDRESSES}[]", errors="replace")
    scheme, slashes, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    url = f"{scheme}{slashes}{host}{slash}{path.replace('[', '%5B').replace(']', '%5D')}"
    before, hash_mark, fragment = url.partition("#")
    url = f"{before}{hash_mark}{fragment.replace('#', '%23')}"
    return url if _WEB_ADDRESS.fullmatch(url) else ""


def _identity(annotation_id: str) -> str:
    try:
        known = str(uuid.UUID(annotation_id))
    except ValueError:
        known = ""
    return f"urn:uuid:{known}" if known == annotation_id else f"{OURS}annotation:{quote(annotation_id, safe='')}"


def _bodies(annotation: Annotation) -> list[dict[str, str]]:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": name} for name in annotation.themes]
    if annotation.note:
        note = {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": annotation.note}
        bodies.append(note)
    if annotation.speaker:
        bodies.append({"type": "TextualBody", "purpose": "identifying", "value": annotation.speaker})
    return bodies


def _target(target: Target, article: Article) -> dict[str, Any]:
    quoted, position = target.quote, target.position
    own = f"{OURS}article:{quote(target.article, safe='')}"
    made: dict[str, Any] = {"type": "SpecificResource", "source": address(article.url) or own}
    if not target.is_whole:
        made["selector"] = [
            {"type": "TextQuoteSelector", "exact": quoted.exact, "prefix": quoted.prefix, "suffix": quoted.suffix},
            {"type": "TextPositionSelector", "start": position.start, "end": position.end},
        ]
    if target.text_hash:
        made["state"] = _text_name(target.text_hash)
    if target.occurrence:
        made["reader:occurrence"] = target.occurrence
    made["reader:article"] = {"id": own} | {
        name: value
        for name, value in (
            ("dcterms:title", article.title),
            ("dcterms:creator", article.author),
            ("dcterms:publisher", article.source),
            ("dcterms:issued", article.published),
            ("dcterms:language", article.language),
            ("reader:url", article.url),
            ("reader:text", _text_name(article.text_hash)),
        )
        if value
    }
    return made


def _text_name(text_hash: str) -> str:
    """The name of a canonical text; of one whose hash is none, a name of our own."""
    if not re.fullmatch(r"[0-9a-f]{64}", text_hash):
        return f"{OURS}text:{quote(text_hash, safe='')}" if text_hash else ""
    return f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(text_hash)).decode().rstrip('=')}"
