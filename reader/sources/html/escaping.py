"""Words of a page in Markdown: what CommonMark or a usual extension of it would act on is escaped, and nothing else."""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"""
      [\\`*\[\]<~]                              # means something wherever it stands
    | (?<![^\W_])_ | _(?![^\W_])                # an underscore means nothing inside a word
    | &(?=\#?\w{1,40};|\#?\w{0,40}\Z)           # an entity, or what the words behind may make one of
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(
    r"""
      \#{1,6}(?=\s|\Z)                          # a heading
    | [-+](?![^\W_])                            # a list, a rule, an underline
    | [>=:|]                                    # a quotation, an underline, an explanation, a table
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"([0-9]{1,9})([.)])(?=\s|\Z)")
_CLOSING = re.compile(r"#+\Z")
_TICKS = re.compile("`+")


def words(text: str) -> str:
    """Words inside a line."""
    return _MARKUP.sub(r"\\\g<0>", text)


def beginning(line: str) -> str:
    """A line whose words are escaped, so that its beginning makes no block of it."""
    numbered = _NUMBER.match(line)
    if numbered:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    return f"\\{line}" if _BLOCK.match(line) else line


def heading(line: str) -> str:
    """A heading whose words are escaped, so that a number sign at its end is one of them."""
    return _CLOSING.sub(lambda found: "\\#" * len(found[0]), line)


def cell(line: str) -> str:
    """A cell of a table whose words are escaped."""
    return line.replace("|", "\\|")


def code(text: str) -> str:
    """Code among words, between as many backticks as it needs."""
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    is_padded = text[0] == "`" or text[-1] == "`" or (text[0] == " " == text[-1])
    pad = " " if is_padded else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def fence(text: str) -> str:
    """Backticks for a block of code."""
    return "`" * max(3, max(map(len, _TICKS.findall(text)), default=0) + 1)
