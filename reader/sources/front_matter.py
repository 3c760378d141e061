"""The block of facts at the head of a file: flat YAML between two lines of `---`.

Strangers write these, so of YAML only the shape is used: every value stays the text it was (`no`, `0042`,
`2026-03-14`), and aliases, anchors and tags are refused before anything is built from them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.text.clean import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.events import Event

    from reader.sources.source import Metadata

MAX_BYTES = 64 * 1024
"""The longest front matter that is read."""

KEYS = ("id", "title", "author", "source", "url", "published", "added", "language")
"""What is written, in this order."""

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_NOTHING = {"~", "null", "Null", "NULL"}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*|\d{4}-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)?")
_RESERVED = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x7f-\xa0\xad\u2028\u2029\ud800-\udfff\ufeff\ufff0-\uffff]")


class FrontMatter(NamedTuple):
    """What stands at the head of a file, and the rest."""

    values: dict[str, str]
    """Keys as they are written; values are clean lines, those of a list joined by `, `."""

    body: str
    """What follows; the whole text when there is no front matter that can be read."""

    problems: tuple[str, ...] = ()


class _RefusedError(Exception):
    """It is no front matter that can be read, and the message says why."""


def parse(text: str) -> FrontMatter:
    """Take the front matter off `text`; what is broken stays in the body and is named in `problems`."""
    if not text.startswith("---"):
        return FrontMatter({}, text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(lines)
    closing = opening and _CLOSING.search(lines, opening.end())
    if not opening or not closing:
        return FrontMatter({}, text)
    inner = lines[opening.end() : closing.start()]
    if inner and not inner.split("\n", 1)[0].strip():
        # Pandoc's rule: an empty line after `---` makes it a break between paragraphs.
        return FrontMatter({}, text)
    try:
        values, problems = _read(inner)
    except _RefusedError as refused:
        return FrontMatter({}, text, (f"The front matter {refused}: shown as text.",))
    return FrontMatter(values, lines[closing.end() :], problems)


def write(metadata: Metadata) -> str:
    """Front matter that says what `metadata` says, a line each; an empty string when it says nothing."""
    pairs = [(key, getattr(metadata, key)) for key in KEYS]
    lines = [f"{scalar(key)}: {scalar(value)}\n" for key, value in (*pairs, *metadata.other) if value]
    return "".join(("---\n", *lines, "---\n")) if lines else ""


def _read(inner: str) -> tuple[dict[str, str], tuple[str, ...]]:
    from yaml import YAMLError  # noqa: PLC0415 - only for files that have front matter

    if len(inner.encode("utf-8", "replace")) > MAX_BYTES:
        raise _RefusedError(f"is longer than {MAX_BYTES // 1024} KB")
    values: dict[str, str] = {}
    seen: set[str] = set()
    problems = []
    try:
        for key, value in _pairs(_events(clean(inner))):
            if key.casefold() in seen:
                problems.append(f"The front matter names “{key}” more than once: the first counts.")
            elif key:
                seen.add(key.casefold())
                values[key] = value
    except YAMLError as error:
        raise _RefusedError(f"is not valid YAML{_place(getattr(error, 'problem_mark', None))}") from error
    return values, tuple(dict.fromkeys(problems))


def _events(inner: str) -> Iterator[Event]:
    """The nodes of the YAML in `inner`, none of them an alias, anchored or tagged."""
    import yaml  # noqa: PLC0415 - only for files that have front matter

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for event in yaml.parse(inner, Loader=loader):
        if getattr(event, "anchor", None) is not None:
            raise _RefusedError(f"uses an anchor or an alias{_place(event.start_mark)}")
        if getattr(event, "tag", None) is not None:
            raise _RefusedError(f"uses a tag{_place(event.start_mark)}")
        yield event


def _pairs(events: Iterator[Event]) -> Iterator[tuple[str, str]]:
    """The names and values of the mapping that `events` are; values deeper than a list are left out."""
    import yaml  # noqa: PLC0415 - only for files that have front matter

    started = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
    event = next(event for event in events if not isinstance(event, started))
    if isinstance(event, yaml.StreamEndEvent):
        return
    if not isinstance(event, yaml.MappingStartEvent):
        raise _RefusedError("is no list of names and values")
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        simple = isinstance(event, yaml.ScalarEvent)
        key, value = _value(event, events), _value(next(events), events)
        # `<<` would take in another mapping.
        if simple and value is not None and key != "<<":
            yield key or "", value
    if any(isinstance(event, yaml.DocumentStartEvent) for event in events):
        raise _RefusedError("is more than one YAML document")


def _value(event: Event, events: Iterator[Event]) -> str | None:
    """The words of the node that begins with `event`; None when it holds no words of its own."""
    import yaml  # noqa: PLC0415 - only for files that have front matter

    if isinstance(event, yaml.ScalarEvent):
        return _words(event)
    is_list = isinstance(event, yaml.SequenceStartEvent)
    items = []
    depth = 1
    while depth:
        event = next(events)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif depth == 1:
            items.append(_words(event))
    return ", ".join(filter(None, items)) if is_list else None


def _words(event: Any) -> str:
    is_nothing = not event.style and event.value in _NOTHING
    return "" if is_nothing else clean_line(event.value)


def _place(mark: Any) -> str:
    # The mark counts from zero and from the line after `---`.
    return f" (line {mark.line + 2})" if mark is not None else ""


def scalar(value: str) -> str:
    """`value` as YAML: bare where every reader takes it for text or a date, else in double quotes."""
    if _PLAIN.fullmatch(value) and not _RESERVED.fullmatch(value):
        return value
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
