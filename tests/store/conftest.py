from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.store import files
from reader.store.notes import Notes
from reader.store.themes import Codebook
from tests.store.samples import clock

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with nothing in it."""
    folder = tmp_path / "library"
    files.create(folder)
    return folder


@pytest.fixture
def notes(root: Path) -> Notes:
    return Notes(root, clock)


@pytest.fixture
def codebook(root: Path) -> Codebook:
    return Codebook(root)
