"""Who only reads does not pay for TinyDB."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.store.samples import ARTICLE, annotation

if TYPE_CHECKING:
    from pathlib import Path

    from reader.store.notes import Notes

SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reader.store import atomic, files, history, stamp, texts, themes
from reader.store.notes import Notes
root = Path(sys.argv[1])
assert len(Notes(root, lambda: datetime.now(UTC)).load("harbour").annotations) == 1
assert themes.Codebook(root).themes() == ()
assert history.History(root).operations() == ()
assert not {"tinydb", "filelock"} & set(sys.modules), sorted(sys.modules)
"""


def test_reading_loads_neither_tinydb_nor_filelock(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [annotation(1)])
    subprocess.run([sys.executable, "-c", SCRIPT, str(root)], check=True, timeout=30)


def test_files_and_stamps_need_nothing_but_the_standard_library() -> None:
    script = """
import sys
from reader.store import atomic, files, stamp
ours = {name for name in sys.modules if name.partition(".")[0] == "reader"}
assert ours == {"reader", "reader.errors", "reader.store", "reader.store.atomic", "reader.store.faults",
                "reader.store.files", "reader.store.names", "reader.store.stamp"}, ours
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=30)
