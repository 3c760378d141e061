"""The export screen's work: looking what would become of the files, and writing them; all of it in threads."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from reader.errors import ExportError, ReaderError
from reader.export.formats import BY_NAME, Makes
from reader.export.written import Said, Written
from reader.tui.dialogs.dialog import Dialog
from reader.tui.export.sample import BYTE_ORDER_MARK, Sample, Stopped, take

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.export.request import Request
    from reader.export.template_files import Info
    from reader.library import Library
    from reader.library.exporting import Exporting
    from reader.library.taking_back import Edits
    from reader.library.values import Problem
    from reader.tui.saver import Saver

TOLD = 0.1
"""Seconds between two reports on how far it is."""

PAUSE = 0.0005
"""Seconds that the work rests after each file: without a pause the keys would have to ask for their turn."""

LONGEST = 4_000_000
"""Code points that are copied to the clipboard at most."""


class LookingScreen(Dialog[None]):
    """The part of the export screen that works; one look at a time, and only the last one counts."""

    @dataclass
    class TemplatesKnown(Message):
        """The templates were looked for."""

        templates: tuple[Info, ...]
        error: ReaderError | None = None

    @dataclass
    class Sampled(Message):
        """The first files are made."""

        version: int
        samples: tuple[Sample, ...]

    @dataclass
    class Looked(Message):
        """It is known what would become of the files, or why that cannot be known."""

        version: int
        written: Written | None
        """None: nowhere, or not any more."""

        edits: Edits | None = None
        """What a person changed in the files; None where that is not known."""

        error: ReaderError | None = None

    @dataclass
    class Told(Message):
        """So many of so many are done."""

        done: int
        total: int
        """0: articles are gathered, and nobody knows how many there are."""

        def can_replace(self, message: Message) -> bool:
            """Only the last one counts."""
            return isinstance(message, type(self))

    @dataclass
    class Wrote(Message):
        """The files are written, or it is known why not."""

        written: Written
        error: ReaderError | None = None

    @dataclass
    class Gathered(Message):
        """What goes to the clipboard is there."""

        text: str

    library: Library
    saver: Saver
    version = 0
    """Grows with every change of what is chosen."""

    is_looking = is_writing = is_stopped = False
    is_wanted = False
    """Was a look asked for that could not begin?"""

    taken: frozenset[str] = frozenset()
    """Versions of blocks whose notes were taken back from the files, which may have the library's words again."""

    @work(thread=True, group="look")
    def find_templates(self) -> None:
        """Look which templates there are."""
        try:
            self.post_message(self.TemplatesKnown(self.library.exporting.templates.all()))
        except ReaderError as error:
            self.post_message(self.TemplatesKnown((), error))

    def request(self) -> Request:
        """What is chosen."""
        raise NotImplementedError

    # ---- looking

    def look(self) -> None:
        """See what would become of what is chosen now; while another look is on its way, after that."""
        self.is_wanted = self.is_looking or self.is_writing
        if not self.is_wanted:
            self.is_looking = True
            self._look(self.version, self.request(), self.taken)

    def look_anew(self) -> None:
        """What is chosen is another: what was looked for is not wanted any more."""
        self.version += 1
        self.look()

    @work(thread=True, group="look")
    def _look(self, version: int, wanted: Request, taken: frozenset[str]) -> None:
        def is_stopped() -> bool:
            return self.version != version

        try:
            self._look_at(version, wanted, taken, is_stopped)
        except Stopped:
            self.post_message(self.Looked(version, None))
        except ReaderError as error:
            self.post_message(self.Looked(version, None, error=error))

    def _look_at(self, version: int, wanted: Request, taken: frozenset[str], is_stopped: Callable[[], bool]) -> None:
        exporting = self._gathering(is_stopped)
        problems: list[Problem] = []
        if not self.saver.is_idle:
            self.saver.finish()
        if next(exporting.material(wanted, problems.append).articles(), None) is None:
            self.post_message(self.Sampled(version, ()))
            self.post_message(self.Looked(version, _told(problems)))
            return
        self._take_samples(exporting, version, wanted, is_stopped)
        written, edits = Written(), None
        if wanted.place is not None:
            progress = self._progress(is_stopped)
            written = exporting.write(
                wanted, problems.append, taken=taken, progress=progress, cancelled=is_stopped, dry_run=True
            )
            if written.updated or written.unchanged or written.notices:
                edits = exporting.edits(wanted, lambda _: None)
            written += _bare(exporting, wanted)
        self.post_message(self.Looked(version, written + _told(problems), edits=edits))

    def _take_samples(
        self, exporting: Exporting, version: int, wanted: Request, is_stopped: Callable[[], bool]
    ) -> None:
        self.post_message(self.Sampled(version, take(exporting.documents(wanted, lambda _: None), is_stopped)))

    def sample(self) -> None:
        """Make the first files alone, where all of them were written before anyone had looked."""
        self._sample(self.version, self.request())

    @work(thread=True, group="look")
    def _sample(self, version: int, wanted: Request) -> None:
        def is_stopped() -> bool:
            return self.version != version

        with suppress(Stopped, ReaderError):  # what cannot be made was said when it was written
            self._take_samples(self._gathering(is_stopped), version, wanted, is_stopped)

    def _gathering(self, is_stopped: Callable[[], bool]) -> Exporting:
        """An export of its own, that ends at the next article it gathers once it `is_stopped`."""
        from reader.library.exporting import Exporting  # noqa: PLC0415 - not needed to open the screen

        found = Exporting(self.library)
        found.templates = self.library.exporting.templates
        tell, done = self._progress(is_stopped), count(1)
        found.watch = lambda: tell(next(done), 0)
        return found

    def _progress(self, is_stopped: Callable[[], bool]) -> Callable[[int, int], None]:
        last = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal last
            if is_stopped():
                raise Stopped
            if monotonic() - last > TOLD:
                last = monotonic()
                self.post_message(self.Told(done, total))
            sleep(PAUSE)

        return tell

    # ---- writing

    def begin_to_write(self, *, replacing: bool = False) -> None:
        """Write what is chosen; if `replacing`, also over what is there and is no export of ours."""
        self.is_writing, self.is_stopped, self.is_wanted = True, False, False
        self.version += 1
        wanted = replace(self.request(), replace=replacing)
        if wanted.place is None:
            self._gather(wanted)
        else:
            self._write(wanted, self.taken)

    @work(thread=True, group="export")
    def _write(self, wanted: Request, taken: frozenset[str]) -> None:
        problems: list[Problem] = []
        # Then no file is begun before everything is gathered.
        is_gathered_first = wanted.by == "theme" or BY_NAME[wanted.format].makes is Makes.COLLECTION
        try:
            self._save_first()
            exporting = self._gathering(lambda: self.is_stopped and is_gathered_first)
            bare = _bare(exporting, wanted)
            written = exporting.write(
                wanted,
                problems.append,
                taken=taken,
                progress=self._progress(lambda: False),
                cancelled=lambda: self.is_stopped,
            )
        except Stopped:
            self.post_message(self.Wrote(Written(is_whole=False)))
        except ReaderError as error:
            self.post_message(self.Wrote(_told(problems), error))
        else:
            self.post_message(self.Wrote(written + bare + _told(problems)))

    @work(thread=True, group="export")
    def _gather(self, wanted: Request) -> None:
        parts: list[str] = []
        size = 0
        try:
            self._save_first()
            for document in self._gathering(lambda: self.is_stopped).documents(wanted, lambda _: None):
                for chunk in document.chunks:
                    parts.append(chunk)
                    size += len(chunk)
                    if size > LONGEST:
                        raise ExportError("This is too much for the clipboard. Choose a folder or a file.")
                parts.append("\n")
            text = "".join(parts).removeprefix(BYTE_ORDER_MARK).rstrip("\n")
            self.post_message(self.Gathered(f"{text}\n"))
        except Stopped:
            self.post_message(self.Wrote(Written(is_whole=False)))
        except ReaderError as error:
            self.post_message(self.Wrote(Written(), error))

    def _save_first(self) -> None:
        """What was marked a moment ago is exported too."""
        if not self.saver.is_idle and not self.saver.finish():
            raise ExportError(
                f"{self.saver.outstanding} could not be saved, and would be missing. Mend that, then write again."
            )


def _bare(exporting: Exporting, wanted: Request) -> Written:
    """What is to be said of highlights without a theme."""
    bare = exporting.bare(wanted)
    have = "highlight has" if bare == 1 else "highlights have"
    what = f"{bare:,} {have} no theme, and so no place in an export by theme."
    return Written(notices=(Said("", what),)) if bare else Written()


def _told(problems: list[Problem]) -> Written:
    """What could not be read, as it is shown."""
    return Written(notices=tuple(Said(Path(problem.path).name, problem.told) for problem in problems))
