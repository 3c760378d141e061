"""Words of strangers in Org: a zero width space stands where Org would act on them.

That is Org's own escape (https://orgmode.org/manual/Escape-Character.html). It stands before a line that would begin
something, and around a character that would within a line; without it the words are exact. A line break that is none
between paragraphs is written as Org's own, two backslashes. Thousands of hostile lines were read with Emacs and with
Pandoc to find what each of them acts on.
"""

from __future__ import annotations

import re

from reader.export.escape import is_web
from reader.text.clean import clean, clean_line

SPACE = "\u200b"
"""Zero width; Org takes it for a space, and nobody sees it."""

_LINE = re.compile(
    r"""^(?=[^\S\n]*(?:
        [*#|:]                       # a heading, an item, a keyword, a comment, a table, a drawer
      | [-+](?:\s|-|\Z)              # an item, a rule, the edge of a table
      | (?:[0-9]+|[A-Za-z])[.)](?:\s|\Z)
      | \[fn: | %%\( | \\begin\{
      | (?:CLOCK|DEADLINE|SCHEDULED|CLOSED):
    ))""",
    re.VERBOSE | re.MULTILINE,
)
_EMPHASIS = re.compile(r"(?<![^\W_])[*/_=~+]+(?=\S)|(?<=src)_|(?<=call)_")
"""What may begin emphasis, or code that is run."""

_WITHIN = re.compile(
    r"""
      \[(?=\[|fn:|cite|[0-9]{4}-[0-9]|[0-9]*[/%])      # a link, a footnote, a citation, a date, a count
    | <(?=[<0-9%]|[A-Za-z][\w+.-]*:|\Z)                 # a target, a date, a link
    | \{(?=\{) | @(?=@) | [_^](?=[{(*])
    | \\(?=[A-Za-z()\[\]\\_-])
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(r"(?<!\w)(https?://[^\s<>\[\]()\"]+)")
"""An address that stands bare; it is left whole, so that it can be followed, where nothing in it means anything."""

_HEADLINE = re.compile(r":\S*:$")
_NOT_IN_LINKS = re.compile(r"[\s\[\]\\<>\"]")


def inline(words: str) -> str:
    """Words on a line that begins with something else."""
    return _within(clean_line(words))


def headline(words: str) -> str:
    """Words as a heading: no keyword, no priority, no tags."""
    line = inline(words)
    return f"{SPACE}{line}{SPACE if _HEADLINE.search(line) else ''}"


def paragraphs(words: str) -> str:
    """Words on lines of their own; a blank line parts paragraphs, any other line break is kept."""
    text = re.sub(r"(?<=[^\n])\n(?=[^\n])", r" \\\\\n", _LINE.sub(SPACE, _within(clean(words).strip("\n"))))
    return re.sub(r"\n[ \t]+(?=\n)", "\n", text)


def prose(words: str) -> str:
    """A person's own lines, as they stand."""
    return _LINE.sub(SPACE, _within(clean(words).strip("\n")))


def link(words: str, url: str) -> str:
    """Words linked to an address of the web; any other address is left out."""
    label = inline(words).replace("]", f"]{SPACE}")
    url = clean_line(url)
    if not is_web(url):
        return inline(words)
    url = _NOT_IN_LINKS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
    return f"[[{url}][{label}]]" if label else f"[[{url}]]"


def tag(name: str) -> str:
    """A name as a tag: letters, digits, `_`, `@`, `#` and `%`."""
    return re.sub(r"[^\w@#%]+", "_", clean_line(name)).strip("_")


def value(words: str) -> str:
    """The value of a property, on its line; a date in it is none for an agenda."""
    return inline(words)


def plain(org: str) -> str:
    """What words were before they were escaped, if they had no zero width space; for whoever reads them back."""
    return org.replace(SPACE, "").replace(" \\\\\n", "\n")


def _within(words: str) -> str:
    has_formulas = words.count("$") > 1
    pieces = _ADDRESS.split(words)
    for place, piece in enumerate(pieces):
        escaped = _EMPHASIS.sub(lambda found: f"{SPACE}{SPACE.join(found[0])}{SPACE}", piece)
        escaped = _WITHIN.sub(lambda found: f"{found[0]}{SPACE}", escaped)
        escaped = escaped.replace("$", f"{SPACE}${SPACE}") if has_formulas else escaped
        is_harmless = place % 2 and escaped.replace(f":{SPACE}/{SPACE}/{SPACE}", "://", 1) == piece
        pieces[place] = piece if is_harmless else escaped
    return "".join(pieces)
