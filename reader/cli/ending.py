"""How a command ends: exit codes, errors in a sentence or two, quietly when nobody reads on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from reader.cli import output
from reader.cli.invocation import DONE, Invocation
from reader.errors import NotFoundError, QueryError, ReaderError, StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

WRONG, MISSING, UNUSABLE, INTERRUPTED = 2, 3, 4, 130
"""Exit codes: wrong use; not found; the library can't be read or written; Ctrl-C."""

_TROUBLE = 1
_CODES = ((UsageError, WRONG), (NotFoundError, MISSING), (StoreError, UNUSABLE), (ReaderError, _TROUBLE))

COMPLETION = "_READER_COMPLETE"
"""The variable by which a shell asks what may follow."""


def run(arguments: Sequence[str], invocation: Invocation | None = None) -> int:
    """Do what `arguments` ask for, say on standard error what went wrong, and give the exit code.

    What becomes of it is noted in `invocation`, where one is given.
    """
    invocation = invocation or Invocation()
    try:
        code = _work(invocation, arguments)
        output.flush()
    except BrokenPipeError:
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except ReaderError as error:
        output.tell(_sentence(error))
        if invocation.debug:
            _print_traceback(error)
        return next(code for kind, code in _CODES if isinstance(error, kind))
    return code


def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of an error that nobody foresaw: Python's traceback with `--debug`, else a sentence."""
    if "--debug" in sys.argv:
        sys.__excepthook__(kind, error, trace)
    else:
        output.tell(
            f"This is a mistake in Reader: {kind.__name__}: {error}. "
            "What was saved is safe; run the command with --debug to see where it happened, and report it."
        )


def _work(invocation: Invocation, arguments: Sequence[str]) -> int:
    if arguments or COMPLETION in os.environ:
        from reader.cli.commands import invoke  # noqa: PLC0415 - the app alone starts without click

        return invoke(invocation, arguments)
    from reader.cli.app import start  # noqa: PLC0415 - only where the app is opened

    return start(invocation, ())


def _sentence(error: ReaderError) -> str:
    if isinstance(error, QueryError):
        return f"{error} (At character {error.position + 1} of the query.)"
    return str(error)


def _print_traceback(error: ReaderError) -> None:
    from traceback import format_exception  # noqa: PLC0415 - only to look for a mistake

    sys.stderr.write("".join(format_exception(error)))
