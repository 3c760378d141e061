r"""The articles as BibTeX (https://ctan.org/pkg/bibtex), which biblatex reads as well.

An article with a source is an `@article` of that journal, another one is `@misc`. The key is the article's id, so it
stays when others come. `year` and `month` are for BibTeX, `date` for biblatex; `urldate` is when the article came into
the library, `keywords` are its themes. Titles are in double braces, so no style changes their capitals, and so are
authors who are not certainly a person with two names. What means something to TeX is written as a command, and `{}`
stands in what it would join to another sign, such as two dashes. Braces that do not match are `\textbraceleft{}` and
`\textbraceright{}`, because BibTeX counts also those that are escaped. The file is UTF-8.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from reader.export import dates
from reader.export.people import authors
from reader.export.w3c import address
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.export.material import Material
    from reader.export.people import Person
    from reader.model.article import Article, Listing

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
} | {character: f"\\{character}" for character in "$&#_%"}
_SPECIAL = re.compile(f"[{re.escape(''.join(_COMMANDS))}]")
_JOINED = re.compile("-(?=-)|'(?=')|[<>,](?=[<>,])")
"""What TeX makes one sign of, with what follows."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def render(material: Material) -> Iterator[str]:
    """The whole file."""
    between = ""
    for marked in material.articles():
        yield f"{between}{entry(marked.listing)}"
        between = "\n"


def entry(listing: Listing) -> str:
    """One article."""
    article = listing.article
    date, added = dates.parts(article.published), dates.parts(article.added)
    fields = {
        "author": " and ".join(map(_name, authors(clean_line(article.author)))),
        "title": _braced(clean_line(article.title) or article.id),
        "journal": _words(article.source),
        "year": date[0] if date else "",
        "month": _MONTHS[int(date[1]) - 1] if len(date) > 1 else "",
        "date": "-".join(date),
        "url": address(article.url),
        "urldate": "-".join(added),
        "language": _words(article.language),
        "keywords": ", ".join(_words(name.replace(",", " ")) for name in listing.themes),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value]
    return f"@{'article' if fields['journal'] else 'misc'}{{{key(article)},\n{''.join(lines)}}}\n"


def key(article: Article) -> str:
    """What an article is cited by: its id, if need be with what no key may hold left out and a hash behind it."""
    plain = re.sub(r"[^A-Za-z0-9-]+", "-", article.id)
    known = plain == article.id and plain
    return plain if known else f"{plain}-{hashlib.sha256(article.id.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _words(words: str) -> str:
    plain = clean_line(words)
    commands = _COMMANDS | ({"{": r"\{", "}": r"\}"} if _matches(plain) else {})
    return _SPECIAL.sub(lambda found: commands[found[0]], _JOINED.sub("\\g<0>\0", plain)).replace("\0", "{}")


def _matches(words: str) -> bool:
    """Does every brace have another one?"""
    depth = 0
    for brace in re.findall("[{}]", words):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _braced(words: str) -> str:
    """Words that no style changes; BibTeX would, where a command comes first."""
    escaped = _words(words)
    return f"{{{'{}' if escaped.startswith(chr(92)) else ''}{escaped}}}"


def _name(person: Person) -> str:
    return f"{_words(person.family)}, {_words(person.given)}" if person.given else _braced(person.family)
