"""Everything that can go wrong and that a person can act on.

ReaderError
├── UsageError       the command or the query was wrong
│   └── QueryError   ... and this is the place in the query
├── NotFoundError    no such article, note or theme (or more than one)
├── SourceError      a file, folder or address cannot be taken in
│   └── FetchError   ... because it could not be fetched
├── ExportError      notes cannot be written where they were asked for
│   └── TemplateError ... because a template is wrong: its file, the line, and what is unknown there
│       └── NoTemplateError ... or is not there, which is a NotFoundError too
└── StoreError       the library cannot be read or written
    ├── DamagedError ... because a file of it is not what it should be
    └── ChangedSinceError ... because what is to be undone is not what it was

Each message is one or two sentences: what happened, why, what to do. A bug is none of these: it is never caught.
"""

from __future__ import annotations


class ReaderError(Exception):
    """Something that a person can act on."""


class UsageError(ReaderError):
    """The command was wrong."""


class QueryError(UsageError):
    """A query was wrong at `position`, a code point of the query."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class NotFoundError(ReaderError):
    """No such article, note or theme, or more than one."""


class SourceError(ReaderError):
    """A file, folder or address cannot be taken in."""


class FetchError(SourceError):
    """An address could not be fetched.

    `kind` says why, for those who decide what to do: `offline`, `name` (no such host), `refused`, `timeout`, `tls`,
    `status`, `size`, `private`, `scheme`, `redirects`, `broken` (what came is no HTTP), `cancelled`.
    """

    def __init__(self, message: str, kind: str, status: int = 0, retry_after: int = 0) -> None:
        super().__init__(message)
        self.kind, self.status = kind, status
        self.retry_after = retry_after
        """Seconds that the server asks to wait; 0: it does not say."""


class ExportError(ReaderError):
    """Notes cannot be written where they were asked for."""


class TemplateError(ExportError):
    """A template is wrong; the message names its file, the line and what is unknown there."""


class NoTemplateError(TemplateError, NotFoundError):
    """There is no template of that name."""


class StoreError(ReaderError):
    """The library cannot be read or written."""


class DamagedError(StoreError):
    """A file of the library is not what it should be; it is left as it is. `why` is the reason alone."""

    def __init__(self, message: str, why: str = "") -> None:
        super().__init__(message)
        self.why = why


class ChangedSinceError(StoreError):
    """What is to be undone was changed since by somebody else; it is left as it is."""


def reason_behind(error: Exception) -> str:
    """The operating system's own words for what `error` was raised from, or is; else what it says itself.

    For where what the store advises, which is about the library, does not hold.
    """
    cause = error if isinstance(error, OSError) else error.__cause__
    return reason(cause) if isinstance(cause, OSError) else str(error)


def reason(error: OSError) -> str:
    """The operating system's own words for `error`, without number and path."""
    return error.strerror or str(error) or type(error).__name__
