from __future__ import annotations

from typing import TYPE_CHECKING

from reader.export.vault.record import Record
from reader.export.vault.writing import Item, Ways, look, write
from tests.export.vault.world import TODAY, a_note

if TYPE_CHECKING:
    from pathlib import Path

    from reader.export.vault.note import Note


def export(folder: Path, note: Note, ways: Ways) -> None:
    record = Record()
    look(folder, record)
    write(folder, [Item(note.id, "Wall.md", "", lambda: note)], 1, record, ways)


def test_words_that_come_while_the_earlier_version_is_put_by_are_not_lost(tmp_path: Path) -> None:
    export(tmp_path, a_note(("a", "First")), Ways(TODAY, lambda *_: None))
    path = tmp_path / "Wall.md"
    kept: list[bytes] = []

    def keep(_: Path, data: bytes) -> None:
        kept.append(data)
        if len(kept) == 1:
            path.write_bytes(data + b"\nwritten by another program\n")

    export(tmp_path, a_note(("a", "First, changed")), Ways(TODAY, keep))
    text = path.read_text()
    assert "First, changed" in text
    assert text.endswith("\nwritten by another program\n")
    assert kept[-1].endswith(b"written by another program\n")
