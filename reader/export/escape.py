"""Words of strangers in Markdown: escaped so that a CommonMark parser gives them back letter for letter.

Beyond CommonMark, what its common extensions would act on is escaped too: tables, strikethrough, footnotes, formulas,
and the tags, links, marks and comments of Obsidian. What needs no backslash gets none: the raw file is read as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reader.text.clean import clean, clean_line

_MARKUP = re.compile(
    r"""
      [\\`*\[\]<~|^]            # means something wherever it stands
    | (?<!\w)_++ | (?<!_)_++(?!\w)  # an underscore means nothing inside a word
    | &(?=\#?\w+;)              # an entity
    | \$(?!\d)                  # a formula cannot end before a digit, so an amount begins none
    | (?<!\S)\#                 # a heading, or a tag
    | ==+ | %%+                 # a mark, a comment
    | ^[>=:]                    # a quotation, an underline, a definition
    | ^[-+](?![^\W_])           # a list, a rule, an underline
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)")
_JOINED = re.compile(r"\A%(?!%)|\A[.)](?=\s|\Z)|&\Z")
"""What means something only together with what stands before or behind: a comment, a list, an entity."""

_EDGES = re.compile(r"^[\s\ufeff]|[\s\ufeff]\Z")
"""White space that parsers strip from a line, and the byte order mark that JavaScript counts as such."""

_BARE_ADDRESS = re.compile(r"(?:https?|ftp)(?=://)|www(?=\.)", re.IGNORECASE)
"""What GitHub makes a link of, without any markup."""

_EXTRA_BREAKS = re.compile(r"\A\n+|\n+\Z|(?<=\n\n)\n+")
"""Line breaks that stand for neither a paragraph nor a line."""

_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r'[\s\x00-\x1f\x7f-\x9f<>\\"`]')

_FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")
_TAG = re.compile(r"\\.|<(?:https?://|mailto:)[^\s<>]*>|<(?=[A-Za-z/!?])")
"""What may begin an HTML tag; escaped characters and addresses in angle brackets begin none."""

_LONG_WORD = 1000
"""Code points of a word that may well hold an address: it is not looked for again at each tag."""

_COMMENT = re.compile(r"(?<![\\%])%%(?!%)")
"""What begins a comment of Obsidian, or ends one."""

_BLOCK = re.compile(
    r"""
      \s | [>|] | ``` | ~~~
    | (?: \#{1,6} | [-+*] | [0-9]{1,9}[.)] ) (?:\s|$)
    | (?P<rule>[-*_])\s*(?:(?P=rule)\s*){2,}$
    | \[[^\]]*\]:
    """,
    re.VERBOSE,
)
"""Begins a block other than a paragraph."""


_SHORT = 200
"""Code points of what is kept, as it comes often: the title of an article with each of its highlights, a theme."""


def inline(words: str) -> str:
    """Words on one line: a title, a name; nothing that stands right before or behind them gives them a meaning."""
    return _inline_again(words) if len(words) <= _SHORT else _inline(words)


def _inline(words: str) -> str:
    line = _JOINED.sub(lambda found: f"\\{found[0]}", _line(clean_line(words)))
    return _unlinked(line)


_inline_again = lru_cache(maxsize=4096)(_inline)


def link(words: str, url: str) -> str:
    """Words linked to an address of the web; any other address is left out."""
    label, url = inline(words), clean_line(url)
    if not is_web(url):
        return label
    url = _NOT_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
    url = re.sub(r"&(?=#?\w+;)", "&amp;", url)
    return f"[{label}](<{url}>)" if "(" in url or ")" in url else f"[{label}]({url})"


def is_web(url: str) -> bool:
    """Is it an address of the web, with a host?"""
    return _WEB.match(url) is not None


def quotation(words: str) -> str:
    """A block quotation of exactly these words.

    A blank line parts paragraphs, a line break is a hard one, and white space that a parser would drop is written as
    an entity.
    """
    text = "\n".join(map(_line, clean(words).split("\n")))
    text = _EXTRA_BREAKS.sub(lambda found: "&#10;" * len(found[0]), text)
    text = re.sub(r"(?<!\n)\n(?!\n)", "\\\\\n", text)
    return "\n".join(f"> {line}" if line else ">" for line in _unlinked(text).split("\n"))


