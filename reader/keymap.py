"""Which key does what: the one table that bindings, footer, help, palette and manual are made from.

A key is written as it is typed (`m`, `?`, `ctrl+p`, `pagedown`); a sequence with a space between (`] h`). An action is
Textual's: a name with arguments. Objects are not bindings: they follow an operator (`m q`) or `i` and `a` in a
selection.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Place(StrEnum):
    """Where a key works; the value is the heading in the help."""

    EVERYWHERE = "Everywhere"
    LIST = "Article list"
    MOVING = "Reading: moving"
    MARKING = "Reading: marking"
    NOTES = "Notes"
    FETCHING = "Feeds that are fetched"
    FEEDS = "Feeds"
    EXPORT = "Export"


READING = (Place.MOVING, Place.MARKING)
"""Where keys may follow each other."""


@dataclass(frozen=True, slots=True)
class Command:
    """What one key, or several, does in one place."""

    id: str
    """Unique: the name under which a configuration rebinds it."""

    keys: tuple[str, ...]
    """Empty: it is only in the command palette, until a configuration gives it a key."""

    action: str
    label: str
    """One or two words, for footer and palette."""

    help: str
    """A phrase, for the help."""

    place: Place
    footer: bool = False
    """Is it shown in the footer?"""


def _table(place: Place, *rows: tuple[str, str, str, str, str] | tuple[str, str, str, str, str, bool]) -> list[Command]:
    return [
        Command(
            f"{place.name.lower()}.{name}",
            tuple(keys.split("|") if keys else ()),
            action,
            label,
            text,
            place,
            footer=bool(rest and rest[0]),
        )
        for name, keys, action, label, text, *rest in rows
    ]


_FOOTER = True

COMMANDS: tuple[Command, ...] = (
    *_table(
        Place.EVERYWHERE,
        ("help", "?", "help", "Help", "help for this place, searchable", _FOOTER),
        ("palette", "ctrl+p|:", "command_palette", "Commands", "command palette: every action, article and theme"),
        ("next_pane", "tab", "focus_pane(1)", "Next pane", "next pane"),
        ("previous_pane", "shift+tab", "focus_pane(-1)", "Previous pane", "previous pane"),
        ("search", "/", "search", "Search", "filter the list, or search in the article", _FOOTER),
        ("undo", "u", "undo", "Undo", "undo the last change, also one of an earlier run"),
        ("redo", "ctrl+r", "redo", "Redo", "do again what was undone"),
        ("trash", "", "show_trash", "Trash", "what was thrown away, to bring it back"),
        ("feeds", "F", "feeds", "Feeds", "feeds: subscribe, what is new, which fail; OPML"),
        ("export", "X", "export", "Export…", "highlights and notes for other programs"),
        ("export_article", "", "export('article')", "Export this article", "the highlights and notes of this article"),
        ("zen", "z", "zen", "Zen", "the text alone"),
        ("notes", ";", "toggle_notes", "Notes", "show or hide the notes beside the text"),
        ("colors", "ctrl+t", "next_colors", "Colours", "next colour theme"),
        ("escape", "escape", "escape", "Leave", "leave the mode, the overlay, the pane; never quits"),
        ("back", "q", "leave", "Back", "back, and from the list quit", _FOOTER),
        ("quit", "ctrl+q", "quit", "Quit", "quit anywhere"),
        ("suspend", "ctrl+z", "suspend_process", "Suspend", "to the shell; `fg` comes back"),
    ),
    *_table(
        Place.LIST,
        ("down", "j|down", "step(1)", "Down", "next article"),
        ("up", "k|up", "step(-1)", "Up", "previous article"),
        ("page_down", "space|pagedown", "page(1)", "Page down", "a page down"),
        ("page_up", "b|pageup", "page(-1)", "Page up", "a page up"),
        ("half_down", "ctrl+d", "page(0.5)", "Half down", "half a page down"),
        ("half_up", "ctrl+u", "page(-0.5)", "Half up", "half a page up"),
        ("top", "g|home", "top", "Top", "first article"),
        ("bottom", "G|end", "bottom", "Bottom", "last article"),
        ("open", "enter|l|right", "open", "Read", "open the article", _FOOTER),
        ("add", "a", "screen.add", "Add", "add an address, a file, a folder, a list or a feed", _FOOTER),
        (
            "fetch",
            "R",
            "screen.fetch",
            "Refresh feeds",
            "fetch what is new in all feeds; while that goes on, show it or hide it",
        ),
        ("all_read", "C", "screen.all_read", "All read", "mark all that the list shows as read (`u` takes it back)"),
        ("read", "r", "toggle_read", "Read/unread", "read or unread", _FOOTER),
        ("star", "s", "toggle_star", "Star", "star or unstar", _FOOTER),
        ("next_unread", "]", "unread(1)", "Next unread", "next unread article"),
        ("previous_unread", "[", "unread(-1)", "Previous unread", "previous unread article"),
        ("sort", "S", "sort", "Sort", "sort: date, added, title, source, length, highlights", _FOOTER),
        ("source", "o", "open_source", "Source", "open the source in the browser"),
        (
            "choose",
            "x|v",
            "choose",
            "Select",
            "select several; `d`, `r`, `s`, `X` then take all of them; esc selects none",
        ),
        ("edit", "e", "edit", "Edit data", "edit its data: title, author, source, date, address"),
        ("trash", "d", "trash", "To the trash", "to the trash, with its notes (`u` brings it back)"),
        ("export", "", "export('chosen')", "Export the selected", "the highlights and notes of the selected articles"),
    ),
    *_table(
        Place.MOVING,
        ("line_down", "j|down", "line(1)", "Down", "a line down: the page, or the caret where it is shown"),
        ("line_up", "k|up", "line(-1)", "Up", "a line up"),
        ("page_down", "space|pagedown", "scroll_page(1)", "Page", "a page down"),
        ("page_up", "pageup", "scroll_page(-1)", "Page up", "a page up"),
        ("half_down", "ctrl+d", "scroll_page(0.5)", "Half down", "half a page down"),
        ("half_up", "ctrl+u", "scroll_page(-0.5)", "Half up", "half a page up"),
        ("top", "g|home|ctrl+home", "move('text_start')", "Start", "start of the article"),
        ("bottom", "G|end|ctrl+end", "move('text_end')", "End", "end of the article"),
        ("left", "h|left", "move('left')", "Left", "a character back"),
        ("right", "l|right", "move('right')", "Right", "a character on"),
        ("word_next", "w", "move('word_next')", "Word", "next word"),
        ("word_back", "b", "back_word", "Word back", "previous word; while no caret is shown, a page up"),
        ("word_end", "e", "move('word_end')", "Word end", "end of the word"),
        ("line_start", "0", "move('line_start')", "Line start", "start of the line"),
        ("line_end", "$", "move('line_end')", "Line end", "end of the line"),
        ("sentence_next", ")", "move('sentence_next')", "Sentence", "next sentence"),
        ("sentence_back", "(", "move('sentence_back')", "Sentence back", "previous sentence"),
        ("paragraph_next", "}", "move('paragraph_next')", "Paragraph", "next paragraph"),
        ("paragraph_back", "{", "move('paragraph_back')", "Paragraph back", "previous paragraph"),
        ("quotation_next", "'", "move('quotation_next')", "Quotation", "next direct quotation", _FOOTER),
        ("quotation_back", '"', "move('quotation_back')", "Quotation back", "previous direct quotation"),
        ("heading_next", "] ]", "move('heading_next')", "Heading", "next heading"),
        ("heading_back", "[ [", "move('heading_back')", "Heading back", "previous heading"),
        ("highlight_next", "] h", "move('highlight_next')", "Highlight", "next highlight"),
        ("highlight_back", "[ h", "move('highlight_back')", "Highlight back", "previous highlight"),
        ("note_next", "] n", "move('note_next')", "Note", "next highlight with a note"),
        ("note_back", "[ n", "move('note_back')", "Note back", "previous highlight with a note"),
        ("bookmark_next", "] b", "move('bookmark_next')", "Bookmark", "next bookmark"),
        ("bookmark_back", "[ b", "move('bookmark_back')", "Bookmark back", "previous bookmark"),
        (
            "changed_next",
            "] c",
            "move('changed_next')",
            "Changed",
            "next highlight that reads otherwise now",
        ),
        ("changed_back", "[ c", "move('changed_back')", "Changed back", "previous highlight that reads otherwise"),
        ("match_next", "n", "match(1)", "Next match", "next match of the search"),
        ("match_back", "N", "match(-1)", "Previous match", "previous match of the search"),
        ("fold", "Z", "screen.fold", "Fold", "promotional lines folded into one row, or shown dimmed"),
        ("wider", "+", "screen.measure(2)", "Wider", "longer lines"),
        ("narrower", "-", "screen.measure(-2)", "Narrower", "shorter lines"),
        ("justify", "", "screen.justify", "Justify", "lines stretched to the measure, or ragged"),
        ("hyphenate", "", "screen.hyphenate", "Hyphenate", "words divided at a line's end, or left whole"),
        ("line_spacing", "", "screen.line_spacing", "Line spacing", "a blank row below each line, or none"),
        (
            "paragraph_style",
            "",
            "screen.paragraph_style",
            "Paragraph style",
            "paragraphs apart by a blank row, or by a first line set in",
        ),
        (
            "follow",
            "f",
            "follow",
            "Follow",
            "follow a link or footnote: hints appear, type one; `y` copies the address",
        ),
        ("outline", "O", "outline", "Outline", "the headings, to go to one"),
        ("jump_back", "ctrl+o", "jump(-1)", "Back", "back to the place you jumped from, in another article too"),
        ("jump_forward", "ctrl+n", "jump(1)", "Forward", "forward again"),
        ("article_next", "J", "neighbour(1)", "Next article", "next article of the list"),
        ("article_back", "K", "neighbour(-1)", "Previous article", "previous article of the list"),
    ),
    *_table(
        Place.MARKING,
        ("mark", "m", "operator('mark')", "Mark", "highlight what follows: `ms` sentence, `mq` quotation …", _FOOTER),
        ("mark_again", "M", "operator('mark_again')", "Mark again", "the same, with the last themes and no prompt"),
        ("copy", "y", "operator('copy')", "Copy", "copy what follows; `yy` the sentence", _FOOTER),
        ("copy_selection", "ctrl+c", "copy_selection", "Copy selection", "copy what is selected"),
        ("quote", "Y", "operator('quote')", "Copy as quotation", "copy as a Markdown quotation with its source"),
        (
            "select",
            "v",
            "select(False)",
            "Select",
            "select; then any motion, `iw` `as` …, and `m`, `M`, `y`, `Y`",
            _FOOTER,
        ),
        ("select_sentences", "V", "select(True)", "Select sentences", "select whole sentences"),
        ("swap", "o", "swap_ends", "Swap ends", "to the selection's other end; else open the source"),
        ("extend_left", "shift+left", "extend('left')", "Extend left", "select a character back"),
        ("extend_right", "shift+right", "extend('right')", "Extend right", "select a character on"),
        ("extend_up", "shift+up", "extend('up')", "Extend up", "select a line up"),
        ("extend_down", "shift+down", "extend('down')", "Extend down", "select a line down"),
        ("themes", "t", "themes", "Themes", "themes of the highlight under the caret", _FOOTER),
        ("note", "i", "note", "Note", "note of the highlight under the caret", _FOOTER),
        ("enter", "enter", "enter", "Enter", "the highlight's note; else where the link or the footnote's mark leads"),
        ("note_editor", "E", "note_in_editor", "Note in $EDITOR", "the same in $VISUAL or $EDITOR"),
        (
            "highlighter",
            "H",
            "highlighter",
            "Highlighter",
            "highlighter: whatever you select is marked at once, until `H`",
        ),
        ("bookmark", "B", "bookmark", "Bookmark here", "bookmark of this sentence, put or taken away"),
        ("article_note", "I", "article_note", "Note on the article", "note on the whole article"),
        ("color", "c", "color", "Colour", "colour of the highlight under the caret, or that of its theme"),
        ("decide", "=", "decide", "Two wordings", "the note that two programs wrote: this wording, the other, or both"),
        (
            "attach",
            "ctrl+a",
            "attach",
            "Compare, attach",
            "old and new words of a changed highlight; with a selection: attach a lost highlight to it",
        ),
        ("start", "<", "end('start')", "Move start", "move the highlight's start by motions; `o` its end, enter keeps"),
        ("end", ">", "end('end')", "Move end", "move the highlight's end by motions; `o` its start, enter keeps"),
        ("delete", "d", "delete", "Delete", "delete the highlight under the caret (`u` brings it back)", _FOOTER),
        (
            "promotional",
            "x",
            "promotional",
            "Not this",
            "promotional lines under the caret belong to the text; any other line: it does not",
        ),
        ("export", "", "export('highlight')", "Export this highlight", "the highlight under the caret alone"),
        *(
            (f"favourite_{n}", str(n), f"favourite({n})", f"Theme {n}", f"favourite theme {n} on highlight or sentence")
            for n in range(1, 10)
        ),
    ),
    *_table(
        Place.NOTES,
        ("down", "j|down", "step(1)", "Down", "next highlight"),
        ("up", "k|up", "step(-1)", "Up", "previous highlight"),
        ("page_down", "space|pagedown", "page(1)", "Page down", "a page down"),
        ("page_up", "b|pageup", "page(-1)", "Page up", "a page up"),
        ("top", "g|home", "top", "Top", "first highlight"),
        ("bottom", "G|end", "bottom", "Bottom", "last highlight"),
        ("open", "enter|l|right", "open", "Go to", "to its place in the text", _FOOTER),
        ("themes", "t", "themes", "Themes", "its themes", _FOOTER),
        ("note", "i", "note", "Note", "its note", _FOOTER),
        ("note_editor", "E", "note_in_editor", "Note in $EDITOR", "the same in $VISUAL or $EDITOR"),
        ("decide", "=", "decide", "Two wordings", "its two wordings: this one, the other, or both"),
        (
            "attach",
            "ctrl+a",
            "attach",
            "Compare, attach",
            "its old and new words; of a lost one: attach it to others",
        ),
        ("delete", "d", "delete", "Delete", "delete it (`u` brings it back)", _FOOTER),
        ("export", "", "export('highlight')", "Export this highlight", "this highlight alone"),
    ),
    *_table(
        Place.FETCHING,
        (
            "stop",
            "x|ctrl+x",
            "screen.stop_fetching",
            "Stop",
            "stop; what came stays, the rest comes the next time",
            _FOOTER,
        ),
        ("hide", "escape|q|R", "screen.fetch", "Hide", "hide this; fetching goes on", _FOOTER),
        ("down", "j|down", "step(1)", "Down", "next feed"),
        ("up", "k|up", "step(-1)", "Up", "previous feed"),
        ("page_down", "space|pagedown", "page(1)", "Page down", "a page down"),
        ("page_up", "b|pageup", "page(-1)", "Page up", "a page up"),
        ("top", "g|home", "top", "Top", "first feed"),
        ("bottom", "G|end", "bottom", "Bottom", "last feed"),
    ),
    *_table(
        Place.FEEDS,
        ("open", "enter|l|right", "show_articles", "Articles", "the list of its articles", _FOOTER),
        ("add", "a", "add", "Add", "subscribe: the address of a feed, or of a page that has one", _FOOTER),
        ("edit", "e", "edit", "Edit", "title, folder, address, how often, what is kept", _FOOTER),
        ("remove", "d", "remove", "Remove", "unsubscribe; its articles stay (`u` brings it back)", _FOOTER),
        ("fetch", "r", "fetch_one", "Fetch", "fetch this feed now", _FOOTER),
        ("fetch_all", "R", "fetch_all", "Fetch all", "fetch all feeds", _FOOTER),
        ("stop", "x|ctrl+x", "stop_fetching", "Stop", "stop fetching; what came stays"),
        ("pause", "p", "pause", "Pause", "leave it alone when all are fetched, or no longer"),
        ("trouble_next", "]", "trouble(1)", "Next failure", "next feed that fails"),
        ("trouble_back", "[", "trouble(-1)", "Failure back", "previous feed that fails"),
        ("site", "o", "open_site", "Its page", "the page that it is the feed of, in the browser"),
        ("import", "I", "import_opml", "Import OPML", "subscribe to the feeds of an OPML file"),
        ("export", "E", "export_opml", "Export OPML…", "all feeds, with their folders, as an OPML file"),
        ("undo", "u", "undo", "Undo", "undo the last change"),
        ("redo", "ctrl+r", "redo", "Redo", "do again what was undone"),
        ("leave", "escape|q|F", "leave", "Leave", "back to the articles; fetching goes on", _FOOTER),
        ("help", "?", "help", "Help", "this help", _FOOTER),
        ("down", "j|down", "step(1)", "Down", "next feed"),
        ("up", "k|up", "step(-1)", "Up", "previous feed"),
        ("page_down", "space|pagedown", "page(1)", "Page down", "a page down"),
        ("page_up", "b|pageup", "page(-1)", "Page up", "a page up"),
        ("top", "g|home", "top", "Top", "first feed"),
        ("bottom", "G|end", "bottom", "Bottom", "last feed"),
    ),
    *_table(
        Place.EXPORT,
        ("write", "ctrl+s|X", "write", "Write", "write the files, or copy to the clipboard", _FOOTER),
        ("choose", "enter", "choose", "Choose", "choose from all there are, or type it", _FOOTER),
        ("take_back", "a", "take_back", "Take back", "notes that you changed in the files: into the library"),
        ("replace", "r", "replace", "Replace", "replace files that were left; what they were is kept"),
        ("source", "s", "source", "Source", "the preview as it reads, or as it is written", _FOOTER),
        ("difference", "d", "difference", "Difference", "what changes in the file under the cursor", _FOOTER),
        ("leave", "escape|q", "leave", "Leave", "stop writing; else back, and nothing is written", _FOOTER),
        ("help", "?", "help", "Help", "this help", _FOOTER),
        ("what", "w", "field('what')", "What", "this article, the selected ones, a theme, a query, everything"),
        ("theme", "e", "field('theme')", "Theme", "which theme"),
        ("query", "/", "field('query')", "Query", "which articles and highlights, as in the list’s filter"),
        ("format", "f", "field('format')", "Format", "for which program"),
        ("by", "b", "field('by')", "Files by", "a file for each article, or for each theme"),
        ("template", "t", "field('template')", "Template", "in which form"),
        ("full_text", "u", "field('full_text')", "Full text", "the articles whole, with the highlights in them"),
        ("place", "i", "field('place')", "Into", "into which folder or file, or to the clipboard"),
        ("turn", "right|l", "turn(1)", "Next value", "the next value of a field"),
        ("turn_back", "left|h", "turn(-1)", "Previous value", "the previous value of a field"),
        ("down", "down|j", "step(1)", "Down", "next field, next file; in the preview a line down"),
        ("up", "up|k", "step(-1)", "Up", "previous field, previous file; in the preview a line up"),
        ("next", "tab", "go(1)", "Next", "next field, then the files, then the preview", _FOOTER),
        ("previous", "shift+tab", "go(-1)", "Previous", "the same backwards"),
        ("page_down", "space|pagedown", "page(1)", "Page down", "a page of the preview down"),
        ("page_up", "pageup", "page(-1)", "Page up", "a page of the preview up"),
        ("document_next", "]", "document(1)", "Next file", "preview of the next file"),
        ("document_back", "[", "document(-1)", "Previous file", "preview of the previous file"),
    ),
)


NEVER = frozenset({"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+["})
"""Keys that are never bound."""


@dataclass(frozen=True, slots=True)
class TextObject:
    """What may follow an operator, or `i` and `a` in a selection."""

    key: str
    name: str
    """As `text.motions.object_at` knows it; `line` is the reading pane's own."""

    help: str


