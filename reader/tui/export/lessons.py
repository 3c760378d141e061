"""What the export screen teaches: where there is nothing yet, and what a field is for that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.export.choice import Field, What
from reader.tui.export.outcome import NEW, UNCHANGED, UPDATED

if TYPE_CHECKING:
    from reader.tui.export.outcome import Entry

HOW = (
    "",
    "While you read:",
    "mm marks the sentence under the caret, mq the quotation;",
    "v selects, then m marks; or drag over the words with the mouse.",
    "t gives themes, i writes a note.",
    "",
    "Then X hands it over.",
)

NOT_HERE = {
    Field.WHAT: "",
    Field.THEME: "There are no themes yet.",
    Field.QUERY: "",
    Field.FORMAT: "",
    Field.BY: "This is one file for everything.",
    Field.TEMPLATE: "There are no templates for this format.",
    Field.FULL_TEXT: "Only a web page can hold the articles whole.",
    Field.PLACE: "",
}


NO_READING = "This is how it is written; only Markdown is shown as it reads, too."
"""Said where somebody asks for a file as it reads, and it is no text to read."""


def empty(what: What, theme: str, query: str) -> str:
    """Why there is nothing to export, and what to do."""
    lines: tuple[str, ...]
    match what:
        case What.ALL:
            lines = ("Nothing is highlighted yet", *HOW)
        case What.ARTICLE:
            lines = ("Nothing is marked in this article yet", *HOW)
        case What.HIGHLIGHT:
            lines = ("This highlight is gone", "", "w chooses something else.")
        case What.CHOSEN:
            lines = ("Nothing is marked in what you selected", *HOW)
        case What.THEME:
            lines = (f"No highlight has the theme {theme}", "", "e chooses another one.")
        case What.QUERY:
            lines = (
                f"No highlight matches {query}" if query else "Nothing is highlighted yet",
                "",
                "/ changes the query: words and “phrases”, theme: author: source: note: after:7d is:starred,",
                "as in the list’s filter.",
            )
    return "\n".join(lines)


def no_difference(entry: Entry) -> str:
    """Why no difference can be shown of a file."""
    if entry.sign == NEW:
        return f"{entry.name} is new."
    if entry.sign == UNCHANGED:
        return f"Nothing changes in {entry.name}."
    if entry.sign == UPDATED:
        return f"{entry.name} is replaced as a whole."
    return "What there is to say of it stands in the list."