def note(words: str) -> str:
    """A person's own Markdown, not blank, as one item of a list that nothing in it leaves; HTML is shown as text."""
    lines = [_spaces(line) for line in clean(words).rstrip().split("\n")]
    while not lines[0]:
        del lines[0]
    lines = _without_html(lines)
    if len(lines) == 1 and not _BLOCK.match(lines[0]):
        return f"- Note: {lines[0]}"
    return "\n".join(["- Note:", "", *(f"  {line}" if line else "" for line in lines)])


def own(words: str) -> str:
    """A person's own Markdown as it was written; HTML is shown as text, and what is open at its end does not go on."""
    return "\n".join(_without_html(clean(words).strip("\n").rstrip().split("\n")))


def tag(name: str) -> str:
    """A theme as a tag of Obsidian: letters, digits, `_`, `-`, nested by `/`; one of digits alone is none there."""
    parts = [re.sub(r"[^\w]+", "-", part).strip("-") for part in clean_line(name).split("/")]
    joined = "/".join(part for part in parts if part)
    return f"{joined}-" if re.fullmatch(r"[\d/]+", joined) else joined


def _line(line: str) -> str:
    line = _MARKUP.sub(lambda found: "".join(f"\\{character}" for character in found[0]), line)
    line = _NUMBER.sub(r"\1\\\2", line).replace("\t", "&#9;")
    return _EDGES.sub(lambda found: f"&#{ord(found[0])};", line)


def _unlinked(text: str) -> str:
    """Escaped text without links in which escapes and entities would be taken for a part of the address."""

    def break_up(found: re.Match[str]) -> str:
        word = found[0]
        return _BARE_ADDRESS.sub(r"\g<0>\\", word) if "\\" in word or "&#" in word else word

    return re.sub(r"[^ \n]+", break_up, text) if _BARE_ADDRESS.search(text) else text


def _spaces(line: str) -> str:
    """`line` with its indentation in spaces, so that it stays the same further in; nothing when it is blank."""
    words = line.lstrip()
    return line[: len(line) - len(words)].expandtabs(4) + words if words else ""


def _as_text(tag: re.Match[str]) -> str:
    """What may begin an HTML tag, so that it begins none.

    A backslash behind an address that stands bare would be taken for a part of that, and escape nothing.
    """
    if tag[0] not in {"<", "\\<"}:
        return tag[0]
    line, at = tag.string, tag.start()
    start = max(line.rfind(" ", 0, at), line.rfind("\t", 0, at)) + 1
    is_long = at - start > _LONG_WORD
    return "&lt;" if is_long or _BARE_ADDRESS.search(line, start, at) else "\\<"


def _without_html(lines: list[str]) -> list[str]:
    """`lines` with every tag escaped, save in fenced code, where none is obeyed and which is closed at the end.

    Only a fence at the left edge counts: one that stands further in may end with the list that it belongs to. A comment
    of Obsidian's that does not end is none.
    """
    fence = ""
    escaped: list[str] = []
    comments: list[tuple[int, int]] = []
    """Where each `%%` is that begins a comment or ends one: line and place."""
    for line in lines:
        if fence:
            closed = re.fullmatch(rf" {{0,3}}{fence[0]}{{{len(fence)},}}\s*", line)
            escaped.append(line)
            fence = "" if closed else fence
        elif found := _FENCE.fullmatch(line):
            fence = found[1] or found[2]
            escaped.append(line)
        else:
            escaped.append(_TAG.sub(_as_text, line))
            comments += ((len(escaped) - 1, found.start()) for found in _COMMENT.finditer(escaped[-1]))
    if len(comments) % 2:
        at, place = comments[-1]
        escaped[at] = f"{escaped[at][:place]}\\{escaped[at][place:]}"
    return [*escaped, fence] if fence else escaped
