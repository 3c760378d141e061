"""The command `reader`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line and give the exit code."""
    # What is needed is imported here, so that an early Ctrl-C ends as quietly as a late one.
    try:
        from reader.cli import ending, output  # noqa: PLC0415

        sys.excepthook = ending.report_bug
        output.prepare()
        return ending.run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    finally:
        # Python would look for garbage once more at its end, for as long as a short command takes to run.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
