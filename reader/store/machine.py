"""The name of this machine in a library that several share: made once, kept with what is private to it."""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache
from typing import TYPE_CHECKING

from reader.store import atomic

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{8}")


@cache
def name(root: Path) -> str:
    """Eight hexadecimal digits for this machine and the library at `root`."""
    import platform  # noqa: PLC0415 - only where something is recorded

    # A sync program may carry `.reader` to another machine: there its host has another name.
    host = hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]
    path = root / ".reader" / f"machine-{host}"
    if not path.exists():
        atomic.create(path, f"{os.urandom(4).hex()}\n".encode())
    found = atomic.read(path)
    known = found[0].decode("ascii", "replace").strip() if found else ""
    return known if _NAME.fullmatch(known) else host
