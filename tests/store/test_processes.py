"""Two programs on one library lose nothing of each other's."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from reader.store import machine
from tests.store.samples import ARTICLE, annotation

if TYPE_CHECKING:
    from pathlib import Path

    from reader.store.notes import Notes
    from reader.store.themes import Codebook

SAVES = 25
WRITER = f"""
import sys
from pathlib import Path
from reader.store.history import History, Operation
from reader.store.notes import Notes
from reader.store.themes import Codebook
from tests.store.samples import ARTICLE, NOON, annotation, clock
root, first = Path(sys.argv[1]), int(sys.argv[2])
notes, codebook, history = Notes(root, clock), Codebook(root), History(root)
print("ready", flush=True)
sys.stdin.readline()
for number in range(first, first + {SAVES}):
    notes.put(ARTICLE, [annotation(number)])
    codebook.ensure([str(number % {SAVES} // 5)])
    history.record(Operation(str(number), NOON, "Marked.", ()))
"""


def test_two_programs_that_write_at_once_lose_nothing(root: Path, notes: Notes, codebook: Codebook) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root), str(first)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in (0, SAVES)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    seen = 0
    while any(writer.poll() is None for writer in writers):
        count = len(notes.load(ARTICLE.id).annotations)
        assert count >= seen
        seen = count
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    expected = {annotation(number).id for number in range(2 * SAVES)}
    assert {note.id for note in notes.load(ARTICLE.id).annotations} == expected
    assert sorted(theme.name for theme in codebook.themes()) == ["0", "1", "2", "3", "4"]
    assert (root / "history" / f"2026-03-{machine.name(root)}.jsonl").read_bytes().count(b"\n") == 2 * SAVES
    assert not list(root.rglob("*.tmp"))
