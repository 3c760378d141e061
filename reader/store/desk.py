"""How the desk was left: which article, which order, which colours. Private to one machine; losing it costs nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


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

    themes: tuple[str, ...] = ()
    """The themes that were given last."""


def load(root: Path) -> Desk:
    """How the desk was left; as it comes when nobody knows."""
    try:
        values = json.loads((root / ".reader" / "desk.json").read_text("utf-8"))
        return Desk(
            article=str(values["article"]),
            row=int(values["row"]),
            sort=str(values["sort"]),
            colors=str(values["colors"]),
            themes=tuple(str(theme) for theme in values["themes"]),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return Desk()


def save(root: Path, desk: Desk) -> None:
    """Remember how the desk is left; a library that cannot be written is not told so for this."""
    path = root / ".reader" / "desk.json"
    temporary = path.with_name(f".{path.name}.tmp")
    with suppress(OSError):
        temporary.write_text(json.dumps(asdict(desk), ensure_ascii=False), "utf-8")
        temporary.replace(path)
