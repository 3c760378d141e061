"""The command `reader`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> int:
    """Run the command line and give the exit code."""
    # What is needed is imported here, so that an early Ctrl-C ends as quietly as a late one.
    shown = None
    try:
        from reader import snapshot  # noqa: PLC0415

        shown = snapshot.show(sys.argv[1:])
        from reader.cli import ending, output  # noqa: PLC0415
        from reader.cli.invocation import Invocation  # noqa: PLC0415

        sys.excepthook = ending.report_bug
        output.prepare()
        invocation = Invocation(shown=shown)
        code = ending.run(sys.argv[1:], invocation)
        if invocation.has_quit:
            # Everything is saved, closed and written out. A look at the files that is still under way would be waited
            # for, seconds in a large library, and what it finds is found again at the next start.
            os._exit(code)
    except KeyboardInterrupt:
        return 130
    else:
        return code
    finally:
        if shown is not None:
            shown.end()
        # Python would look for garbage once more at its end, for as long as a short command takes to run.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
