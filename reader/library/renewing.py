"""A newer text of an article that is in the library: taken in under its id, with what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.library.values import Severity
from reader.model.annotation import Status
from reader.sources import files as source_files
from reader.sources import front_matter
from reader.sources.decoding import decode
from reader.store import atomic, files

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.model.article import Listing
    from reader.sources.source import Source

_FATES = ((Status.MOVED, "moved"), (Status.CHANGED, "changed"), (Status.ORPHANED, "no longer in the text"))


def renew(library: Library, known: Listing, source: Source) -> str:
    """Put a newer text into an article's file, below the head that it has, and say what became of its highlights.

    What the file held is kept in the trash. Raises SourceError when the file cannot be read, or is of another kind.
    """
    path = known.article.path
    if source_files.kind_of(library.root / path) != source.kind:
        raise SourceError(
            f"The new text of {path} is written in another way ({source.kind}). Save it as the file is written, "
            "then add it again."
        )
    file = (library.root / path).resolve()  # a link stays a link
    found = atomic.read(file)
    if found is None:
        raise SourceError(f"{path} is gone from the disk. Put it back, or delete it from the list and add it anew.")
    begin = head(decode(found[0], path)[0])
    kept = files.keep_replaced(library.root, path, found[0])
    atomic.write(file, (begin + source.body).encode("utf-8", "replace"))
    for problem in library.refresh_file(path):
        if problem.path == path and problem.severity is Severity.ERROR:
            raise SourceError(problem.message)
    operation = library.operation(f"a newer text of “{known.article.title}” taken in")
    library.history.record(operation)
    return f"Its new text was taken in{fates(library, known)}. What it said before is kept in {kept}."


def head(text: str) -> str:
    """What stands above the body; its lines end as those of a body that stood below such a head do."""
    body = front_matter.parse(text).body
    return "" if body == text else text.replace("\r\n", "\n").replace("\r", "\n").removesuffix(body)


def fates(library: Library, known: Listing) -> str:
    """What became of the highlights, in words."""
    highlights = library.read(known.article.id).highlights
    told = [
        f"{count} {what}" for status, what in _FATES if (count := sum(each.status is status for each in highlights))
    ]
    if not highlights:
        return ""
    return f", {len(highlights)} highlight{'s' * (len(highlights) != 1)} kept{': ' if told else ''}{', '.join(told)}"
