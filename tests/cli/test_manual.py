"""The commands in the manual work as they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reader

if TYPE_CHECKING:
    from tests.cli.running import Reader

ROOT = Path(reader.__file__).parent.parent
FENCE = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def commands(page: str, heading: str) -> list[str]:
    """The lines of a page, below a heading, that run Reader."""
    text = (ROOT / page).read_text("utf-8")
    below = text[text.index(heading) + len(heading) :]
    end = re.search(r"^## ", below, re.MULTILINE)
    blocks = FENCE.findall(below[: end.start()] if end else below)
    return [line for block in blocks for line in block.splitlines() if line.startswith("reader ")]


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("README.md", "## Hand it over\n"),
        ("docs/export.md", "# Handing over\n"),
        ("docs/templates.md", "# Templates\n"),
    ],
)
def test_every_command_in_the_manual_works(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, heading: str
) -> None:
    monkeypatch.delenv("READER_LIBRARY")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.md").write_text("{# takes: article -- Mine. #}\n{{ article.title }}\n")
    made = reader("mark", "night-boat", "--quote", "hands were called for", "--theme", "housing", "--note", "Who?")
    assert made.code == 0
    found = commands(page, heading)
    assert len(found) > 4
    for command in found:
        words = [str(Path(word).expanduser()) if word.startswith("~") else word for word in shlex.split(command, True)]
        result = reader(*words[1:])
        assert (result.code, command) == (0, command), result.err
