"""How the desk was left: which article, which order, which colours. Private to one machine; losing it costs nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, TypeVar

from reader.settings import NARROWEST, PARAGRAPHS, WIDEST

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

Kind = TypeVar("Kind")
Default = TypeVar("Default")


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
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return Desk()


def _one_of(value: object, known: Container[Kind], default: Default) -> Kind | Default:
    """`value` if it is one of those that are known."""
    return value if type(value) in {int, str, bool} and value in known else default  # type: ignore[return-value]


def save(root: Path, desk: Desk) -> None:
    """Remember how the desk is left; a library that cannot be written is not told so for this."""
    path = root / ".reader" / "desk.json"
    temporary = path.with_name(f".{path.name}.tmp")
    with suppress(OSError):
        temporary.write_text(json.dumps(asdict(desk), ensure_ascii=False), "utf-8")
        temporary.replace(path)
