"""What the list needs to be shown, and what is loaded only then."""

from __future__ import annotations

import subprocess
import sys

LATER = (
    "reader.session",
    "reader.text.anchoring",
    "reader.text.layout",
    "reader.text.motions",
    "reader.tui.panes.reader",
    "reader.tui.dialogs.theme_prompt",
    "reader.library.changing",
    "reader.store.notes",
    "markdown_it",
    "pygments",
    "tinydb",
    "yaml",
)


def test_what_reading_needs_is_not_loaded_before_the_list_is_seen() -> None:
    script = "import sys, reader.tui.app, reader.library, reader.index.catalogue; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert sorted(set(LATER) & set(shown.stdout.split())) == []
