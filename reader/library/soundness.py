"""Files of a library that are not what they should be: notes, themes, kept texts, histories."""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING

from reader.errors import DamagedError, StoreError
from reader.library import remembering
from reader.library.findings import Finding
from reader.library.values import Severity
from reader.store import atomic, damage, feeds, hidden, joining, operations, texts
from reader.store.shard import twice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reader.library.door import Library
    from reader.model.annotation import Annotation
    from reader.store.hidden import Hidden


DAMAGED = "It is damaged: "
"""Begins what is said of a file of notes, or of themes, that cannot be read."""


def damaged(library: Library) -> Iterator[Finding]:
    """Notes and themes that cannot be read as they are, and notes that stand in their file twice."""
    known = cache(partial(remembering.living, library))
    for name in library.notes_store.names():
        path = f"notes/{name}.json"
        try:
            count = joining.doubles(library.root, name)
        except DamagedError as error:
            yield _damaged(library, path, error, partial(library.notes_store.load, name))
        except StoreError:  # the look at the files says so
            continue
        else:
            if count:
                yield Finding(path, twice(count), "makes one of them", partial(_join_doubles, library, name))
        with suppress(StoreError):  # one that is still damaged was told above
            yield from _hidden(library, name, hidden.find(library.root, name), known)
    for path, load in (("themes.json", library.codebook.themes), (feeds.NAME, library.subscriptions.feeds)):
        try:
            load()
        except DamagedError as error:
            yield _damaged(library, path, error, load)
        except StoreError as error:
            yield Finding(path, str(error), severity=Severity.ERROR)


def _damaged(library: Library, path: str, error: DamagedError, load: Callable[[], object]) -> Finding:
    def cure() -> str:
        told: list[str] = []
        before, library.tell, library.mends = library.tell, told.append, True
        try:
            load()
        finally:
            library.tell, library.mends = before, False
        return told[-1] if told else "It is whole again: another program mended it."

    offer = "keeps it aside and saves what can be saved"
    return Finding(path, f"{DAMAGED}{error.why}.", offer, cure, Severity.ERROR)


def _hidden(
    library: Library, name: str, found: Iterable[Hidden], known: Callable[[], dict[str, dict[str, Annotation]]]
) -> Iterator[Finding]:
    @cache
    def mend() -> str:
        kept = hidden.mend(library.root, name, known().get(name, {}), library.clock())
        return f"What was broken says again what the history knows; the file as it was is kept as {kept}."

    path = f"notes/{name}.json"
    told = Counter[str]()
    for note in found:
        told[note.problem] += 1
        many = told[note.problem]
        problem = f"{note.problem} It is number {many} of these words." if many > 1 else note.problem
        if note.document["id"] in known().get(name, {}):
            yield Finding(path, problem, "mends it from the history", mend)
        else:
            advice = "The history has none to take instead: mend it in the file with an editor."
            yield Finding(path, f"{problem} {advice}")


def _join_doubles(library: Library, name: str) -> str:
    joining.join_doubles(library.root, name)
    return "Each stands there once now; wordings that differ wait for your decision."


def kept_texts(library: Library) -> Iterator[Finding]:
    """Kept texts that are not those that their names say."""
    for path in sorted((library.root / texts.FOLDER).glob("[!.]*.txt")):
        found = atomic.read(path)
        if found is not None and hashlib.sha256(found[0]).hexdigest() != path.stem:
            yield Finding(
                path.relative_to(library.root).as_posix(),
                "It is not the text that its name says, so it is not used.",
                "keeps it aside",
                partial(_set_aside, library, path, found[0]),
            )


def _set_aside(library: Library, path: Path, data: bytes) -> str:
    kept = damage.set_aside(library.root, path, data, library.clock())
    atomic.remove(path)
    listing = library.catalogue.by_hash(path.stem)
    if listing is not None:
        text = library.text_of(listing.article.id)
        if text.hash == path.stem:
            texts.keep(library.root, text.hash, text.plain)
            return f"It is kept as {kept}, and the text was kept anew."
    return f"It is kept as {kept}."


def histories(library: Library) -> Iterator[Finding]:
    """Lines of the history that cannot be read."""
    for path in sorted((library.root / "history").glob("[!.]*.jsonl")):
        found = atomic.read(path)
        lines = found[0].split(b"\n") if found else []
        broken = [number for number, line in enumerate(lines, 1) if line.strip() and operations.parse(line) is None]
        if broken:
            many = len(broken) > 1
            which = f"{len(broken)} lines, the first is line {broken[0]}," if many else f"Line {broken[0]}"
            yield Finding(
                path.relative_to(library.root).as_posix(),
                f"{which} cannot be read and {'are' if many else 'is'} passed over: undo does not know what "
                f"{'they say' if many else 'it says'}, and nothing else is lost. Take "
                f"{'them' if many else 'it'} out with an editor, or leave the file as it is.",
            )
