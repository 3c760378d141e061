"""What a person set in `reader.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.errors import StoreError, reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NARROWEST, WIDEST = 40, 110
"""Limits of the measure, in characters."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration; what the file does not say is as here."""

    colors: str = "ink"
    """The colour theme: `ink`, `paper`, or one of Textual's. In the file: `colors = "paper"`."""

    measure: int = 72
    """Characters of a line of text, 40 to 110. In the file: `measure = 66`."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by command: in the file a table `[keys]` with lines such as `"marking.mark" = "m"`."""

    problems: tuple[str, ...] = ()
    """What in the file cannot be used, a sentence each."""


def load(path: Path) -> Settings:
    """The settings in the file at `path`; a file that is not there sets nothing.

    Raises StoreError when it cannot be read or is not TOML.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as error:
        raise StoreError(f"The configuration {path} is not UTF-8. Mend it or move it away.") from error
    except OSError as error:
        raise StoreError(f"The configuration {path} cannot be read: {reason(error)}.") from error
    import tomllib  # noqa: PLC0415 - most people have no configuration

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StoreError(f"The configuration {path} is not valid TOML: {error}. Mend it or move it away.") from error
    return _settings(values)


def _settings(values: dict[str, Any]) -> Settings:
    problems = [f"reader.toml: {key!r} is not a setting" for key in values if key not in ("colors", "measure", "keys")]
    default = Settings()
    colors = values.get("colors", default.colors)
    if not isinstance(colors, str):
        problems.append("reader.toml: colors is the name of a colour theme in quotation marks")
        colors = default.colors
    measure = values.get("measure", default.measure)
    if not isinstance(measure, int) or not NARROWEST <= measure <= WIDEST:
        problems.append(f"reader.toml: measure is a number from {NARROWEST} to {WIDEST}")
        measure = default.measure
    table = values.get("keys", {})
    if not isinstance(table, dict):
        problems.append("reader.toml: [keys] is a table of commands and keys")
        table = {}
    keys = {name: key for name, key in table.items() if isinstance(key, str)}
    problems += [
        f'reader.toml: [keys] {name!r} takes keys in quotation marks, several with a comma: "m, x"'
        for name in table
        if name not in keys
    ]
    return Settings(colors, measure, keys, tuple(problems))
