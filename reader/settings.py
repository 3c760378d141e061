"""What a person set in `reader.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import StoreError, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NARROWEST, WIDEST = 40, 110
"""Limits of the measure, in characters; 66 to 76 read best (Bringhurst)."""

AUTO = "auto"
"""Colours as the terminal's ground asks for."""

SPACINGS = (1, 2)
WATCHES = (AUTO, "poll", "off")
PARAGRAPHS = ("space", "indent")
"""What tells one paragraph from the next: a blank row, or a first line that is set in."""


_TABLES = {"keys", "history"}
_PERIOD = re.compile(r"([1-9][0-9]{0,3}) (month|year)s?")


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration; what the file does not say is as here."""

    colors: str = AUTO
    """The colour theme: `auto` (`paper` where the terminal's ground is light, else `ink`), `ink`, `paper`, `sepia`,
    `contrast`, or one of Textual's. In the file: `colors = "paper"`."""

    measure: int = 72
    """Characters of a line of text, 40 to 110. In the file: `measure = 66`."""

    line_spacing: int = 1
    """2 puts a blank row below each line of the text. In the file: `line_spacing = 2`."""

    paragraphs: str = "space"
    """How paragraphs are told apart: `space` or `indent`. In the file: `paragraphs = "indent"`."""

    justify: bool = False
    """Are lines stretched to the measure? In the file: `justify = true`."""

    hyphenate: bool = False
    """Are words divided at a line's end? In the file: `hyphenate = true`."""

    history: int = 24
    """Months for which it is kept what was done, so that it can be undone; 0: for ever. In the file a table
    `[history]` with `keep = "24 months"`, `keep = "5 years"` or `keep = "all"`."""

    watch: str = AUTO
    """How changes by other programs are noticed: `auto` (the system tells, or the files are looked at where it does
    not), `poll` (the files are looked at), `off` (only what is open is looked at). In the file: `watch = "poll"`."""

    folders: tuple[str, ...] = ()
    """Folders whose files are taken in, while the app runs and by `reader fetch`; the files stay where they are. In
    the file: `folders = ["~/Downloads/articles"]`."""

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
    default = Settings()
    known = {one.name: getattr(default, one.name) for one in fields(Settings) if one.name != "problems"}
    problems = [f"reader.toml: {key!r} is not a setting" for key in values if key not in known]
    given = {key: value for key, value in values.items() if key in known and key not in _TABLES}
    for key, (is_right, what) in RULES.items():
        if key in given and not is_right(given[key]):
            problems.append(f"reader.toml: {key} is {what}")
            del given[key]
    if "folders" in given:
        given["folders"] = tuple(given["folders"])
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
    months = _months(values.get("history", {}), problems)
    return Settings(**given, history=months, keys=keys, problems=tuple(problems))


def _months(table: object, problems: list[str]) -> int:
    """For how many months history is kept."""
    kept = table.get("keep", "24 months") if isinstance(table, dict) else None
    found = _PERIOD.fullmatch(kept) if isinstance(kept, str) else None
    is_known = isinstance(table, dict) and table.keys() <= {"keep"}
    if kept == "all" or (type(kept) is int and kept == 0):
        months = 0
    elif found is not None:
        months = int(found[1]) * (12 if found[2] == "year" else 1)
    else:
        is_known, months = False, Settings().history
    if not is_known:
        problems.append('reader.toml: [history] takes keep = "24 months", "5 years" or "all"')
    return months


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_whole(folder: str) -> bool:
    """Does a folder's name say where it is, wherever the program was started?"""
    return folder.startswith("~") or Path(folder).is_absolute()


RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "colors": (lambda value: isinstance(value, str), "the name of a colour theme in quotation marks"),
    "measure": (
        lambda value: type(value) is int and NARROWEST <= value <= WIDEST,
        f"a number from {NARROWEST} to {WIDEST}",
    ),
    "line_spacing": (lambda value: type(value) is int and value in SPACINGS, "1 or 2"),
    "paragraphs": (lambda value: value in PARAGRAPHS, 'one of "space" and "indent"'),
    "justify": (_is_switch, "true or false"),
    "hyphenate": (_is_switch, "true or false"),
    "folders": (
        lambda value: isinstance(value, list) and all(isinstance(each, str) and _is_whole(each) for each in value),
        'a list of folders in quotation marks, each from its root or from ~: ["~/Downloads/articles"]',
    ),
    "watch": (lambda value: value in WATCHES, 'one of "auto", "poll" and "off"'),
}
"""By setting: what its value must be, and how that is said."""
