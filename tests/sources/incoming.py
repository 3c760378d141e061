"""Files of the corpus, read as their format is."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.sources.raw import Raw
from tests.corpus.incoming import make

if TYPE_CHECKING:
    from reader.sources.source import Source

HERE = Path(make.__file__).parent


def raw(path: str) -> Raw:
    """A file of the corpus."""
    return Raw((HERE / path).read_bytes(), Path(path).name)


def read(path: str, **options: Any) -> list[Source]:
    """The articles in a file of the corpus."""
    return given(path, (HERE / path).read_bytes(), **options)


def given(path: str, data: bytes, **options: Any) -> list[Source]:
    """The articles in `data`, as if they were that file; its suffix is the name of the format."""
    name = Path(path).suffix.removeprefix(".").replace("eml", "mail")
    return list(importlib.import_module(f"reader.sources.{name}").read(Raw(data, Path(path).name), **options))


def one(path: str, **options: Any) -> Source:
    """The one article in a file of the corpus."""
    (source,) = read(path, **options)
    return source
