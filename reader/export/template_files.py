"""Where templates are: those that come with the program, and those of a person, which take their places."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reader.errors import NoTemplateError, TemplateError, reason
from reader.paths import expanded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.export.template_sandbox import Found
    from reader.export.templating import Template

SHIPPED = Path(__file__).with_name("templates")

_LARGEST = 1_000_000
"""Bytes of a template."""

_LONGEST_NAME = 200

_SUFFIXES = (".md", ".html", ".org", ".txt")
"""Of templates, by what they write."""

_HEAD = re.compile(r"\s*\{#-?\s*takes:\s*(?P<takes>[^#]*?)\s*(?:--|—)\s*(?P<about>[^#]*?)\s*-?#\}\n?")
_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)*")

TAKES = ("article", "theme", "articles", "highlight")
"""What a template may be about: an article, a theme with its articles, all articles, a highlight with its article."""


@dataclass(frozen=True, slots=True)
class Info:
    """What is known of a template without rendering it."""

    name: str
    """As it is asked for: `quotes`, `obsidian/block`."""

    takes: str
    """One of `TAKES`; empty for a part of others."""

    takes_all: bool
    """Is it about every article that matches, with or without highlights?"""

    about: str
    """What it is for, a sentence."""

    path: Path
    is_shipped: bool

    trouble: str = ""
    """Why it cannot be used, a sentence, as far as that is known without rendering it."""

    @property
    def suffix(self) -> str:
        """Of the files that it makes."""
        return self.path.suffix


class Templates:
    """The templates there are; `folder` holds those of a person, and need not be there."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def all(self) -> tuple[Info, ...]:
        """Every template, in the order of the names; a person's own in place of a shipped one of that name.

        One that is wrong is there as well, with its trouble.
        """
        found = {info.name: info for info in (*self._in(SHIPPED), *self._in(self.folder))}
        return tuple(found[name] for name in sorted(found))

    def info(self, name: str) -> Info:
        """What is known of the template with a name, or in a file; raises TemplateError where there is none."""
        return _info(self._named(name), self._path(name))

    def get(self, name: str) -> Template:
        """The template with a name, or in a file; raises TemplateError where there is none, or it is wrong."""
        from reader.export.languages import BY_SUFFIX, PLAIN  # noqa: PLC0415 - only where something is rendered
        from reader.export.template_values import NAMES  # noqa: PLC0415
        from reader.export.templating import Template  # noqa: PLC0415

        path = self._path(name)
        found = _read(path, self._told(path))
        return Template(found, self._load, BY_SUFFIX.get(path.suffix, PLAIN), NAMES)

    def source(self, name: str) -> str:
        """The text of a template; raises TemplateError."""
        path = self._path(name)
        return _read(path, self._told(path)).source

    def copy(self, name: str) -> Path:
        """Put a shipped template into a person's own folder; raises TemplateError where there is one already."""
        if self.folder is None:
            raise TemplateError("There is no folder for templates of your own.")
        from reader.store import atomic  # noqa: PLC0415 - only where one is written

        path = self._path(name)
        target = self.folder / path.relative_to(SHIPPED) if path.is_relative_to(SHIPPED) else path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TemplateError(f"{target.parent} cannot be made: {reason(error)}.") from error
        if not atomic.create(target, path.read_bytes()):
            raise TemplateError(f"{target} is there already, and is left as it is. Edit it, or move it away.")
        return target

    def digest(self, name: str = "") -> str:
        """Another one whenever a template is another one, also the one with a name, or in a file."""
        named = [self._path(name)] if name else []
        folders = [folder for folder in (SHIPPED, self.folder) if folder is not None and folder.is_dir()]
        stamps = []
        for path in (*named, *(path for folder in folders for path in sorted(folder.rglob("*")))):
            # A link to nothing, as an editor's lock is, makes no template.
            with suppress(OSError):
                status = path.stat()
                stamps.append(f"{path}:{status.st_mtime_ns}:{status.st_size}")
        return hashlib.sha256("\n".join(stamps).encode("utf-8", "surrogatepass")).hexdigest()

    def _load(self, name: str) -> Found:
        path = self._path(name, is_file_allowed=False)
        return _read(path, self._told(path))

    def _in(self, folder: Path | None) -> Iterator[Info]:
        if folder is None or not folder.is_dir():
            return
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                name = path.relative_to(folder).with_suffix("").as_posix()
                try:
                    yield _info(name, path)
                except TemplateError as error:
                    yield Info(name, "", takes_all=False, about="", path=path, is_shipped=False, trouble=str(error))

    @property
    def has_own(self) -> bool:
        """Are there templates of a person's own?"""
        return next(self._in(self.folder), None) is not None

    def _path(self, name: str, *, is_file_allowed: bool = True) -> Path:
        """The file of a template."""
        if len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) and ".." not in PurePosixPath(name).parts:
            for folder in (self.folder, SHIPPED):
                for suffix in ("", *_SUFFIXES):
                    if folder is not None and (path := folder / f"{name}{suffix}").is_file():
                        return path
        if is_file_allowed and (found := _file(name)) is not None:
            return found
        from difflib import get_close_matches  # noqa: PLC0415 - only for a slip

        close = get_close_matches(name, [info.name for info in self.all()], 1)
        advice = f"Did you mean `{close[0]}`?" if close else "`reader templates` shows what there is."
        raise NoTemplateError(f"There is no template {name!r}, nor a file of that name. {advice}")

    def _named(self, name: str) -> str:
        return name.removesuffix(Path(name).suffix) if Path(name).suffix in _SUFFIXES else name

    def _told(self, path: Path) -> str:
        """How a template's file is called in a message."""
        return path.relative_to(SHIPPED).as_posix() if path.is_relative_to(SHIPPED) else str(path)


def _file(name: str) -> Path | None:
    """The file of a name, where there is one."""
    try:
        path = expanded(name)
        return path if path.is_file() else None
    except (OSError, ValueError):
        # No name of a file.
        return None


def _info(name: str, path: Path) -> Info:
    head = _HEAD.match(_read(path, str(path)).source)
    takes, _, more = (head["takes"] if head else "").partition(",")
    takes = takes.strip()
    if takes and takes not in TAKES:
        raise TemplateError(f"{path}, line 1: a template takes {', '.join(TAKES)}, and not `{takes}`.")
    about = head["about"] if head else ""
    return Info(name, takes, more.strip() == "all", about, path, path.is_relative_to(SHIPPED))


def _read(path: Path, told: str) -> Found:
    from reader.export.template_sandbox import Found  # noqa: PLC0415 - only where something is rendered

    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise TemplateError(f"{told} cannot be read: {reason(error)}.") from error
    if len(data) > _LARGEST:
        raise TemplateError(f"{told} is larger than {_LARGEST:,} bytes, which no template is.")
    try:
        return Found(data.decode("utf-8-sig").replace("\r\n", "\n"), told)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TemplateError(f"{told}, line {line}: it is not UTF-8. Save it as UTF-8.") from error
