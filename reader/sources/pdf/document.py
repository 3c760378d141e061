"""A PDF as pypdf opens it: its facts and the lines of its pages, within limits of time."""

from __future__ import annotations

import io
import struct
import zlib
from time import monotonic
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources.dates import to_iso
from reader.sources.pdf.lines import Gathered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.pdf.lines import Line

SECONDS = 90.0
"""As long as the pages of one document may take; what comes after is left out, and the article says so."""

MOST = 5_000
"""Pages that are read."""

PAGE = 6_000_000
"""Bytes of what draws a page; more is a drawing, or made to take long, and is not read."""

_DAMAGE = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, NotImplementedError, OSError),
    *(EOFError, OverflowError, RecursionError, ZeroDivisionError, struct.error, zlib.error, LookupError, MemoryError),
)
"""What pypdf makes of documents that are not as they should be, beside its own errors."""


class Document:
    """A document; raises SourceError for what is none, is locked, or where pypdf is missing."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self.problems: tuple[str, ...] = ()
        self.is_broken = False
        """Could some page not be read?"""
        try:
            import pypdf  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise SourceError(
                f"{name} is a PDF, and what reads PDFs is not installed. Install it with "
                "“pip install 'reader-tui[pdf]'” (or “pipx inject reader-tui pypdf”), and add it again."
            ) from error
        self._errors = (pypdf.errors.PyPdfError, *_DAMAGE)
        try:
            self._reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            self._unlock(pypdf)
            self.count = len(self._reader.pages)
        except self._errors as error:
            raise SourceError(f"{name} is damaged: it is no PDF that can be read. Get it anew.") from error
        self.title, self.author, self.made, self.language = self._facts()

    def pages(self) -> Iterator[list[Line]]:
        """The lines of each page; one that is broken has none."""
        begun = monotonic()
        broken = []
        for number in range(min(self.count, MOST)):
            if monotonic() - begun > SECONDS:
                self._tell(f"Only the first {number:,} of {self.count:,} pages were read: it takes too long.")
                break
            gathered = Gathered(number)
            try:
                page = self._reader.pages[number]
                turned = (0,) if not page.rotation % 360 else (0, 90, 180, 270)
                contents = page.get_contents()
                if contents is not None and len(contents.get_data()) > PAGE:
                    broken.append(number + 1)
                else:
                    page.extract_text(orientations=turned, visitor_text=gathered.take)
            except self._errors:
                broken.append(number + 1)
            yield gathered.lines()
        self.is_broken = bool(broken)
        if broken:
            named = ", ".join(map(str, broken[:10])) + ("…" if len(broken) > 10 else "")
            self._tell(f"Damaged pages, or such that draw too much, of which some or all is missing: {named}.")

    def _tell(self, problem: str) -> None:
        self.problems = (*self.problems, problem)

    def _unlock(self, pypdf: Any) -> None:
        """Open a document that anybody may read, though not print or change; raises SourceError for others."""
        if not self._reader.is_encrypted:
            return
        try:
            is_open = bool(self._reader.decrypt(""))
        except pypdf.errors.DependencyError as error:
            raise SourceError(
                f"{self._name} is encrypted. To read it install “pip install cryptography”, and add it again."
            ) from error
        if not is_open:
            raise SourceError(
                f"{self._name} is protected by a password. Open it in a viewer, save it without one, and add that."
            )

    def _facts(self) -> tuple[str, str, str, str]:
        try:
            said = self._reader.metadata
            title, author = (str(value or "") for value in (said.title, said.author)) if said else ("", "")
            made = said.creation_date if said else None
        except self._errors:
            return "", "", "", ""
        try:
            root: Any = self._reader.trailer["/Root"]
            language = str(root.get("/Lang", ""))
        except self._errors:
            language = ""
        return title, author, to_iso(made.isoformat()) if made and 1980 <= made.year <= 2099 else "", language
