"""Exported files that are replaced as a whole, one after the other, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import ExportError, StoreError
from reader.export import whole
from reader.export.whole import Outcome
from reader.export.written import Said, Written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.export.receipts import Receipts
    from reader.export.request import Document

_EDITED = "is no export or has been edited, and is left as it is. Choose another name, or move it away."


class WholeFiles:
    """Writes files of one export."""

    def __init__(
        self, receipts: Receipts, keep: Callable[[Path, bytes], None], *, replace: bool, dry_run: bool
    ) -> None:
        """`keep` puts by what a file was; `replace` says whether what is no export, or was edited, may go."""
        self._receipts, self._keep = receipts, keep
        self._replace, self._dry_run = replace, dry_run

    def write(self, path: Path, document: Document, *, is_alone: bool) -> Written:
        """Write one; raises ExportError where it is the only one and cannot be written."""
        name = path.name
        try:
            outcome = whole.write(
                path, document.chunks, self._receipts, self._keep, replace=self._replace, dry_run=self._dry_run
            )
        except ExportError as error:
            if is_alone:
                raise
            return Written(left=(Said(name, str(error)),))
        match outcome:
            case Outcome.NEW:
                return Written(new=(name,))
            case Outcome.UPDATED:
                return Written(updated=(name,))
            case Outcome.UNCHANGED:
                return Written(unchanged=(name,))
            case Outcome.LEFT:
                return Written(left=(Said(name, f"{name} {_EDITED}"),))

    def remember(self) -> Written:
        """Take down what was written; what is to be said where that cannot be."""
        try:
            self._receipts.save()
        except StoreError as error:
            what = f"What was written could not be taken down, and will be left as it is the next time: {error}"
            return Written(notices=(Said("", what),))
        return Written()
