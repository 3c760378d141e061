"""What came in, before anything is known of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes, and what the way they came says of them."""

    data: bytes

    name: str
    """The file's name, or what to call it in a message: `harbour.html`, `standard input`, an address."""

    url: str = ""
    """Where it was fetched from, after redirects; empty for a file."""

    media_type: str = ""
    """The `Content-Type` that came along, with its parameters; empty where none did."""
