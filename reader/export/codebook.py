"""The codebook as REFI-QDA Codebook 1.0, which ATLAS.ti, MAXQDA, NVivo and others exchange.

https://www.qdasoftware.org/codebook-exchange/ has its definition. A theme is a `Code`; those nested by `/` stand in one
another, and a name that is only part of others is a code that nothing can be coded with. Its `guid` is made from the
theme's whole name, so it stays the same from export to export. Other names of a theme have no place of their own: they
are told at the end of its description.
"""

from __future__ import annotations

import html
import re
import uuid
from typing import TYPE_CHECKING, TypeAlias

from reader.export.colors import INKS
from reader.model.theme import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.export.material import Material
    from reader.model.theme import Theme

    Path: TypeAlias = tuple[str, ...]

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "urn:reader-tui:theme")

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(material: Material) -> Iterator[str]:
    """The whole codebook."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Reader">\n<Codes>\n'
    open_path: Path = ()
    for path, theme in sorted(_tree(use.theme for use in material.themes).items(), key=lambda known: known[0]):
        while open_path != path[: len(open_path)]:
            open_path = open_path[:-1]
            yield f"{'  ' * len(open_path)}</Code>\n"
        yield _code(path, theme)
        open_path = path
    for depth in reversed(range(len(open_path))):
        yield f"{'  ' * depth}</Code>\n"
    yield "</Codes>\n</CodeBook>\n"


def _tree(themes: Iterable[Theme]) -> dict[Path, Theme | None]:
    """Themes by their places in the tree, and what they stand in, which may be no theme."""
    tree: dict[Path, Theme | None] = {}
    for theme in themes:
        parts = tuple(theme.name.split(SEPARATOR))
        path = parts if all(part.strip() for part in parts) else (theme.name,)
        for length in range(1, len(path)):
            tree.setdefault(path[:length], None)
        tree[path] = theme
    return tree


def _code(path: Path, theme: Theme | None) -> str:
    """The beginning of a code, and what it means."""
    indent = "  " * (len(path) - 1)
    guid = uuid.uuid5(NAMESPACE, SEPARATOR.join(path).encode("utf-8", "replace").decode())
    color = f' color="{INKS[theme.color].upper()}"' if theme and theme.color in INKS else ""
    name, is_codable = _escaped(path[-1].strip()), "true" if theme else "false"
    code = f'{indent}<Code guid="{guid}" name="{name}" isCodable="{is_codable}"{color}>\n'
    meaning = _meaning(theme) if theme else ""
    return f"{code}{indent}  <Description>{_escaped(meaning)}</Description>\n" if meaning else code


def _meaning(theme: Theme) -> str:
    others = f"Other names: {', '.join(theme.aliases)}." if theme.aliases else ""
    return "\n\n".join(part for part in (theme.description, others) if part)


def _escaped(words: str) -> str:
    return html.escape(_NOT_XML.sub("\ufffd", words)).replace("\r", "&#13;")
