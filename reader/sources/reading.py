"""From what came in to articles, whatever its format; the task `read` of a worker."""

from __future__ import annotations

import importlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources import formats
from reader.sources.raw import Raw
from reader.sources.source import Metadata, Source
from reader.sources.web import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.sources.formats import Format
    from reader.sources.isolated import Workers


def format_of(raw: Raw, name: str = "") -> Format:
    """The format of `raw`, or the one of that name; raises SourceError for what no format is known of."""
    found = formats.BY_NAME.get(name) or formats.of(raw)
    if found is None and kinds.is_opml(raw.data[:65536]):
        raise SourceError(f"{raw.name} is a list of feeds: `reader feeds import` subscribes to them.")
    if found is None:
        suffixes = ", ".join(suffix for each in formats.FORMATS for suffix in each.suffixes)
        raise SourceError(f"{raw.name} is not a kind of file that can be read. Reader takes {suffixes}.")
    return found


def read(raw: Raw, format: Format, workers: Workers, options: Mapping[str, Any] | None = None) -> tuple[Source, ...]:  # noqa: A002 - the field's word
    """The articles in `raw`: one, or those of a mailbox or a book; raises SourceError.

    `options` of a format: `chapters` gives a book's chapters one by one.
    """
    known = {name: value for name, value in (options or {}).items() if name in format.options}
    if not format.is_isolated:
        return tuple(_parsed(raw, format, known))
    header = {
        "format": format.name,
        "name": raw.name,
        "url": raw.url,
        "media_type": raw.media_type,
        "options": known,
    }
    answer = workers.call("read", header, raw.data, raw.name, format.seconds)
    return tuple(_source(each) for each in answer["sources"])


def serve(header: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """The same in a worker."""
    raw = Raw(data, header["name"], header["url"], header["media_type"])
    found = _parsed(raw, formats.BY_NAME[header["format"]], header["options"])
    return {"sources": [_document(source) for source in found]}


def _parsed(raw: Raw, format: Format, options: Mapping[str, Any]) -> Iterable[Source]:  # noqa: A002 - the field's word
    if not raw.data.strip():
        raise SourceError(f"{raw.name} is empty.")
    module = importlib.import_module(f"reader.sources.{format.module}")
    found: Iterable[Source] = module.read(raw, **options)
    return found


def _document(source: Source) -> dict[str, Any]:
    return {key: _spoken(value) for key, value in asdict(source).items()}


def _spoken(value: Any) -> Any:
    """`value` without lone surrogates, which JSON has no bytes for."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _spoken(each) for key, each in value.items()}
    return [_spoken(each) for each in value] if isinstance(value, (tuple, list)) else value


def _source(document: dict[str, Any]) -> Source:
    facts = document["metadata"]
    facts["other"] = tuple((key, value) for key, value in facts["other"])
    document = {**document, "metadata": Metadata(**facts), "problems": tuple(document["problems"])}
    return Source(**document)
