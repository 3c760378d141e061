"""Notes from a library of ours: every value as it was, made harmless as when it is read from a library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.model.annotation import Motivation
from reader.sources.notes import cleaning
from reader.sources.notes.imported import Imported, ImportedArticle, Unreadable
from reader.store.names import is_id
from reader.text.clean import clean, clean_line, disarm

if TYPE_CHECKING:
    from collections.abc import Mapping

_FARTHEST = 2**53
_LONGEST_ID = 200
_MOTIVATIONS = {motivation.value: motivation for motivation in Motivation}


def article(facts: Mapping[str, Any]) -> ImportedArticle:
    """An article of a library of ours."""
    known = {name: line(facts.get(name)) for name in ImportedArticle.__slots__}
    return ImportedArticle(**{**known, "id": known["id"] if is_id(known["id"]) else ""})


def annotation(about: ImportedArticle, facts: Mapping[str, Any], origin: str, where: str) -> Imported | Unreadable:
    """An annotation on an article of a library of ours."""
    identifier = cleaning.text(facts.get("id"))
    start, end, occurrence = (facts.get(name) or 0 for name in ("start", "end", "occurrence"))
    created = cleaning.moment(facts.get("created"))
    motivation = _MOTIVATIONS.get(cleaning.text(facts.get("motivation") or Motivation.HIGHLIGHTING))
    texts = {name: cleaning.text(facts.get(name)) for name in ("quote", "prefix", "suffix", "note")}
    if not identifier or not identifier.isprintable() or len(identifier) > _LONGEST_ID:
        return Unreadable(where, "It has no id.")
    if not all(type(number) is int and 0 <= number < _FARTHEST for number in (start, end, occurrence)) or start > end:
        return Unreadable(where, "Where it stands is no place in a text.")
    if created is None:
        return Unreadable(where, "It does not say when it was made.")
    if motivation is None:
        return Unreadable(where, "It is neither a highlight nor a note.")
    if any(len(words) > cleaning.MAX_WORDS for words in texts.values()):
        return Unreadable(where, "It is longer than a passage of an article.")
    formerly = facts.get("formerly")
    return Imported(
        article=about,
        quote=disarm(texts["quote"]),
        id=identifier,
        prefix=disarm(texts["prefix"]),
        suffix=disarm(texts["suffix"]),
        start=start,
        end=end,
        occurrence=occurrence,
        text_hash=line(facts.get("text_hash")),
        is_exact=True,
        note=clean(texts["note"]),
        themes=_lines(facts.get("themes")),
        speaker=line(facts.get("speaker")),
        color=line(facts.get("color")),
        motivation=motivation,
        author=line(facts.get("author")),
        formerly=tuple(disarm(cleaning.text(each)) for each in formerly) if isinstance(formerly, list) else (),
        created=created,
        modified=max(cleaning.moment(facts.get("modified")) or created, created),
        origin=origin,
        where=where,
    )


def line(value: Any) -> str:
    """A name, however long it is."""
    return clean_line(cleaning.text(value)[:100_000])


def _lines(values: Any) -> tuple[str, ...]:
    names = map(line, values if isinstance(values, list) else ())
    return tuple(dict.fromkeys(filter(None, names)))
