"""An imported note and what is here already: what comes, what is merged, what stays as it is.

The rule. A note that came before is known by its id. Its words here stay, unless nobody touched them here or they are
the beginning of the new ones; what else changed there comes along only if that was later than the last change here. A
passage that is marked here already gets the themes, and the note where it has none; where both have a note of their
own the imported one is a highlight beside it. What was deleted here stays deleted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library.imports import Fate, Planned
from reader.model.annotation import Annotation, Motivation

if TYPE_CHECKING:
    from datetime import datetime

    from reader.model.selectors import Target
    from reader.sources.notes.imported import Imported

HERE = "It is here already."
DELETED = "It was deleted here."
BOTH_CHANGED = "Its note is another one there: the one here stays."


def fresh(item: Imported, target: Target, themes: tuple[str, ...], now: datetime) -> Annotation:
    """The annotation that an imported note becomes."""
    created = item.created or now
    motivation = item.motivation
    if not item.is_exact and target.is_whole:
        motivation = Motivation.COMMENTING
    return Annotation(
        id=item.id,
        target=target,
        created=created,
        modified=max(item.modified or created, created),
        themes=themes,
        note=item.note,
        speaker=item.speaker,
        color=item.color,
        motivation=motivation,
        author=item.author,
        formerly=item.formerly,
    )


def again(
    item: Imported, known: Annotation, themes: tuple[str, ...], now: datetime, target: Target | None = None
) -> Planned:
    """What becomes of a note that came before; `target` is where it reaches now, if it was extended there."""
    modified = item.modified or item.created
    is_later = modified is not None and modified > known.modified
    is_untouched = known.modified in {known.created, modified}
    changed, why = known, HERE
    if item.note and item.note != known.note:
        if _may_replace(item, known, is_later=is_later, is_untouched=is_untouched):
            changed = replace(changed, note=item.note)
        else:
            why = BOTH_CHANGED
    if is_later or (is_untouched and not item.is_exact):
        changed = replace(changed, themes=tuple(dict.fromkeys((*known.themes, *themes))))
    if target is not None:
        changed = replace(changed, target=target)
    if changed == known:
        return Planned(item, Fate.HERE, why, known)
    last = modified if is_later and modified is not None else max(known.modified, now)
    return Planned(item, Fate.MERGED, "It was changed there.", known, replace(changed, modified=last))


def _may_replace(item: Imported, known: Annotation, *, is_later: bool, is_untouched: bool) -> bool:
    """May the note there take the place of the one here, so that no word of its owner is lost?"""
    is_newer = is_later or not item.is_exact
    if is_untouched:
        return is_newer
    return is_later and item.note.startswith(known.note)


def beside(item: Imported, marked: Annotation, themes: tuple[str, ...], now: datetime) -> Planned | None:
    """What becomes of a passage that is marked here already; None where both have a note of their own."""
    if item.note and marked.note and item.note not in marked.note:
        return None
    united = replace(
        marked,
        themes=tuple(dict.fromkeys((*marked.themes, *themes))),
        note=marked.note or item.note,
        speaker=marked.speaker or item.speaker,
    )
    if united == marked:
        return Planned(item, Fate.HERE, "The passage is marked here already.", marked)
    why = "The passage is marked here already: it gets the themes and the note that it lacks."
    return Planned(item, Fate.MERGED, why, marked, replace(united, modified=max(now, marked.created)))
