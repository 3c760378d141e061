"""Where the library and the configuration live when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from reader.errors import UsageError

APPLICATION = "reader-tui"
"""The folder's name in the platform's data and configuration folders (PyPI's `reader` is another program)."""


def default_library() -> Path:
    """`READER_LIBRARY`, else the platform's data folder."""
    if given := os.environ.get("READER_LIBRARY"):
        return expanded(given)
    from platformdirs import user_data_path  # noqa: PLC0415 - only when nobody named a library

    return user_data_path(APPLICATION, appauthor=False) / "library"


def default_config() -> Path:
    """`READER_CONFIG`, else `reader.toml` in the platform's configuration folder."""
    if given := os.environ.get("READER_CONFIG"):
        return expanded(given)
    from platformdirs import user_config_path  # noqa: PLC0415 - only when nobody named a file

    return user_config_path(APPLICATION, appauthor=False) / "reader.toml"


def expanded(path: str | Path) -> Path:
    """The path, with a `~` at its beginning replaced; raises UsageError where that is nobody's home."""
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise UsageError(f"{path}: that is the home folder of nobody here. Write the whole name.") from error


def sample_articles() -> Path:
    """The folder of sample articles, in the installed package or in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "articles"
    return installed if installed.is_dir() else package.parent / "articles"
