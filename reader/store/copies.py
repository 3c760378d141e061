"""The names that programs which synchronise folders give to the second version of a file.

Syncthing: `x.sync-conflict-20260314-101530-ABCDEFG.json`. Dropbox: `x (Anna's conflicted copy 2026-03-14).json`, in
the language of whoever uses it. Nextcloud: `x (conflicted copy 2026-03-14 101530).json`. ownCloud, before:
`x_conflict-20260314-101530.json`. Seafile: `x (SFConflict anna@example.org 2026-03-14-10-15-30).json`.
"""

from __future__ import annotations

import re

_WORDS = "conflict|conflit|konflikt|конфликт|конфлікт|競合|冲突|衝突|충돌"
"""What those that speak of a conflict call it, as far as their words begin alike."""

_COPY = re.compile(
    rf"""(?P<stem>.+?)
    (?: \.sync-conflict-\d{{8}}-\d{{6}}(?:-[0-9A-Z]{{7}})?
      | _conflict-\d{{8}}-\d{{6}}
      | \s\((?=[^/]*?(?:{_WORDS}))[^/]*?\d{{4}}-\d{{2}}-\d{{2}}[^/]*\)
    )
    (?:\s\(\d+\))?
    (?P<suffix>\.[a-z]+)""",
    re.VERBOSE | re.IGNORECASE,
)


def original(name: str) -> str | None:
    """The name of the file that `name` is a second version of; None where it is none.

    A copy of a copy is one of the same file.
    """
    found = _COPY.fullmatch(name)
    if found is None:
        return None
    first = found["stem"] + found["suffix"]
    return original(first) or first
