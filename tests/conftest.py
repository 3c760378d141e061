"""What tests of every layer share."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

settings.register_profile("suite", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
os.environ.pop("NO_COLOR", None)

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)

STORY = """\
The harbour board of Port Alder voted on Tuesday to close the old bridge.

“We answered the question we were asked,” said Tomas Reyes, the deputy officer. “It was the wrong question.”

SUBSCRIBE NOW FOR MORE NEWS FROM THE COAST

Marta Oliveira, who runs the ferry, disagreed. “The bridge carried my grandmother,” she said.
"""
"""A wire story without a headline."""

SURVEY = """\
---
title: The town that counted its empty houses
author: Marta Oliveira
source: The Harbour Review
url: https://review.example/houses
published: 2026-03-10
---
For eleven years the council told residents that *fewer than two hundred homes* stood empty.

## What the survey found

Last month a volunteer survey found 1,204.
"""
"""A Markdown article that says what it is."""


def being_written(path: Path) -> None:
    """Let a file look as if somebody were in the middle of writing it."""
    os.utime(path, (time.time() + 3600, time.time() + 3600))


def at_rest(path: Path) -> None:
    """Let a file look as if nobody had written to it for a while."""
    os.utime(path, (time.time() - 3600, time.time() - 3600))


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a second whenever it is looked at."""
    ticks = iter(range(10**6))
    return lambda: START + timedelta(seconds=next(ticks))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where a library may be made."""
    return tmp_path / "library"


@pytest.fixture
def library(root: Path, clock: Callable[[], datetime]) -> Iterator[Library]:
    """A library of two articles."""
    made = Library.open(root, clock=clock)
    (root / "articles" / "bridge.txt").write_text(STORY, "utf-8")
    (root / "articles" / "houses.md").write_text(SURVEY, "utf-8")
    made.refresh()
    yield made
    made.close()
