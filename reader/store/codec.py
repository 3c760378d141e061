"""The library's values as the documents that are kept, and back.

Reading raises ValueError with the reason when a document is not what it should be. Files may come from other hands,
so texts are made harmless in both directions.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.model.annotation import Annotation, Motivation
from reader.model.article import ArticleState
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.theme import COLORS, Theme
from reader.text.clean import clean, clean_line, disarm

if TYPE_CHECKING:
    from reader.store.jsonfile import Document

_LARGEST = 2**63 - 1
"""What the index can hold."""

_LINE = "line: "
"""How the keys of a state begin that say what a line is; each is a value of its own, so that copies merge."""

_MOTIVATIONS = {motivation.value: motivation for motivation in Motivation}


def note_document(annotation: Annotation) -> Document:
    """An annotation as it is kept; its article is the file it stands in."""
    target = annotation.target
    formerly = {"formerly": [*map(passage, annotation.formerly)]} if annotation.formerly else {}
    return {
        "id": annotation.id,
        "quote": passage(target.quote.exact),
        "prefix": passage(target.quote.prefix),
        "suffix": passage(target.quote.suffix),
        "start": target.position.start,
        "end": target.position.end,
        "occurrence": target.occurrence,
        "text_hash": target.text_hash,
        "themes": [line(theme) for theme in annotation.themes],
        "note": prose(annotation.note),
        "speaker": line(annotation.speaker),
        "color": line(annotation.color),
        "motivation": annotation.motivation.value,
        "author": line(annotation.author),
        "created": moment_text(annotation.created),
        "modified": moment_text(annotation.modified),
        **formerly,
    }


def note(document: Document, article: str) -> Annotation:
    """The annotation in a document of the notes of `article`."""
    return _plain_note(document, article) or Annotation(
        id=_identifier(document),
        target=_target(document, article),
        created=moment(_text(document, "created")),
        modified=moment(_text(document, "modified")),
        themes=_lines(document, "themes"),
        note=prose(_text(document, "note")),
        speaker=line(_text(document, "speaker")),
        color=line(_text(document, "color")),
        motivation=Motivation(document.get("motivation", Motivation.HIGHLIGHTING)),
        author=line(_text(document, "author")),
        formerly=tuple(map(passage, _texts(document, "formerly"))),
    )


def _plain_note(document: Document, article: str) -> Annotation | None:
    """The annotation in a document in which nothing needs a closer look, as in nearly all; None in another.

    An article may have thousands, and is not shown before they are read: so they are looked at as a whole.
    """
    get = document.get
    if "formerly" in document:
        return None
    passages: tuple[Any, ...] = (get("quote"), get("prefix", ""), get("suffix", ""))
    lines: tuple[Any, ...] = (get("id"), get("text_hash", ""), get("speaker", ""), get("color", ""), get("author", ""))
    written, themes, motivation = get("note", ""), get("themes", []), get("motivation", "highlighting")
    start, end, occurrence = get("start"), get("end"), get("occurrence", 0)
    try:
        names = "".join((*lines, *themes))
        words = written + "".join(passages).replace("\n", "")
        is_plain = names.isascii() and names.isprintable() and words.isprintable()
    except TypeError:
        return None
    if not is_plain or not lines[0] or type(themes) is not list:
        return None
    if type(motivation) is not str or motivation not in _MOTIVATIONS:
        return None
    if not (type(start) is type(end) is type(occurrence) is int and 0 <= start <= end <= _LARGEST >= occurrence >= 0):
        return None
    created = moment(_text(document, "created"))
    modified = _text(document, "modified")
    return Annotation(
        id=lines[0],
        target=Target(article, TextQuoteSelector(*passages), TextPositionSelector(start, end), occurrence, lines[1]),
        created=created,
        modified=created if modified == document["created"] else moment(modified),
        themes=tuple(dict.fromkeys(themes)),
        note=written,
        speaker=lines[2],
        color=lines[3],
        motivation=_MOTIVATIONS[motivation],
        author=lines[4],
    )


def state_document(state: ArticleState) -> Document:
    """An article's state as it is kept."""
    document: Document = {"read": state.read, "starred": state.starred, "position": state.position}
    return document | {"text_hash": line(state.text_hash)} if state.text_hash else document


def state(document: Document) -> ArticleState:
    """The state in a document."""
    return ArticleState(
        read=_truth(document, "read"),
        starred=_truth(document, "starred"),
        position=_number(document, "position", 0),
        text_hash=line(_text(document, "text_hash")),
    )


def line_document(key: str, said: str) -> Document:
    """What a person said that a line is, as the state of its article keeps it; nothing: it was taken back."""
    return {f"{_LINE}{line(key)}": line(said)}


def lines(state: Document) -> tuple[tuple[str, str], ...]:
    """What people said of lines, in the state of an article."""
    return tuple(
        (key.removeprefix(_LINE), said) for key, said in state.items() if key.startswith(_LINE) and type(said) is str
    )


def theme_document(theme: Theme) -> Document:
    """A theme as it is kept."""
    return {
        "name": line(theme.name),
        "color": theme.color,
        "description": prose(theme.description),
        "aliases": [line(alias) for alias in theme.aliases],
    }


def theme(document: Document) -> Theme:
    """The theme in a document; a colour that is none of the palette is shown as the first."""
    color = _text(document, "color")
    return Theme(
        name=line(_text(document, "name")),
        color=color if color in COLORS else COLORS[0],
        description=prose(_text(document, "description")),
        aliases=_lines(document, "aliases"),
    )


def moment_text(moment: datetime) -> str:
    """A moment in ISO 8601, in UTC, to the millisecond: `2026-03-14T09:30:00.000Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def moment(text: str) -> datetime:
    """The moment in an ISO 8601 text; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is no date") from error


def passage(text: str) -> str:
    """A piece of a canonical text; each code point stays in its place."""
    return text if text.isprintable() else disarm(text)


def prose(text: str) -> str:
    """Words of several lines."""
    return text if text.isprintable() else clean(text)


def line(text: str) -> str:
    """A name."""
    return text if text.isascii() and text.isprintable() else clean_line(text)


def _target(document: Document, article: str) -> Target:
    start, end = _number(document, "start"), _number(document, "end")
    if start > end:
        raise ValueError(f"it starts at {start} and ends at {end}")
    return Target(
        article=article,
        quote=TextQuoteSelector(*(passage(_text(document, key)) for key in ("quote", "prefix", "suffix"))),
        position=TextPositionSelector(start, end),
        occurrence=_number(document, "occurrence", 0),
        text_hash=line(_text(document, "text_hash")),
    )


def _text(document: Document, key: str) -> str:
    value = document.get(key, "")
    if type(value) is not str:
        raise ValueError(f"its {key} is no text")
    return value


def _number(document: Document, key: str, default: int | None = None) -> int:
    value: Any = document.get(key, default)
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise ValueError(f"its {key} is no valid number")
    return value


def _truth(document: Document, key: str) -> bool:
    value = document.get(key, False)
    if type(value) is not bool:
        raise ValueError(f"its {key} is neither true nor false")
    return value


def _lines(document: Document, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(line, _texts(document, key))))


def _texts(document: Document, key: str) -> list[str]:
    values = document.get(key, [])
    if type(values) is not list or not all(type(value) is str for value in values):
        raise ValueError(f"its {key} are no texts")
    return values


def _identifier(document: Document) -> str:
    text = _text(document, "id")
    if not text or not text.isprintable():
        raise ValueError(f"{text!r} is no id")
    return text
