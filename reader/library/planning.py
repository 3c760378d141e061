"""What becomes of each imported note: which article it comes to, where it stands, what is here already."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import SourceError, StoreError, UsageError
from reader.library import past, stubs, uniting
from reader.library.imports import Fate, Found, Plan, Planned, PlannedArticle, Remark
from reader.library.landing import Landed, land
from reader.library.recognising import Recognising, are_same_people
from reader.sources.notes.formats import FORMATS
from reader.sources.notes.imported import folded
from reader.store.operations import Change
from reader.text import anchoring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.library.door import Library
    from reader.library.gathering import Gathered
    from reader.model.annotation import Annotation
    from reader.model.article import Article
    from reader.sources.notes.imported import Imported, ImportedArticle
    from reader.text.document import Text

    Progress = Callable[[int, int], None]


class Planning:
    """One plan in the making."""

    def __init__(self, library: Library, gathered: Gathered) -> None:
        self._library, self._gathered = library, gathered
        self._now = library.clock()
        self._texts: dict[str, str] = {}
        self._stub_changes: list[Change] = []
        self._names: dict[str, str] = {}
        self._paths: set[str] = set()
        self._planned_stubs: dict[str, list[tuple[str, str]]] = {}
        """Ids of stubs and who wrote their articles, by titles."""

    def plan(self, progress: Progress) -> Plan:
        """All of it."""
        total = sum(map(len, self._gathered.articles.values()))
        targets = self._targets()
        planned: list[PlannedArticle] = []
        done = 0
        for target in targets:
            planned.append(self._article(target))
            done += len(target.items)
            progress(done, total)
        notes = [each for article in planned for each in article.planned if each.after is not None]
        changes = [
            *self._themes(notes),
            *self._stub_changes,
            *_changes(notes),
        ]
        return Plan(
            label=_label(planned, self._gathered.formats),
            formats=tuple(self._gathered.formats),
            articles=tuple(planned),
            remarks=tuple(self._gathered.remarks),
            more_remarks=self._gathered.more,
            changes=tuple(changes),
            texts=tuple(self._texts.items()),
        )

    # ---- articles

    def _targets(self) -> list[_Target]:
        """Where each note belongs: those that came before to their articles, the others to the ones recognised."""
        recognising = Recognising(self._library)
        targets: dict[str, _Target] = {}

        def target(identifier: str, about: ImportedArticle, article: Article | None, found: Found) -> _Target:
            return targets.setdefault(identifier, _Target(identifier, about, article, found))

        imported = (item for items in self._gathered.articles.values() for item in items)
        before = past.owners(self._library, {each for item in imported for each in (item.id, *item.replaces)})
        for about, items in self._gathered.articles.items():
            fresh = []
            for item in items:
                owner = next((before[each] for each in (item.id, *item.replaces) if each in before), None)
                if owner is None:
                    fresh.append(item)
                else:
                    listing = self._library.catalogue.get(owner)
                    target(owner, about, listing.article if listing else None, Found.ID).items.append(item)
            for some in [[item] for item in fresh] if not (about.title or about.url or about.id) else [fresh]:
                if some:
                    found = recognising.find(about, [item.quote for item in some if item.quote.strip()])
                    identifier = found.article.id if found.article else self._stub_of(about)
                    target(identifier, about, found.article, found.found).items.extend(some)
        return list(targets.values())

    def _stub_of(self, about: ImportedArticle) -> str:
        """The id of the stub for an article: that of one of the same title by the same people, if one is planned."""
        identifier = stubs.identifier(about)
        if not about.id and not about.url and about.author:
            planned = self._planned_stubs.setdefault(folded(about.title), [])
            known = next((each for each, author in planned if are_same_people(author, about.author)), None)
            if known is not None:
                return known
            planned.append((identifier, about.author))
        return identifier

    def _article(self, target: _Target) -> PlannedArticle:
        """What comes to one article."""
        article, items = target.article, target.items
        if article is None and target.id in self._library.trash.ids():
            why = "Its article is in the trash: restore it, then import again."
            return self._planned(target, tuple(Planned(item, Fate.SKIPPED, why) for item in items), is_stub=True)
        try:
            shard = self._library.notes_store.load(target.id)
            words = self._library.stubs.words(article) if article is not None else None
            text = self._library.changes.text(article) if article is not None else None
        except (SourceError, StoreError) as error:
            # Notes and a text that cannot be read are left alone, and what came for them is named.
            self._gathered.remark(Remark(target.id, "", str(error), is_trouble=True))
            return self._planned(
                target, tuple(Planned(item, Fate.SKIPPED, str(error)) for item in items), is_stub=False
            )
        kept = {annotation.id: annotation for annotation in shard.annotations}
        gone = self._deleted(target.id)
        is_stub = text is None or words is not None
        if text is None and gone.issuperset(item.id for item in items):
            return self._planned(
                target, tuple(Planned(each, Fate.SKIPPED, uniting.DELETED) for each in items), is_stub=True
            )
        if text is None or is_stub:
            known = gone | kept.keys()
            coming = [item for item in items if item.id not in known and not gone & {*item.replaces}]
            text = self._stub(target, words, coming)
        spans = self._spans(text, article, shard.annotations)
        ground = _Ground(target.id, text, kept, gone, spans, is_stub)
        planned = tuple(self._notes(items, ground))
        if any(each.after is not None and each.after.target.text_hash == text.hash for each in planned):
            self._texts[text.hash] = text.plain
        return self._planned(target, planned, is_stub=is_stub)

    def _planned(self, target: _Target, planned: tuple[Planned, ...], *, is_stub: bool) -> PlannedArticle:
        title = target.article.title if target.article is not None else stubs.title(target.about)
        return PlannedArticle(target.id, title, target.found, is_stub, planned)

    def _deleted(self, article: str) -> frozenset[str]:
        """The ids of the notes on an article that a person deleted; those of an import that was undone may come."""
        ended = self._library.notes_store.ended(article)
        done = past.last(self._library.history, ended)
        return frozenset(each for each in ended if each not in done or not done[each].is_undone)

    def _spans(
        self, text: Text, article: Article | None, annotations: Sequence[Annotation]
    ) -> dict[tuple[int, int], list[str]]:
        """The ids of the passages that are marked here, by their places."""
        if article is None or not annotations:
            return {}
        from reader.library.placing import placed  # noqa: PLC0415 - most imports come to articles without notes

        found: dict[tuple[int, int], list[str]] = {}
        for highlight in placed(text, annotations, self._library.texts.kept):
            if highlight.span is not None and highlight.annotation.is_passage:
                found.setdefault((highlight.span.start, highlight.span.end), []).append(highlight.id)
        return found

    def _stub(self, target: _Target, words: stubs.Words | None, items: Iterable[Imported]) -> Text:
        """The text of a stub with what it is to hold; where that is more than it holds, it is to be written."""
        if words is None:
            added = self._now.isoformat(timespec="seconds")
            path = stubs.free_path(self._library, stubs.title(target.about), self._paths)
            self._paths.add(path)
            before, text = None, stubs.begun(target.about, target.id, added)
        else:
            before, path, text = words, words.path, words.text
        plain = stubs.compiled(self._library, text).plain
        quotes = dict.fromkeys(item.quote for item in sorted(items, key=_order) if item.quote.strip())
        new = [quote for quote in quotes if stubs.place(plain, quote) is None or before is None]
        after = stubs.extended(text, new) if new else text
        if before is None or new:
            made = stubs.value(stubs.Words(path, after))
            self._stub_changes.append(Change("text", target.id, target.id, stubs.value(before), made))
        return stubs.compiled(self._library, after)

    # ---- notes

    def _notes(self, items: Iterable[Imported], ground: _Ground) -> Iterator[Planned]:
        """What becomes of notes: of two that come to one that is here, the second finds it as the first leaves it."""
        for item in items:
            planned = self._note(item, ground)
            if planned.before is not None and planned.after is not None:
                ground.kept[planned.after.id] = planned.after
            yield planned

    def _note(self, item: Imported, ground: _Ground) -> Planned:
        kept, themes = ground.kept, self._resolved(item.themes)
        if ground.gone & {item.id, *item.replaces}:
            return Planned(item, Fate.SKIPPED, uniting.DELETED)
        if item.id in kept:
            return uniting.again(item, kept[item.id], themes, self._now)
        landed = self._land(item, ground)
        shorter = next((kept[each] for each in item.replaces if each in kept), None)
        if shorter is not None:
            is_longer = shorter.target.quote.exact != landed.target.quote.exact
            return uniting.again(item, shorter, themes, self._now, landed.target if is_longer else None)
        united = [uniting.beside(item, each, themes, self._now) for each in self._marked(item, landed, ground)]
        # Where one has all of it already, none of the others gets it.
        best = min(filter(None, united), key=lambda planned: planned.fate is not Fate.HERE, default=None)
        made = uniting.fresh(item, landed.target, themes, self._now)
        is_orphan = landed.span is None and not ground.is_stub
        why = landed.why if is_orphan else ""
        return best or Planned(item, Fate.NEW, why, None, made, is_orphan=is_orphan)

    def _marked(self, item: Imported, landed: Landed, ground: _Ground) -> Iterable[Annotation]:
        """All that marks the same passage here, or the same note on the article."""
        if landed.span is not None and item.quote:
            return [ground.kept[each] for each in ground.spans.get((landed.span.start, landed.span.end), ())]
        if landed.target.is_whole and not item.is_exact:
            notes = (each for each in ground.kept.values() if each.is_about_article)
            return [each for each in notes if each.note == item.note][:1]
        return ()

    def _land(self, item: Imported, ground: _Ground) -> Landed:
        """Where a note stands; a passage in a stub keeps what is known of its surroundings in the article itself."""
        article, text = ground.article, ground.text
        if not ground.is_stub or item.is_exact or not item.quote.strip():
            return land(text, item, article, self._library.texts.kept)
        span = stubs.place(text.plain, item.quote)
        if span is None:
            return land(text, item, article)
        target = anchoring.describe(text, span, article)
        return Landed(replace(target, quote=replace(target.quote, prefix=item.prefix, suffix=item.suffix)), span)

    # ---- themes

    def _resolved(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names of themes as the codebook has them; one that holds nothing is left out."""
        for name in names:
            if name not in self._names:
                try:
                    self._names[name] = next(iter(self._library.codebook.resolved((name,))), "")
                except UsageError:
                    self._names[name] = ""
        return tuple(dict.fromkeys(filter(None, (self._names[name] for name in names))))

    def _themes(self, notes: Iterable[Planned]) -> list[Change]:
        """The themes that come along: those of the notes, and those of a codebook that is imported."""
        told = self._gathered.themes
        used = (name for each in notes if each.after is not None for name in each.after.themes)
        missing = self._library.codebook.missing((*told, *used))
        changes = []
        for theme in missing:
            known = told.get(theme.name)
            made = theme
            if known is not None:
                color = known.color or theme.color
                made = replace(theme, color=color, description=known.description, aliases=known.aliases)
            changes.append(Change("theme", "", theme.name, None, made))
        return changes


