"""What a template can do with words: its filters; the manual is made from what is said here of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.export import dates, escape, hypertext
from reader.export.front_matter import value as yaml_value
from reader.export.languages import HTML, MARKDOWN, Language, Safe

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


def join(values: Iterable[object], between: str = "") -> Safe:
    """The values with something between them, each escaped."""
    return Safe(str(between).join(map(str, values)))


def filled(values: Iterable[object], between: str = " · ") -> Safe:
    """As `join`, without those that are empty, as in `[speaker, source] | filled`."""
    return join(values, between)


def indented(words: str, width: int = 2) -> Safe:
    """Every line but the first and the empty ones set in by so many spaces, at most 40."""
    space = " " * max(0, min(width, 40))
    return Safe("\n".join(space + line if at and line else line for at, line in enumerate(words.split("\n"))))


def replace(words: str, old: str, new: str) -> str:
    """The words with each `old` replaced by `new`."""
    return words.replace(old, new)


def properties(**values: Any) -> Safe:
    """Lines of front matter, a value each, without those that are empty, as in `properties(title=article.title)`."""
    return Safe("\n".join(f"{key}: {yaml_value(value)}" for key, value in values.items() if value or value == 0))


def _html_quotation(words: str) -> Safe:
    paragraphs = "".join(f"<p>{hypertext.lines(part)}</p>" for part in str(words).split("\n\n"))
    return Safe(f"<blockquote>{paragraphs}</blockquote>" if words else "")


def _html_link(words: str, url: str) -> Safe:
    return Safe(hypertext.link(hypertext.escaped(str(words)), str(url)))


MARKDOWN_FILTERS = (quotation, note, own, link, tag, yaml)
"""Filters of templates that write Markdown; `quotation` and `link` are there for HTML as well."""

FILTERS = (date, year, join, filled, indented, replace, raw)
"""Filters of all templates."""

FUNCTIONS = (properties,)
"""Functions of templates that write Markdown."""

NAMES = tuple(each.__name__ for each in (*FILTERS, *MARKDOWN_FILTERS))
"""The filters that are ours; Jinja2's own are there as well, but for `REFUSED`."""

REFUSED = frozenset(
    (
        *("batch", "center", "filesizeformat", "format", "indent", "pprint", "random", "slice", "tojson", "urlize"),
        *("wordwrap", "xmlattr"),
    )
)
"""Filters of Jinja2 that escape in their own way, make much of little, or something else each time."""


def of(language: Language, escaped: Escaped, longest: int) -> dict[str, Callable[..., Any]]:
    """The filters of templates in a language, by name, in place of those of Jinja2 of that name.

    None makes more than `longest` code points.
    """

    def joining(values: Iterable[object], between: str = "") -> Safe:
        parts = [str(escaped(value)) for value in values]
        _refuse_long(sum(map(len, parts)) + len(parts) * len(between), longest)
        return join(parts, between)

    def filling(values: Iterable[object], between: str = " · ") -> Safe:
        return joining([value for value in values if value and str(value).strip()], between)

    def indenting(words: object, width: int = 2) -> Safe:
        return indented(str(escaped(words)), width)

    def replacing(words: object, old: str, new: str) -> str:
        words = str(words)
        _refuse_long(len(words) + words.count(str(old)) * len(new), longest)
        return replace(words, str(old), str(new))

    ours: dict[str, Callable[..., Any]] = {"date": date, "year": year, "raw": raw, "safe": raw}
    ours |= {"join": joining, "filled": filling, "indented": indenting, "replace": replacing}
    ours |= dict.fromkeys(("e", "escape", "forceescape"), escaped) | dict.fromkeys(REFUSED, _refused)
    if language is MARKDOWN:
        ours |= {each.__name__: each for each in MARKDOWN_FILTERS}
    if language is HTML:
        ours |= {"quotation": _html_quotation, "link": _html_link}
    return ours


def _refuse_long(length: int, longest: int) -> None:
    if length > longest:
        raise ValueError(f"a filter may not make more than {longest:,} characters")


def _refused(*_: object, **__: object) -> str:
    raise ValueError(
        "this filter of Jinja2 is not for these templates; `reader templates variables` shows those that are"
    )
