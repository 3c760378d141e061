"""A note in a vault, what a person does to it, and what an export may do to it then."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from reader.export.vault.markers import OBSIDIAN, Profile
from reader.export.vault.merging import Merged, fresh, merge
from reader.export.vault.note import Block, Note

if TYPE_CHECKING:
    from random import Random

    from reader.export.vault.note import Value

TODAY = date(2026, 3, 14)

OPENING = re.compile(r"(?:%%|<!--) reader (hl|head|gone) (\S+) ([0-9a-f]{8,64}) (?:%%|-->)[ \t\r]*")
CLOSING = re.compile(r"(?:%%|<!--) /reader (?:%%|-->)[ \t\r]*")
LISTING = re.compile(r"(?:%%|<!--) reader seen\b.*")

HOSTILE = (
    *("%% /reader %%", "<!-- /reader -->", "%% reader hl b1 0123456789abcdef %%", "<!-- reader head head 01234567 -->"),
    *("%% reader seen title=01234567 #x %%", "  %% /reader %%", "---", "...", "-->", "> [!info] Reader, 1 May 2026"),
    *("^b1", "[[x]]", "a | b", "```", "tags: [x]", "\u2028%% /reader %%", "{{ x }}", "港", "x" * 3000),
)


def a_note(*blocks: tuple[str, str], profile: Profile = OBSIDIAN, **known: object) -> Note:
    """The note on an article with these ids and bodies of blocks."""
    made = Note(
        "wall",
        "The wall",
        {"reader_id": "wall", "reader_version": 1, "title": "The wall", "highlights": len(blocks)},
        (),
        "# The wall",
        tuple(Block(identifier, body) for identifier, body in blocks),
        profile,
    )
    return replace(made, **known)  # type: ignore[arg-type]


def merged(text: str, note: Note) -> str:
    """A text after a merge, which a second merge leaves as it is."""
    first = merge(text.encode(), note, TODAY)
    assert merge(first.data, note, date(2027, 1, 1)).data == first.data
    return first.data.decode()


def block_of(text: str, identifier: str) -> str | None:
    """The body of the first block with this id, without blank lines at its ends."""
    opening = rf"^(?:%%|<!--) reader (?:hl|head|gone) {re.escape(identifier)} \w+ (?:%%|-->)[ \t\r]*\n"
    found = re.search(rf"{opening}(.*?)^(?:%%|<!--) /reader ", text, re.DOTALL | re.MULTILINE)
    return found[1].replace("\r\n", "\n").strip("\n") if found else None


@dataclass
class World:
    """A library of one article, its note in a vault, and what is known of both."""

    random: Random
    profile: Profile
    text: str = ""
    blocks: dict[str, str] = field(default_factory=dict)
    """What the library has, in the order of the article."""

    title: str = "The wall"
    tags: tuple[str, ...] = ()
    written: dict[str, str] = field(default_factory=dict)
    """The body that the library had at the last export, by the ids that ever stood in the note."""

    marks: int = 0
    """How many marks a person has made, each once."""

    def note(self) -> Note:
        values: dict[str, Value] = {
            "reader_id": "wall",
            "reader_version": 1,
            "title": self.title,
            "highlights": len(self.blocks),
        }
        blocks = tuple(Block(identifier, body) for identifier, body in self.blocks.items())
        return Note("wall", "The wall", values, self.tags, f"# {self.title}", blocks, self.profile)

    def start(self) -> None:
        """Export for the first time."""
        for _ in range(self.random.randrange(6)):
            self.change_ours()
        note = self.note()
        self.text = fresh(note)
        self._remember()

    def _remember(self) -> None:
        self.written |= {"head": f"# {self.title}", **self.blocks}

    # ---- what happens in the library

    def change_ours(self) -> None:
        random = self.random
        what = random.randrange(6)
        if what <= 2 or not self.blocks:
            items = list(self.blocks.items())
            items.insert(random.randint(0, len(items)), (f"b{self._mark()}", self._body()))
            self.blocks = dict(items)
        elif what == 3:
            self.blocks[random.choice(list(self.blocks))] = self._body()
        elif what == 4:
            del self.blocks[random.choice(list(self.blocks))]
        else:
            self.title = f"The wall {self._mark()}"
            self.tags = tuple(random.sample(("law", "economy/tariffs", "sea", "ours"), random.randrange(4)))

    def _mark(self) -> int:
        self.marks += 1
        return self.marks

    def _body(self) -> str:
        lines = [f"> words {self._mark()}", *self.random.sample(HOSTILE, self.random.randrange(3)), ""]
        return "\n".join(lines) + self.random.choice(("", "\n", f"\n^b{self.marks}\n"))

    # ---- what a person does

    def edit(self) -> None:
        """Change something anywhere, as a person does."""
        edits = (self._add_line, self._add_words, self._delete_block, self._move_block, self._properties, self._ends)
        self.random.choice(edits)()

    def spoil(self) -> None:
        """Do something to the markers that nobody should."""
        lines = self.text.split("\n")
        at = [n for n, line in enumerate(lines) if OPENING.fullmatch(line) or CLOSING.fullmatch(line)]
        if not at:
            return
        line = self.random.choice(at)
        what = self.random.randrange(4)
        if what == 0:
            del lines[line]
        elif what == 1:
            lines.insert(self._place(), lines[line])
        elif what == 2:
            lines[line] = lines[line][: self.random.randrange(len(lines[line]))]
        else:
            other = self.random.choice(at)
            lines[line], lines[other] = lines[other], lines[line]
        self.text = "\n".join(lines)

    def _place(self) -> int:
        """The number of a line below the front matter."""
        lines = self.text.split("\n")
        fence = lines.index(next(line for line in lines[1:] if line.rstrip("\r") == "---"), 1)
        return self.random.randint(fence + 1, len(lines))

    def _add_line(self) -> None:
        lines = self.text.split("\n")
        end = "\r" if len(lines) > 1 and lines[0].endswith("\r") else ""
        for _ in range(self.random.randint(1, 3)):
            new = self.random.choice(
                (f"«mine {self._mark()}»", f"> «mine {self._mark()}» %% x %%", "", "---", "## «A»")
            )
            lines.insert(min(self._place(), len(lines)), new + end)
        self.text = "\n".join(lines)

    def _add_words(self) -> None:
        lines = self.text.split("\n")
        at = min(self._place(), len(lines) - 1)
        if not any(marker.fullmatch(lines[at]) for marker in (OPENING, CLOSING, LISTING)):
            bare = lines[at].rstrip("\r")
            cut = self.random.randint(0, len(bare))
            lines[at] = f"{bare[:cut]}«mine {self._mark()}»{bare[cut:]}{lines[at][len(bare) :]}"
            self.text = "\n".join(lines)

    def _spans(self) -> list[tuple[int, int]]:
        """The first line and the one behind the last, of each block."""
        found, start = [], -1
        for number, line in enumerate(self.text.split("\n")):
            if OPENING.fullmatch(line):
                start = number
            elif CLOSING.fullmatch(line) and start >= 0:
                found.append((start, number + 1))
                start = -1
        return found

    def _delete_block(self) -> list[str]:
        spans = self._spans()
        if not spans:
            return []
        start, end = self.random.choice(spans)
        lines = self.text.split("\n")
        taken = lines[start:end]
        del lines[start:end]
        self.text = "\n".join(lines)
        return taken

    def _move_block(self) -> None:
        taken = self._delete_block()
        inside = [range(start + 1, end) for start, end in self._spans()]
        places = [at for at in {self._place() for _ in range(9)} if not any(at in each for each in inside)]
        if taken and places:
            lines = self.text.split("\n")
            at = self.random.choice(sorted(places))
            lines[at:at] = taken
            self.text = "\n".join(lines)

    def _properties(self) -> None:
        lines = self.text.split("\n")
        fence = next(number for number, line in enumerate(lines) if number and line.rstrip("\r") == "---")
        end = "\r" if lines[0].endswith("\r") else ""
        at = self.random.randint(1, fence)
        what = self.random.randrange(4)
        if what == 0 and not lines[at].startswith((" ", "-")):
            lines.insert(at, f"mine{self._mark()}: «mine {self.marks}» # «why»{end}")
        elif what == 1:
            lines.insert(at, f"# «mine {self._mark()}»{end}")
        elif what == 2:
            lines = [
                f'title: "«mine {self._mark()}»" # «why»{end}' if line.startswith("title:") else line for line in lines
            ]
        elif not any(line.startswith("tags:") for line in lines):
            lines[fence:fence] = [f"tags:{end}", f"  - «mine/{self._mark()}»{end}"]
        self.text = "\n".join(lines)

    def _ends(self) -> None:
        what = self.random.randrange(4)
        if what == 0:
            self.text = self.text.replace("\r\n", "\n").replace("\n", "\r\n")
        elif what == 1:
            self.text = self.text.replace("\r\n", "\n")
        elif what == 2:
            self.text = self.text.rstrip("\r\n")
        else:
            self.text = f"\ufeff{self.text.lstrip(chr(0xFEFF))}"

    # ---- what an export does

    def export(self) -> Merged:
        """Export again, which must be quiet the next time."""
        before = self.text.encode()
        done = merge(before, self.note(), TODAY)
        again = merge(done.data, self.note(), date(2027, 1, 1))
        assert again.data == done.data
        self.text = done.data.decode()
        return done

    def theirs(self) -> list[str]:
        """The lines that are a person's: those outside of blocks, and in blocks that they have changed."""
        lines = self.text.split("\n")
        fence = next(number for number, line in enumerate(lines) if number and line.rstrip("\r") == "---")
        found = [line for line in lines[:fence] if "«" in line]
        inside: list[str] | None = None
        who = ""
        for line in lines[fence + 1 :]:
            if opening := OPENING.fullmatch(line):
                found += inside or []
                inside, who = [], opening[2]
            elif CLOSING.fullmatch(line) and inside is not None:
                if not self.is_untouched(who, "".join(f"{each}\n" for each in inside)):
                    found += inside
                inside = None
            elif LISTING.fullmatch(line):
                found += inside or []
                inside = None
            elif inside is None:
                found.append(line)
            else:
                inside.append(line)
        found += inside or []
        return [line.rstrip("\r") for line in found if line.strip()]

    def is_untouched(self, identifier: str, body: str) -> bool:
        """Is a body what the last export wrote?"""
        written = self.written.get(identifier)
        return written is not None and _plain(body) == _plain(written)

    def check(self, before: str, theirs: list[str]) -> None:
        """Hold an export against the text before it, with what was the person's in that; then remember."""
        rest = iter(line.rstrip("\r") for line in self.text.split("\n"))
        for line in theirs:
            assert line in rest, f"lost: {line!a}"
        ours = {"head": f"# {self.title}", **self.blocks}
        for identifier, body in ours.items():
            was = block_of(before, identifier)
            now = block_of(self.text, identifier)
            if was is None:
                assert (now is None) == (identifier in self.written), identifier
            elif self.is_untouched(identifier, was):
                assert now is not None
                assert _plain(now) == _plain(body)
            else:
                assert now is not None
                assert now == was
        for identifier in self.written.keys() - ours.keys():
            was = block_of(before, identifier)
            now = block_of(self.text, identifier)
            assert now == (None if was is None or self.is_untouched(identifier, was) else was)
        self._remember()


def _plain(body: str) -> str:
    """A body without what keeps its lines from being taken for markers, and without blank lines at its ends."""
    body = re.sub(r"(?m)^([ \t]*)\\(?=(?:%%|<!--) /?reader\b)", r"\1", body.replace("\r\n", "\n"))
    return body.strip("\n")
