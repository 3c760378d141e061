"""Notes that a person wrote into an export, taken into the library."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import StoreError
from reader.export import escape, template_values
from reader.export.vault import properties, writing
from reader.export.vault.markers import HIGHLIGHT, Found, block_id, digest, harmless, parts
from reader.export.vault.note import THEME
from reader.export.vault.record import Record
from reader.export.vault.taking import note_of
from reader.export.written import Said
from reader.store import atomic
from reader.store.operations import Change
from reader.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reader.export.noting import Noting as Maker
    from reader.library.door import Library
    from reader.model.annotation import Annotation, Highlight
    from reader.model.article import Listing

_ESCAPED = {"\\<": "<", "&lt;": "<", "\\%%": "%%"}
"""What the export writes for what would begin a tag or a comment."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A note that was changed in an exported file."""

    annotation: Annotation
    """As the library has it."""

    note: str
    """As the file has it."""

    name: str
    """Of the file."""

    version: str
    """Of the block in it: `markers.Found.version`."""

    is_changed_here: bool
    """Does the library say something else as well than when the block was written?"""


@dataclass(frozen=True, slots=True)
class Edits:
    """What was changed in exported files, inside of blocks."""

    notes: tuple[Edit, ...] = ()
    refused: tuple[Said, ...] = ()
    """Blocks of which nothing can be taken, and why."""

    @property
    def unasked(self) -> Edits:
        """Those that can be taken without asking: not where the library says something else as well."""
        refused = (
            Said(edit.name, f"{_where(edit)} was changed in the library as well: it is not taken, and stays there.")
            for edit in self.notes
            if edit.is_changed_here
        )
        return Edits(tuple(edit for edit in self.notes if not edit.is_changed_here), (*self.refused, *refused))


class TakingBack:
    """Finds what was changed in the files of a folder, and takes notes into a library."""

    def __init__(self, library: Library, make: Maker) -> None:
        self._library, self._make = library, make

    def edits(self, place: Path, highlights: Mapping[str, tuple[Listing, Highlight]], *, is_file: bool) -> Edits:
        """What was changed in the notes at `place`, a folder or one file; `highlights` are those exported, by id."""
        highlights = {block_id(identifier): known for identifier, known in highlights.items()}
        files = [place] if is_file else [place / name for name in self._files(place)]
        notes: dict[str, Edit] = {}
        refused: list[Said] = []
        for path in files:
            for block in _blocks(path):
                if block.kind != HIGHLIGHT or block.is_untouched or block.is_cut or block.id not in highlights:
                    continue
                listing, highlight = highlights[block.id]
                found = self._edit(path.name, block, listing, highlight)
                if isinstance(found, Said):
                    refused.append(found)
                elif found is not None and (first := notes.setdefault(block.id, found)).note != found.note:
                    what = f"{_where(found)} was changed in {first.name} too, in other words: this one stays there."
                    refused.append(Said(found.name, what))
        return Edits(tuple(notes.values()), tuple(refused))

    def _files(self, place: Path) -> Iterator[str]:
        if not place.is_dir():
            return
        for identifier, names in writing.look(place, Record()).items():
            if identifier.startswith(THEME) or self._library.catalogue.get(identifier) is not None:
                yield from names

    def _edit(self, name: str, block: Found, listing: Listing, highlight: Highlight) -> Edit | Said | None:
        about = template_values.article(listing, [highlight])
        value = template_values.highlight(listing.article, highlight)
        ours = digest(harmless(self._make.block(about, value).body))
        if digest(block.body) == ours:
            return None
        bare = harmless(self._make.block(about, replace(value, note="")).body)
        note = note_of(block.body, bare).note
        if note is None:
            words = " ".join(highlight.annotation.target.quote.exact.split())[:60]
            what = f"{name}: of “{words}” more was changed than the note, which cannot be taken back; it stays there."
            return Said(name, what)
        note = _as_written(clean(note), highlight.annotation.note)
        if note == highlight.annotation.note.strip():
            return None
        return Edit(highlight.annotation, note, name, block.version, is_changed_here=block.hash != ours)


class TakenBack(NamedTuple):
    """What came of taking notes back."""

    blocks: frozenset[str] = frozenset()
    """The versions of the blocks that they were written into."""

    changes: tuple[Change, ...] = ()
    """What is new in the library."""


def take(library: Library, edits: tuple[Edit, ...], place: Path) -> TakenBack:
    """Take notes into the library, all in one step of undo.

    Raises StoreError where they cannot be saved.
    """
    if not edits:
        return TakenBack()
    now = library.clock()
    changes = tuple(
        Change(
            "note",
            edit.annotation.target.article,
            edit.annotation.id,
            edit.annotation,
            replace(edit.annotation, note=edit.note, modified=max(now, edit.annotation.modified)),
        )
        for edit in edits
    )
    count = f"{len(edits):,} notes" if len(edits) > 1 else "a note"
    library.apply(library.operation(f"{count} taken back from “{place.name}”", *changes))
    for article in dict.fromkeys(edit.annotation.target.article for edit in edits):
        library.refresh_notes(library.article_of(article))
    return TakenBack(frozenset(edit.version for edit in edits), changes)


def _as_written(note: str, before: str) -> str:
    """A note from a file without what the export put there to escape, where it does so again."""
    if any(escaped in before for escaped in _ESCAPED):
        return note
    bare = note
    for escaped, words in _ESCAPED.items():
        bare = bare.replace(escaped, words)
    return bare if escape.own(bare) == escape.own(note) else note


def _where(edit: Edit) -> str:
    words = " ".join(edit.annotation.target.quote.exact.split())[:60]
    return f"{edit.name}: the note on “{words}”"


def _blocks(path: Path) -> list[Found]:
    try:
        there = atomic.read(path)
        text = there[0].decode("utf-8") if there else ""
    except (StoreError, UnicodeDecodeError):
        return []  # said when the file is to be written
    head = properties.split(text)
    return [part for part in parts(head.rest) if isinstance(part, Found)] if head else []