class _Ground(NamedTuple):
    """The article that notes come to, as it is now."""

    article: str
    text: Text
    kept: dict[str, Annotation]
    """The notes on it, by id."""

    gone: frozenset[str]
    """The ids of those that were deleted here."""

    spans: dict[tuple[int, int], list[str]]
    """The ids of the passages that are marked, by their places."""

    is_stub: bool


class _Target:
    """An article, and the notes that come to it."""

    def __init__(self, identifier: str, about: ImportedArticle, article: Article | None, found: Found) -> None:
        self.id, self.about, self.article, self.found = identifier, about, article, found
        self.items: list[Imported] = []


def _changes(notes: Iterable[Planned]) -> list[Change]:
    """One change of each note: from what it is here to what all that comes to it makes of it."""
    found: dict[tuple[str, str], Change] = {}
    for each in notes:
        if each.after is not None:
            place = each.after.target.article, each.after.id
            before = found[place].before if place in found else each.before
            found[place] = Change("note", *place, before, each.after)
    return list(found.values())


def _order(item: Imported) -> tuple[bool, int]:
    """The order of the article where its offsets are known, else that of the file."""
    return item.start is None, item.start or 0


def _label(articles: Sequence[PlannedArticle], formats: Sequence[str]) -> str:
    """What was done, in words."""
    notes = sum(article.count(Fate.NEW) + article.count(Fate.MERGED) for article in articles)
    reached = Counter(article.id for article in articles for each in article.planned if each.after is not None)
    labels = ", ".join(each.label for each in FORMATS if each.name in formats)
    into = f"into {len(reached):,} article{'s' * (len(reached) != 1)}"
    return f"{notes:,} note{'s' * (notes != 1)} imported from {labels} {into}"
