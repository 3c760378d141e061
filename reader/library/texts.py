"""From an article's file to its text, through the cache of compiled texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.store import texts
from reader.store.compiled import Compiled

if TYPE_CHECKING:
    from pathlib import Path

    from reader.sources.source import Source
    from reader.text.document import Text


class Texts:
    """The texts of one library's articles."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._compiled = Compiled(root)
        self._last: tuple[str, str, Text] | None = None
        """What was compiled last: who takes an article in compiles it, writes its file, and reads that."""

    def read(self, path: str) -> tuple[Source, Text]:
        """The article in the file at `path`, relative to the library; raises SourceError."""
        from reader.sources import files  # noqa: PLC0415 - a list of articles reads none

        source = files.read(self._root / path)
        return source, self.compile(source)

    def kept(self, text_hash: str) -> str | None:
        """The canonical text of a hash, that highlights were made on; None when it was not kept or is damaged."""
        try:
            return texts.kept(self._root, text_hash)
        except (StoreError, ValueError):  # a note that was written by hand may name anything
            return None

    def compile(self, source: Source) -> Text:
        """The text of a source."""
        last = self._last
        if last is not None and last[0] == source.kind and last[1] == source.body:
            return last[2]
        text = self._compile(source)
        self._last = source.kind, source.body, text
        return text

    def _compile(self, source: Source) -> Text:
        from reader.text.document import Text  # noqa: PLC0415 - a list of articles compiles none

        data = source.body.encode("utf-8", "surrogatepass")
        kept = self._compiled.load(data, source.kind)
        if kept is not None:
            try:
                return Text.load(kept)
            except ValueError:  # written by another version: it is compiled anew
                pass
        from reader.text.compile import compile_text  # noqa: PLC0415 - markdown-it is needed only to parse

        text = compile_text(source.body, source.kind)
        self._compiled.keep(data, source.kind, text.dump())
        return text
