"""What programs write into the properties of a document, often unseen: what of it is to be believed."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.sources.metadata import line

DATED = "The date was guessed: it is when the file was made."
"""A problem."""

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint) - .*|untitled.*|(?:document|dokument|doc|presentation|slide)\s?\d*"
    r"|.*\.(?:docx?|pdf|indd|tex|dvi|qxp|odt|rtf|txt|html?|ps|eps|pptx?|cdr|ai)"
    r"|title|no ?title|print|layout \d+|[\W\d_]*|[a-z]{1,3}\d{3,}.*)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:microsoft.*|windows.*|office.*|user\d*|admin(?:istrator)?|author|unknown|anonymous|owner|root|default|guest|python-docx"
    r"|un-named|apache.*|hewlett.*|lenovo.*|dell.*|acer.*|home|pc\d*|[\W\d_]*|.*@.*|.*\\.*)",
    re.IGNORECASE,
)
_HEAD = 6000
"""Characters of a text in which its title and its author stand, if they stand in it."""


class Properties(NamedTuple):
    """What is believed of them."""

    title: str
    author: str
    other: tuple[tuple[str, str], ...]
    """What the properties name as author where the text does not."""


def believed(title: str, author: str, text: str) -> Properties:
    """The title where it looks like one, the author where the `text` names them at its beginning.

    A wrong author is worse than none: what a program calls so is often who set the type, or who bought the computer.
    """
    title, author = line(title), line(author)
    if _NO_TITLE.fullmatch(title):
        title = ""
    if _NOBODY.fullmatch(author):
        author = ""
    if author and _folded(author) not in _folded(text[:_HEAD]):
        return Properties(title, "", (("file_author", author),))
    return Properties(title, author, ())


def is_said(title: str, text: str) -> bool:
    """Does the beginning of the text say its title?"""
    return bool(title) and _folded(title) in _folded(text[:_HEAD])


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", words).casefold().split())
