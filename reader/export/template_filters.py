"""What a template can do with words: its filters; the manual is made from what is said here of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.export import dates, escape
from reader.export.front_matter import value as yaml_value
from reader.export.languages import MARKDOWN, Language, Safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Escaped = Callable[[object], object]


def quotation(words: str) -> Safe:
    """A block quotation of exactly these words."""
    return Safe(escape.quotation(str(words)) if words else "")


def note(words: str) -> Safe:
    """A person's own Markdown as one item of a list, which nothing in it leaves; HTML is shown as text."""
    return Safe(escape.note(str(words)) if str(words).strip() else "")


def own(words: str) -> Safe:
    """A person's own Markdown as it was written, with HTML shown as text."""
    return Safe(escape.own(str(words)) if str(words).strip() else "")


def link(words: str, url: str) -> Safe:
    """The words linked to an address of the web; any other address is left out."""
    return Safe(escape.link(str(words), str(url)))


def tag(name: str) -> Safe:
    """A theme as a tag that Obsidian knows: `law & order` is `law-order`, `economy/tariffs` stays nested."""
    return Safe(escape.tag(str(name)))


def yaml(value: Any) -> Safe:
    """A value for front matter: words in quotes, a list in brackets."""
    return Safe(yaml_value(value))


def date(iso: str) -> str:
    """A date as a person writes it: `14 March 2026`, as exact as it is known."""
    return dates.words(str(iso))


def year(iso: str) -> str:
    """The year of a date; empty where it is not known."""
    return str(iso)[:4]


def raw(words: str) -> Safe:
    """The words as they stand, unescaped: what they mean to other programs is up to them."""
    return Safe(words)


def properties(**values: Any) -> Safe:
    """Lines of front matter, a value each, without those that are empty."""
    return Safe("\n".join(f"{key}: {yaml_value(value)}" for key, value in values.items() if value or value == 0))


MARKDOWN_FILTERS = (quotation, note, own, link, tag, yaml)
FILTERS = (date, year, raw)
NAMES = (*(each.__name__ for each in (*FILTERS, *MARKDOWN_FILTERS)), "join", "indented", "filled")
"""The filters that are ours; Jinja2's own are there as well."""


def of(language: Language, escaped: Escaped) -> dict[str, Callable[..., Any]]:
    """The filters of templates in a language, by name, with those of Jinja2 that would escape in their own way."""

    def join(values: Iterable[object], between: str = "") -> Safe:
        """The values with something between them, each escaped."""
        return Safe(str(between).join(str(escaped(value)) for value in values))

    def filled(values: Iterable[object], between: str = " · ") -> Safe:
        """As `join`, without those that are empty."""
        return join([value for value in values if value], between)

    def indented(words: object, width: int = 2) -> Safe:
        """Every line but the first and the empty ones set in by so many spaces, at most 40."""
        lines = str(escaped(words)).split("\n")
        space = " " * max(0, min(width, 40))
        return Safe("\n".join(space + line if at and line else line for at, line in enumerate(lines)))

    def plain(function: Callable[..., str]) -> Callable[..., str]:
        return lambda words, *arguments: function(str(words), *arguments)

    ours: dict[str, Callable[..., Any]] = {each.__name__: each for each in FILTERS}
    if language is MARKDOWN:
        ours |= {each.__name__: each for each in MARKDOWN_FILTERS}
    ours |= {"join": join, "filled": filled, "indented": indented, "safe": raw}
    ours |= {"replace": plain(str.replace), "e": escaped, "escape": escaped, "forceescape": escaped}
    refused = ("center", "format", "indent", "tojson", "urlize", "wordwrap", "xmlattr", "pprint", "filesizeformat")
    return ours | dict.fromkeys(refused, _refused)


def _refused(*_: object, **__: object) -> str:
    raise ValueError(
        "this filter of Jinja2 is not for these templates; `reader templates variables` shows those that are"
    )
