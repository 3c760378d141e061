"""How the desk was left: which article, which order, which colours. Private to one machine; losing it costs nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from reader.settings import NARROWEST, PARAGRAPHS, WIDEST

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

Kind = TypeVar("Kind")
Default = TypeVar("Default")


_SAVING = Lock()

CLIPBOARD = "-"
"""Stands for the clipboard where else a folder or a file is named."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What was chosen in the export screen last."""

    what: str = ""
    """`article`, `chosen`, `highlight`, `theme`, `query`, `all`; empty: nothing was exported yet."""

    theme: str = ""
    query: str = ""
    format: str = "markdown"
    by: str = "article"
    full_text: bool = False
    templates: tuple[tuple[str, str], ...] = ()
    """(format, template); a format that has none takes its own."""

    places: tuple[tuple[str, str], ...] = ()
    """(format, folder, file or `CLIPBOARD`)."""

    known: tuple[str, ...] = ()
    """Folders and files that were chosen before."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the app remembers between two runs."""

    article: str = ""
    """Id of the article that was selected."""

    row: int = 0
    """Where in the list it was."""

    sort: str = "date"
    colors: str = ""
    """The colour theme that was chosen in the app; empty: the configured one."""

    ground: str = ""
    """The terminal's ground as it was the last time: `light`, `dark`; empty where it did not tell."""

    themes: tuple[str, ...] = ()
    """The themes that were given last."""

    measure: int = 0
    """How the text is set, where that was chosen in the app; 0, empty or None: as configured."""

    line_spacing: int = 0
    paragraphs: str = ""
    justify: bool | None = None
    hyphenate: bool | None = None

    fold: bool = True
    """Are promotional lines folded?"""

    export: ExportChoice = field(default_factory=ExportChoice)


def load(root: Path) -> Desk:
    """How the desk was left; as it comes when nobody knows."""
    try:
        values = json.loads((root / ".reader" / "desk.json").read_text("utf-8"))
        return Desk(
            article=str(values["article"]),
            row=int(values["row"]),
            sort=str(values["sort"]),
            colors=str(values["colors"]),
            ground=_one_of(values.get("ground"), ("light", "dark"), ""),
            themes=tuple(str(theme) for theme in values["themes"]),
            measure=_one_of(values.get("measure"), range(NARROWEST, WIDEST + 1), 0),
            line_spacing=_one_of(values.get("line_spacing"), (1, 2), 0),
            paragraphs=_one_of(values.get("paragraphs"), PARAGRAPHS, ""),
            justify=_one_of(values.get("justify"), (False, True), None),
            hyphenate=_one_of(values.get("hyphenate"), (False, True), None),
            fold=values.get("fold") is not False,
            export=_export(values.get("export")),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return Desk()


def _export(values: object) -> ExportChoice:
    """What was exported last; where that cannot be told, nothing was."""
    if not isinstance(values, dict):
        return ExportChoice()
    words = {name: str(values.get(name, "")) for name in ("what", "theme", "query", "format", "by")}
    return ExportChoice(
        **words,
        full_text=values.get("full_text") is True,
        templates=_pairs(values.get("templates")),
        places=_pairs(values.get("places")),
        known=_words(values.get("known")),
    )


def _words(values: object) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, list) else ()


def _pairs(values: object) -> tuple[tuple[str, str], ...]:
    pairs = values if isinstance(values, list) else []
    return tuple((str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list) and len(pair) == 2)


def _one_of(value: object, known: Container[Kind], default: Default) -> Kind | Default:
    """`value` if it is one of those that are known."""
    return value if type(value) in {int, str, bool} and value in known else default  # type: ignore[return-value]


def save(root: Path, desk: Desk) -> None:
    """Remember how the desk is left; a library that cannot be written is not told so for this.

    Threads that do so at once do it one after the other.
    """
    path = root / ".reader" / "desk.json"
    temporary = path.with_name(f".{path.name}.tmp")
    with _SAVING, suppress(OSError):
        temporary.write_text(json.dumps(asdict(desk), ensure_ascii=False), "utf-8")
        temporary.replace(path)