OBJECTS: tuple[TextObject, ...] = (
    TextObject("w", "word", "word"),
    TextObject("s", "sentence", "sentence"),
    TextObject("p", "paragraph", "paragraph"),
    TextObject("q", "quotation", "quotation"),
    TextObject("l", "line", "line"),
    *(
        TextObject(f"{prefix} {key}", f"{article}_{name}", f"{article} {name}")
        for prefix, article in (("i", "inner"), ("a", "a"))
        for key, name in (("w", "word"), ("s", "sentence"), ("p", "paragraph"), ("q", "quotation"))
    ),
)


@dataclass(frozen=True, slots=True)
class Keymap:
    """The table with a person's own keys in it."""

    commands: tuple[Command, ...]

    def at(self, *places: Place) -> tuple[Command, ...]:
        """The commands of some places, in the table's order."""
        return tuple(command for command in self.commands if command.place in places)

    def by_key(self, *places: Place) -> dict[str, Command]:
        """The commands of some places by key; the first one that claims a key has it."""
        found: dict[str, Command] = {}
        for command in self.at(*places):
            for key in command.keys:
                found.setdefault(key, command)
        return found


def build(overrides: Mapping[str, str] | None = None) -> tuple[Keymap, tuple[str, ...]]:
    """The keymap with `overrides` (command id to keys, several with a comma), and what is wrong with them."""
    overrides = overrides or {}
    known = {command.id for command in COMMANDS}
    problems = [f"[keys] has no command {name!r}" for name in overrides if name not in known]
    problems += [
        f"[keys] {name}: a plain terminal cannot tell {key!r} from Backspace, Tab, Enter or Esc"
        for name, keys in overrides.items()
        for key in (one.strip() for one in keys.split(","))
        if key in NEVER
    ]
    commands: list[Command] = []
    for command in COMMANDS:
        if command.id not in overrides:
            commands.append(command)
            continue
        wanted = (key.strip() for key in overrides[command.id].split(","))
        keys = tuple(key for key in wanted if key and key not in NEVER)
        if command.place not in READING and any(" " in key for key in keys):
            problems.append(f"[keys] {command.id}: keys that follow each other work only while one reads")
            keys = tuple(key for key in keys if " " not in key) or command.keys
        if not keys:
            problems.append(f"[keys] {command.id} names no key")
        commands.append(replace(command, keys=keys) if keys else command)
    problems.extend(_clashes(commands, overrides))
    return Keymap(tuple(commands)), tuple(problems)


def _clashes(commands: Iterable[Command], overrides: Mapping[str, str]) -> list[str]:
    owners: dict[tuple[Place, str], str] = {}
    problems: list[str] = []
    for command in commands:
        for key in command.keys:
            other = owners.setdefault((command.place, key), command.id)
            if other != command.id and {other, command.id} & overrides.keys():
                problems.append(f"[keys] {key!r} is bound to both {other} and {command.id}")
    return problems
