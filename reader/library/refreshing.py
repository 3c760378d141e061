"""Bringing the catalogue up to date with the files: only what changed is read."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.errors import SourceError, StoreError
from reader.library.identity import Identities
from reader.library.placing import placed
from reader.library.values import Problem, Refreshed, Severity
from reader.model.annotation import Highlight, Status
from reader.model.article import Article, Listing
from reader.model.span import Span
from reader.sources import files
from reader.store import faults
from reader.store import stamp as stamps
from reader.store.shard import Identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reader.index.catalogue import Catalogue
    from reader.library.texts import Texts
    from reader.model.annotation import Annotation
    from reader.sources.source import Source
    from reader.store.notes import Notes
    from reader.store.shard import Shard
    from reader.store.stamp import Stamp
    from reader.text.document import Text

ATTEMPTS = 3
"""Looks at the files within which the catalogue settles: on its file, on a new one, in memory."""

BATCH = 100
"""Articles in one transaction of the catalogue: between two, the list can be read."""


def _stated(annotation: Annotation) -> Span:
    """Where an annotation says that it is."""
    position = annotation.target.position
    return Span(position.start, max(position.start, position.end))


def taken(path: str, named: str, identifier: str) -> Problem:
    """What is wrong with an article whose id another one has."""
    return Problem(
        path,
        f"Another article has the id {named} too; this one is kept as {identifier}. "
        "If it is the same article delete one of the two files, else give this one another id.",
        Severity.WARNING,
    )


@dataclass(slots=True)
class Refresher:
    """One look at all files of a library."""

    root: Path
    catalogue: Catalogue
    notes: Notes
    texts: Texts
    problems: list[Problem] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    """Paths of articles that were not known."""

    _identities: Identities = field(init=False)

    def __post_init__(self) -> None:
        self._identities = Identities(self._noted, self._owner, self._exists, self._lost, self._thrown)

    def _exists(self, path: str) -> bool:
        return (self.root / path).is_file()

    def _noted(self) -> Iterator[Identity]:
        """What is known of articles: by the catalogue, and by those notes whose article it does not know."""
        listed = {} if self.catalogue.is_stale else self.catalogue.paths()
        yield from (Identity(identifier, path) for identifier, path in listed.items())
        yield from self.notes.metas(name for name in self.notes.names() if name not in listed)

    def _lost(self, url: str, text_hash: str) -> Iterator[str]:
        """The ids of articles in the catalogue whose file is gone, with an address or a text."""
        for found in (self.catalogue.by_url(url) if url else None, self.catalogue.by_hash(text_hash)):
            if found is not None and not self._exists(found.article.path):
                yield found.article.id

    def _thrown(self) -> frozenset[str]:
        from reader.store import trash  # noqa: PLC0415 - most looks at the files find nothing new

        return trash.ids(self.root)

    def _owner(self, identifier: str) -> str | None:
        listing = self.catalogue.get(identifier)
        return listing.article.path if listing else None

    def run(self, progress: Callable[[int, int], None] | None = None) -> Refreshed:
        """Read what changed since the last time; `progress` is told how many of how many articles are done.

        A catalogue that loses what it knew meanwhile, as on a full disk, is filled again from all files.
        """
        for _ in range(ATTEMPTS):
            losses = self.catalogue.losses
            refreshed = self._read(progress)
            if losses == self.catalogue.losses:
                self.catalogue.be_fresh()
                break
        return refreshed

    def _read(self, progress: Callable[[int, int], None] | None) -> Refreshed:
        known = self.catalogue.stamps()
        seen = self._seen()
        changed = [path for path, stamp in seen.items() if known.get(path) != stamp]
        removed = [path for path in known if path not in seen]
        done = 0
        for start in range(0, len(changed), BATCH):
            with self.catalogue.batch():
                for path in changed[start : start + BATCH]:
                    self.take(path, seen[path])
                    done += 1
                    if progress is not None:
                        progress(done, len(changed))
        with self.catalogue.batch():
            for path in removed:
                self.catalogue.remove(path)
        notes = self._take_notes()
        added = sum(path not in known for path in changed)
        problems = tuple(dict.fromkeys(self.problems))
        return Refreshed(added, len(changed) - added, len(removed), problems, notes=notes)

    def take_file(self, path: str) -> list[Problem]:
        """Read one file now; what is wrong with it."""
        stamp = stamps.of(self.root / path)
        if stamp is not None:
            with self.catalogue.batch():
                self.take(path, stamp)
        return self.problems

    def _seen(self) -> dict[str, Stamp]:
        """Every article's file, relative to the library, with its stamp."""
        seen: dict[str, Stamp] = {}
        folder = self.root / "articles"
        if not folder.is_dir():
            raise faults.gone(self.root)

        def trouble(message: str) -> None:
            self.problems.append(Problem("articles", message))

        for path in files.discover(folder, trouble, self.tell_copy):
            stamp = stamps.of(path)
            if stamp is not None:
                seen[path.relative_to(self.root).as_posix()] = stamp
        return seen

    def tell_copy(self, path: Path, original: str) -> None:
        """A second version of an article is no article of its own; which text is right is for a person to say."""
        self.problems.append(
            Problem(
                path.relative_to(self.root).as_posix(),
                f"It is a second version of {original}, left by a program that synchronises folders. "
                "Take over what you want of it, then delete it; to keep it as an article of its own, rename it.",
                Severity.WARNING,
            )
        )

    def take(self, path: str, stamp: Stamp) -> None:
        """Put the article in a file into the catalogue, with the notes on it."""
        try:
            source, text = self.texts.read(path)
        except SourceError as error:
            self.problems.append(Problem(path, str(error)))
            return
        self.problems.extend(Problem(path, problem, Severity.WARNING) for problem in source.problems)
        article = self.article(path, source, text)
        old = self.catalogue.by_path(path)
        base = old if old is not None and old.article.id == article.id else Listing(article)
        if old is None:
            self.arrived.append(path)
        self.catalogue.put(replace(base, article=article), stamp, text.plain)
        if self.notes.stamp(article.id) is not None:
            self.take_notes(article, text)

    def article(self, path: str, source: Source, text: Text) -> Article:
        """What is known of the article in a file."""
        from reader.sources import inference  # noqa: PLC0415 - most looks at the files find nothing new

        facts = source.metadata
        old = self.catalogue.by_path(path)
        named = facts.id or (old.article.id if old is not None else "")
        identifier = self._identities.of(path, named=named, url=facts.url, text_hash=text.hash)
        if facts.id and facts.id != identifier:
            self.problems.append(taken(path, facts.id, identifier))
        return Article(
            id=identifier,
            path=path,
            title=inference.infer_title(source, text),
            author=facts.author,
            source=facts.source,
            url=facts.url,
            published=inference.infer_published(source, self.root / path),
            added=facts.added or (old.article.added if old is not None else ""),
            language=facts.language,
            words=text.words,
            text_hash=text.hash,
        )

    # ---- notes

    def _take_notes(self) -> int:
        """Put the notes that changed into the catalogue; how many files."""
        known = self.catalogue.note_stamps()
        seen = self.notes.stamps()
        changed = [name for name, stamp in seen.items() if known.get(name) != stamp]
        gone = [name for name in known if name not in seen]
        with self.catalogue.batch():
            for name in changed:
                self.take_notes_of(name)
            for name in gone:
                self.catalogue.remove_notes(name)
        return len(changed) + len(gone)

    def take_notes_of(self, name: str) -> None:
        """Put a notes file into the catalogue, also one whose article is gone; or take out what it held."""
        listing = self.catalogue.get(name)
        if self.notes.stamp(name) is None:
            self.catalogue.remove_notes(name)
        elif listing is None:
            self._take_stray(name)
        else:
            self.take_notes(listing.article, None)

    def _take_stray(self, name: str) -> None:
        """Put notes into the catalogue whose article is gone; of one in the trash nothing is shown."""
        if name in self._thrown():
            return
        shard = self._load(name)
        if shard is not None and shard.stamp is not None:
            highlights = tuple(Highlight(annotation, None, Status.ORPHANED) for annotation in shard.annotations)
            self.catalogue.put_notes(name, shard.stamp, shard.state, highlights)

    def _load(self, name: str) -> Shard | None:
        """The notes on one article; None when they cannot be read, which is a problem."""
        try:
            return self.notes.load(name)
        except StoreError as error:
            self.problems.append(Problem(f"notes/{name}.json", str(error)))
            return None

    def take_notes(self, article: Article, text: Text | None) -> None:
        """Put the notes on one article into the catalogue; its text is read only if they were made on another."""
        shard = self._load(article.id)
        if shard is None:
            return
        if self.notes.is_marked(article.id):
            with suppress(StoreError):
                shard = self.notes.follow(article).shard
                message = f"git could not merge the notes on “{article.title}”: they were merged, both sides are kept."
                self.problems.append(Problem(f"notes/{article.id}.json", message, Severity.WARNING))
        if shard.article.path not in ("", article.path):
            # Only so are the notes known by their new place when the index is gone or the old name is used again. A
            # library that cannot be written stays as it is.
            with suppress(StoreError):
                shard = self.notes.follow(article).shard
        highlights = self.place(article, shard.annotations, text)
        if shard.stamp is not None:
            self.catalogue.put_notes(article.id, shard.stamp, shard.state, highlights)
        if shard.lines:
            self._count(article, shard, text)

    def _count(self, article: Article, shard: Shard, text: Text | None) -> None:
        """Count the words of an article of which a person said that lines are none of its own, or are."""
        from reader.text import promotional  # noqa: PLC0415 - few people ever say so

        with suppress(SourceError):  # of what cannot be read nothing is counted
            text = self.texts.read(article.path)[1] if text is None else text
            words = text.words_without(promotional.decided(text, dict(shard.lines)))
            self.catalogue.put_words(article.id, words)

    def place(self, article: Article, annotations: Sequence[Annotation], text: Text | None) -> tuple[Highlight, ...]:
        """Annotations with what became of them; those made on the text as it is stand where they stood."""
        if text is None and all(a.target.text_hash == article.text_hash for a in annotations):
            return tuple(Highlight(a, _stated(a), Status.ANCHORED) for a in annotations)
        if text is None:
            try:
                _, text = self.texts.read(article.path)
            except SourceError:
                return tuple(Highlight(a, None, Status.ORPHANED) for a in annotations)
        return placed(text, annotations, self.texts.kept)
