"""What one can choose in the export screen, and the request that comes of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from reader.export.formats import BY_NAME, FORMATS, Makes
from reader.export.request import Request
from reader.store.desk import CLIPBOARD, ExportChoice
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from reader.export.request import By
    from reader.export.template_files import Info
    from reader.model.theme import ThemeUse

HOME = "~"


class What(StrEnum):
    """What is exported; the value is remembered."""

    ARTICLE = "article"
    CHOSEN = "chosen"
    HIGHLIGHT = "highlight"
    THEME = "theme"
    QUERY = "query"
    ALL = "all"


class Field(StrEnum):
    """What is chosen; the value is the field's in an `ExportChoice`, and the name of its key in the table."""

    WHAT = "what"
    THEME = "theme"
    QUERY = "query"
    FORMAT = "format"
    BY = "by"
    TEMPLATE = "template"
    FULL_TEXT = "full_text"
    PLACE = "place"


TYPED = frozenset({Field.QUERY, Field.PLACE})
"""Fields whose value is typed; the others are chosen from what there is."""


class Option(NamedTuple):
    """One thing that can be chosen."""

    value: str
    label: str
    about: str = ""


MOST_KNOWN = 12
"""Folders and files that are remembered."""

OWN = Option("", "the format’s own")
COPY = Option(CLIPBOARD, "the clipboard", "no file is written")

FIXED = {
    Field.FORMAT: tuple(Option(each.name, each.label, each.about) for each in FORMATS),
    Field.BY: (Option("article", "article", "a file for each"), Option("theme", "theme", "a file for each")),
    Field.FULL_TEXT: (Option("", "no", "highlights only"), Option("yes", "yes", "the articles whole")),
    Field.QUERY: (Option("", "all", "every article with highlights"),),
}
"""What can be chosen in fields that are everywhere the same."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is at hand where the export was asked for."""

    article: str = ""
    """Id of the article that is open or under the cursor; empty: there is none."""

    title: str = ""
    """Its title."""

    chosen: tuple[str, ...] = ()
    """Ids of the articles that are selected."""

    highlight: str = ""
    """Id of the highlight under the caret; empty: there is none."""

    quote: str = ""
    """Its words."""

    query: str = ""
    """The list's filter."""

    themes: tuple[ThemeUse, ...] = ()

    templates: tuple[Info, ...] = ()
    """All templates that there are."""


@dataclass(frozen=True, slots=True)
class Row:
    """A field as it stands on the screen."""

    field: Field
    label: str
    value: str
    about: str = ""


def begun(last: ExportChoice, around: Around, wanted: str = "") -> ExportChoice:
    """What is chosen at first: as the last time, as far as that is at hand; what was asked for by name comes before."""
    choice = replace(last, format=last.format if last.format in BY_NAME else FORMATS[0].name)
    choice = replace(choice, query=around.query or choice.query)
    if choice.theme not in {use.theme.name for use in around.themes}:
        choice = replace(choice, theme=around.themes[0].theme.name if around.themes else "")
    there = {option.value for option in scopes(around)}
    first = What.QUERY if around.query else What.ALL
    candidates = (wanted, What.CHOSEN if around.chosen else "", last.what, first)
    return _settled(replace(choice, what=next(what for what in candidates if what in there)))


def scopes(around: Around) -> tuple[Option, ...]:
    """What can be exported here."""
    count = len(around.chosen)
    found = [
        Option(What.HIGHLIGHT, "this highlight", f"“{around.quote}”") if around.highlight else None,
        Option(What.ARTICLE, "this article", f"“{around.title}”") if around.article else None,
        Option(What.CHOSEN, f"the {count:,} selected articles" if count > 1 else "the selected article")
        if count
        else None,
        Option(What.THEME, "a theme", "in all articles") if around.themes else None,
        Option(What.QUERY, "a query", "what matches"),
        Option(What.ALL, "everything", "all that is marked"),
    ]
    return tuple(option for option in found if option is not None)


def options(field: Field, choice: ExportChoice, around: Around) -> tuple[Option, ...]:
    """What can be chosen in a field; for one that is typed, what is proposed."""
    if field is Field.WHAT:
        return scopes(around)
    if field is Field.THEME:
        return tuple(Option(use.theme.name, use.theme.name, f"{use.highlights:,} ×") for use in around.themes)
    if field is Field.TEMPLATE:
        return (OWN, *templates(choice, around))
    if field is Field.PLACE:
        return (*(Option(where, where, "as before") for where in _places(choice)), COPY)
    return FIXED[field]


def templates(choice: ExportChoice, around: Around) -> tuple[Option, ...]:
    """The templates that there are for a format and what its files are about."""
    known = BY_NAME[choice.format]
    if known.makes is Makes.COLLECTION:
        return ()
    fitting = {choice.by, "articles", *(("highlight",) if known.makes is Makes.NOTES else ())}
    return tuple(
        Option(info.name, info.name, info.about)
        for info in around.templates
        if info.suffix == known.suffix and info.takes in fitting
    )


def _template(choice: ExportChoice, around: Around) -> str:
    name = value_of(choice, Field.TEMPLATE)
    return name if any(option.value == name for option in templates(choice, around)) else ""


def _is_one_file(choice: ExportChoice, around: Around) -> bool:
    """Is there one file for everything, by its format or by its template?"""
    template = _template(choice, around)
    return BY_NAME[choice.format].makes is Makes.COLLECTION or any(
        info.name == template and info.takes == "articles" for info in around.templates
    )


