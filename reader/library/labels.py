"""What an operation is called in the history: what was done, in which article, to which passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model.annotation import Annotation

TITLE = 48
QUOTED = 40
"""Cells that a title and a passage get: enough to know them again."""


def of_lines(what: str, lines: Sequence[str], title: str) -> str:
    """What was said of lines of the article of that title: `promotional in “Night boat”: Sign up for our letter`."""
    words = f"{len(lines):,} lines" if len(lines) > 1 else fit(lines[0], QUOTED)
    return f"{what} in “{fit(title, TITLE)}”: {words}"


def of_note(what: str, annotation: Annotation, title: str) -> str:
    """What was done to one annotation in the article of that title: `highlight made in “Night boat”: You may have…`."""
    words = fit(" ".join(annotation.target.quote.exact[: 4 * QUOTED].split()), QUOTED)
    return f"{what} in “{fit(title, TITLE)}”{f': {words}' if words else ''}"
