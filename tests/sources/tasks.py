"""What the tests of worker processes ask them to do."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping


def serve(header: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    what = header["what"]
    if what == "refuse":
        raise SourceError("No story here.")
    if what == "loop":
        while True:
            time.sleep(1)
    if what == "eat":
        return {"eaten": len(bytearray(int(header["bytes"])))}
    if what == "die":
        os._exit(3)
    if what == "dive":
        return serve(header, data)
    if what == "print":
        sys.stdout.write("spoken\n" * 1000)
        sys.stdout.flush()
    if what == "write":
        with open(header["path"], "wb") as file:  # noqa: PTH123 - as a library would
            file.write(b"x")
    return {"size": len(data), "process": os.getpid()}