def value_of(choice: ExportChoice, field: Field) -> str:
    """What is chosen in a field."""
    match field:
        case Field.TEMPLATE:
            return dict(choice.templates).get(choice.format, "")
        case Field.PLACE:
            return dict(choice.places).get(choice.format, "")
        case Field.FULL_TEXT:
            return "yes" if choice.full_text else ""
        case _:
            return str(getattr(choice, field))


def chosen(choice: ExportChoice, field: Field, value: str) -> ExportChoice:
    """The choice with another value in a field."""
    value = clean_line(value)
    if field is Field.TEMPLATE:
        return replace(choice, templates=_with(choice.templates, choice.format, value))
    if field is Field.PLACE:
        place = value if value in ("", CLIPBOARD) else shortened(Path(value))
        known = _places(choice, place)
        return replace(choice, places=_with(choice.places, choice.format, place), known=known[:MOST_KNOWN])
    if field is Field.FULL_TEXT:
        return replace(choice, full_text=bool(value))
    other: dict[str, Any] = {field.value: value}
    return _settled(replace(choice, **other))


def turned(choice: ExportChoice, field: Field, step: int, around: Around) -> ExportChoice:
    """The choice with the next value in a field, or the one before; a query is typed."""
    if field is Field.QUERY:
        return choice
    values = [option.value for option in options(field, choice, around)]
    now = value_of(choice, field)
    at = values.index(now) if now in values else -1 if step > 0 else 0
    return chosen(choice, field, values[(at + step) % len(values)])


def rows(choice: ExportChoice, around: Around) -> tuple[Row, ...]:
    """The fields that there are, as they stand on the screen."""
    known = BY_NAME[choice.format]
    found = [_row(Field.WHAT, "What", choice, around)]
    if choice.what == What.THEME:
        found.append(_row(Field.THEME, "Theme", choice, around))
    if choice.what == What.QUERY:
        found.append(Row(Field.QUERY, "Query", choice.query or "all", "" if choice.query else "/ types one"))
    found.append(_row(Field.FORMAT, "Format", choice, around))
    if not _is_one_file(choice, around):
        found.append(_row(Field.BY, "Files by", choice, around))
    if templates(choice, around):
        found.append(_row(Field.TEMPLATE, "Template", choice, around))
    if known.name == "html":
        found.append(_row(Field.FULL_TEXT, "Full text", choice, around))
    found.append(_place_row(choice))
    return tuple(found)


def request(choice: ExportChoice, around: Around) -> Request:
    """What is asked of the export."""
    known = BY_NAME[choice.format]
    place = value_of(choice, Field.PLACE)
    return Request(
        query=_query(choice),
        articles=_articles(choice, around),
        annotations=frozenset({around.highlight}) if choice.what == What.HIGHLIGHT else frozenset(),
        format=choice.format,
        by="article" if _is_one_file(choice, around) else cast("By", choice.by),
        template=_template(choice, around),
        full_text=choice.full_text and known.name == "html",
        place=None if place in ("", CLIPBOARD) else Path(place).expanduser(),
    )


def shortened(path: Path) -> str:
    """A whole path as it is shown, with `~` for one's own folder."""
    try:
        whole = path.expanduser().absolute()
    except RuntimeError:  # `~nobody`: a user who is not there
        whole = path.absolute()
    home = Path.home()
    if whole == home:
        return HOME
    return f"{HOME}/{whole.relative_to(home).as_posix()}" if whole.is_relative_to(home) else str(whole)


def _settled(choice: ExportChoice) -> ExportChoice:
    """The choice as its format allows it."""
    return choice if choice.by in ("article", "theme") else replace(choice, by="article")


def _places(choice: ExportChoice, new: str = "") -> tuple[str, ...]:
    """Folders and files that were chosen, a new one first, each once."""
    before = (*choice.known, *(where for _, where in choice.places))
    first = (new,) if new not in before else ()
    return tuple(where for where in dict.fromkeys((*first, *before)) if where not in ("", CLIPBOARD))


def _with(pairs: tuple[tuple[str, str], ...], name: str, value: str) -> tuple[tuple[str, str], ...]:
    rest = {key: kept for key, kept in pairs if key != name}
    return (*rest.items(), (name, value)) if value else tuple(rest.items())


def _row(field: Field, label: str, choice: ExportChoice, around: Around) -> Row:
    now = _template(choice, around) if field is Field.TEMPLATE else value_of(choice, field)
    option = next((each for each in options(field, choice, around) if each.value == now), Option(now, now))
    return Row(field, label, option.label, option.about)


def _place_row(choice: ExportChoice) -> Row:
    place, known = value_of(choice, Field.PLACE), BY_NAME[choice.format]
    if place == CLIPBOARD:
        return Row(Field.PLACE, "Into", "the clipboard")
    if not place:
        return Row(Field.PLACE, "Into", "not chosen yet", "i chooses")
    is_file = Path(place).suffix.lower() == known.suffix
    return Row(Field.PLACE, "Into", place, "one file" if is_file else "")


def _query(choice: ExportChoice) -> str:
    if choice.what == What.THEME:
        quoted = choice.theme.replace('"', " ")
        return f'theme:"{quoted}"'
    return choice.query if choice.what == What.QUERY else ""


def _articles(choice: ExportChoice, around: Around) -> frozenset[str]:
    match choice.what:
        case What.ARTICLE | What.HIGHLIGHT:
            return frozenset({around.article})
        case What.CHOSEN:
            return frozenset(around.chosen)
        case _:
            return frozenset()
