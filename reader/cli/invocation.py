"""One run of the command line: which library it is about, and whether all went well."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.cli import output
from reader.cli.progress import Progress
from reader.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.export.template_files import Templates
    from reader.library import Library
    from reader.library.values import Problem
    from reader.settings import Settings
    from reader.snapshot import Shown

DONE, PARTLY = 0, 1
"""Exit codes: done; done in part, or found trouble."""


@dataclass(slots=True)
class Invocation:
    """The global options, and what became of the command."""

    library_path: Path | None = None
    """The folder named with `--library`; None: that of the environment, else the default one."""

    config_path: Path | None = None
    """The file named with `--config`; None: the default one."""

    debug: bool = False
    code: int = DONE
    has_quit: bool = False
    """Was the app left by its own way out, with everything saved that could be?"""

    shown: Shown | None = None
    """The last frame, where it stands on the terminal until the app takes over."""

    _told: set[str] = field(default_factory=set)

    def trouble(self, message: str) -> None:
        """Name on standard error, once, what could not be done; the command goes on with the rest."""
        self.tell(message)
        self.code = PARTLY

    def tell(self, message: str) -> None:
        """Say on standard error, once, what a person should know."""
        if message not in self._told:
            self._told.add(message)
            output.tell(message)

    def report(self, problem: Problem) -> None:
        """Name a problem of the library; one that hides something is trouble."""
        tell = self.trouble if problem.severity == "error" else self.tell
        tell(named(problem))

    def colors(self, library: Library) -> dict[str, str]:
        """The colours of the themes by name; none where the codebook cannot be read."""
        try:
            return {use.theme.name: use.theme.color for use in library.themes()}
        except StoreError as error:
            self.trouble(str(error))
            return {}

    def settings(self) -> Settings:
        """The configuration; raises StoreError when it cannot be read."""
        from reader import settings  # noqa: PLC0415 - most commands need no settings

        return settings.load(self.settings_path())

    def settings_path(self) -> Path:
        """The file of the configuration, there or not."""
        from reader.paths import default_config  # noqa: PLC0415 - most commands need no settings

        return self.config_path or default_config()

    def templates(self) -> Templates:
        """The templates, with those that lie beside the configuration."""
        from reader.export.template_files import Templates  # noqa: PLC0415 - most commands need no templates

        return Templates(self.templates_folder)

    @property
    def templates_folder(self) -> Path:
        """Where a person's own templates are, there or not."""
        return self.settings_path().parent / "templates"

    @property
    def root(self) -> Path:
        """The library's folder, there or not."""
        from reader.paths import default_library  # noqa: PLC0415 - whoever asks for help needs no library

        return self.library_path or default_library()

    @contextmanager
    def library(
        self, *, is_for_reading: bool = False, refreshed: bool = True, makes: bool = False
    ) -> Iterator[Library]:
        """The library, open for a while, and up to date with its files where it is to be `refreshed`.

        One that is not there is made if it is the default one or the command `makes` it; a new one gets the sample
        articles if it is the default one, or made for the app `is_for_reading`.
        """
        from reader.library import Library  # noqa: PLC0415 - whoever asks for help needs no library

        root = self.root
        is_default = self.library_path is None and not os.environ.get("READER_LIBRARY")
        is_new = not os.path.isdir(root / "articles")  # noqa: PTH112 - says no where `Path` raises for a folder out of reach
        makes = makes or is_default
        is_missing = is_new and not makes
        library = Library.open(root, makes=makes)
        library.tell = self.trouble
        if is_missing:
            self.tell(f"There is no library at {root}. Check the name; `reader add FILE` makes one there.")
        try:
            if is_new and (is_default or is_for_reading):
                _add_samples(library)
            if refreshed and not is_missing:
                with Progress("Reading") as progress:
                    found = library.refresh(progress)
                for problem in found.problems:
                    self.report(problem)
            yield library
        finally:
            library.close()


def named(problem: Problem) -> str:
    """What is wrong, and with which file."""
    return problem.told


def _add_samples(library: Library) -> None:
    from reader.paths import sample_articles  # noqa: PLC0415 - only at the very first start
    from reader.store.locks import Lock  # noqa: PLC0415

    # Two first starts at the same time put the samples in once.
    with Lock(library.root / ".reader" / "locks" / "samples"):
        if library.is_empty:
            library.add_samples(sample_articles())
