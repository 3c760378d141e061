"""What a server answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Response:
    """An answer that can be used: something, or that nothing changed."""

    status: int
    """200 to 299, or 304: unchanged since `etag` or `modified`."""

    url: str
    """Where it came from, after redirects; without credentials and fragment."""

    data: bytes = b""
    """The body, decompressed; empty for 304."""

    media_type: str = ""
    """`Content-Type` with its parameters."""

    etag: str = ""
    modified: str = ""
    """Validators, each byte as the server sent it (as Latin-1); empty where it wants nothing stored."""

    moved_to: str = ""
    """Where it is for good: as far as redirects were permanent (301, 308); empty where the first was not."""

    max_age: int = 0
    """Seconds for which the answer says it is fresh; 0: it does not say."""

    retry_after: int = 0
    """Seconds after which the server wants to be asked again; 0: it does not say."""

    name: str = ""
    """The file's name, where the server gives one (`Content-Disposition`); one clean line without a path."""

    @property
    def is_unchanged(self) -> bool:
        """Did the server say that nothing is new?"""
        return self.status == 304
