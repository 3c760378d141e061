"""A note as the library would have it, merged with the note as a person left it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.errors import ExportError
from reader.export import dates
from reader.export.vault import memory as memories
from reader.export.vault import properties
from reader.export.vault.markers import GONE, HEAD, HIGHLIGHT, Found, Listing, Prose, digest, harmless, parts
from reader.export.vault.note import SUMS, Block

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reader.export.vault.markers import Part, Profile
    from reader.export.vault.note import Note


@dataclass(frozen=True, slots=True)
class Merged:
    """A note after a merge."""

    data: bytes
    notices: tuple[str, ...] = ()
    """What was kept that a person wrote, where the library says something else."""


def fresh(note: Note) -> str:
    """A new note."""
    lines, told = properties.new(note.properties, note.tags)
    blocks = [_written(note.profile, HEAD, note.head_id, note.head)]
    blocks += [_written(note.profile, HIGHLIGHT, block.id, block.body) for block in note.blocks]
    memory = memories.Memory({memories.short(each) for each in (note.head_id, *(b.id for b in note.blocks))}, told)
    return f"---\n{''.join(lines)}---\n\n" + "\n".join((*blocks, f"{note.profile.listing(memory.words())}\n"))


def merge(existing: bytes, note: Note, today: date, taken: frozenset[str] = frozenset()) -> Merged:
    """`existing` brought up to date; raises ExportError where it cannot be understood, and is to be left as it is.

    Block by block: what nobody touched gets the new words; what a person changed stays, and where ours changed as well
    a dated notice stands behind it, once; what they deleted is not added again; what was deleted in the library goes,
    or is marked where they had changed it; new ones come in the order of the text, behind the nearest block that is
    there. All that stands outside the blocks stays byte for byte. Blocks whose version is in `taken` get the new words:
    what was changed in them is in the library now.
    """
    try:
        text = existing.decode("utf-8")
    except UnicodeDecodeError as error:
        line = existing.count(b"\n", 0, error.start) + 1
        raise ExportError(f"it is not UTF-8 (line {line}). Save it as UTF-8.") from error
    head = properties.split(text)
    if head is None:
        raise ExportError("its front matter does not end: there is no line --- below it. Mend it.")
    return _Merge(note, head, today, taken).merged()


@dataclass(slots=True)
class _Merge:
    note: Note
    head: properties.Split
    today: date
    taken: frozenset[str]
    notices: list[str] = field(default_factory=list)
    is_cut: bool = False
    """Has a block lost its end?"""

    def merged(self) -> Merged:
        found = parts(self.head.rest)
        self._refuse_other_profile(found)
        memory = memories.read(part.words for part in found if isinstance(part, Listing))
        kept: list[properties.Kept] = []
        lines, told = self._properties(found, memory.told, kept)
        for value in kept:
            self.notices.append(
                f"`{value.key}` is {value.theirs!r} by your hand and stays; the library says {value.ours!r}"
            )
        found = self._updated(found, memory)
        known = {each.id for each in self._wanted()} | self.note.others
        present = {part.id for part in found if isinstance(part, Found)}
        remembered = {each for each in known | present if memory.knows(each)} | (known & present)
        memory = memories.Memory(set(map(memories.short, remembered)), told)
        text = "".join(part.text for part in self._with_listing(found, memory))
        whole = f"{self.head.opening}{''.join(lines)}{text}"
        return Merged(whole.encode("utf-8", "surrogatepass"), tuple(self.notices))

    def _refuse_other_profile(self, found: Sequence[Part]) -> None:
        """Raise ExportError for a note in another form: in this one links to its blocks would lead nowhere."""
        styles = {part.profile.name for part in found if isinstance(part, Found)}
        if styles and self.note.profile.name not in styles:
            other = styles.pop()
            raise ExportError(f"it was exported as {other}. Take the format {other} for it, or another folder.")

    def _properties(
        self, found: Sequence[Part], told: properties.Told, kept: list[properties.Kept]
    ) -> tuple[list[str], properties.Told]:
        """The front matter brought up to date.

        Where blocks stand in the note that are not in this export, those values that sum up all blocks stay what the
        last export of all made of them, and no tag goes.
        """
        values, tags = dict(self.note.properties), self.note.tags
        held: dict[str, str] = {}
        if any(isinstance(part, Found) and part.id in self.note.others for part in found):
            held = {key: each for key, each in told.values.items() if key in SUMS}
            values = {key: each for key, each in values.items() if key not in held}
            told = replace(told, values={key: each for key, each in told.values.items() if key not in held})
            tags = tuple(dict.fromkeys((*told.tags, *tags)))
        lines, told = properties.merge(self.head.lines, values, tags, told, kept)
        return lines, replace(told, values={**told.values, **held})

    # ---- block by block

    def _wanted(self) -> list[Block]:
        """The head and the highlights, in their order."""
        return [Block(self.note.head_id, self.note.head), *self.note.blocks]

    def _updated(self, found: Sequence[Part], memory: memories.Memory) -> list[Part]:
        ours = {block.id: block for block in self._wanted()}
        seen = {part.id for part in found if isinstance(part, Found)}
        whole = {part.id: part for part in reversed(found) if isinstance(part, Found) and not part.is_cut}
        self.is_cut = any(isinstance(part, Found) and part.is_cut for part in found)
        result: list[Part] = []
        for at, part in enumerate(found):
            if not isinstance(part, Found):
                result.append(part)
            elif part.is_cut:
                self.notices.append(f"a block has lost the marker at its end, and stays as it is: {_first(part.body)}")
                result.append(part)
            elif part.id in ours and part is not whole[part.id]:
                self.notices.append(f"a block is there twice; the second one stays as it is: {_first(part.body)}")
                result.append(part)
            elif part.id in ours:
                self._update(result, part, ours[part.id])
            elif memory.knows(part.id):
                self._without_ours(result, part, found[at + 1 :][:1])
            else:
                # It was brought here from another note.
                result.append(part)
        self._add_new(result, [block for block in ours.values() if block.id not in seen and not memory.knows(block.id)])
        return result

    def _update(self, result: list[Part], part: Found, ours: Block) -> None:
        body = harmless(ours.body)
        wanted = digest(body)
        stamped = replace(part, opening=self._opening(part, ours.id, body))
        if digest(part.body) == wanted:
            result.append(part if part.hash == wanted and part.kind != GONE else stamped)
        elif part.is_untouched or part.version in self.taken:
            result.append(replace(stamped, body=self._ended(body)))
        elif part.hash == wanted:
            result.append(stamped if part.kind == GONE else part)
        else:
            result.append(stamped)
            result.append(self._notice("Reader has other words for this now; yours above stay", body, part))
            self.notices.append(
                f"you changed a block that changed in the library too; yours stays: {_first(part.body)}"
            )

    def _without_ours(self, result: list[Part], part: Found, following: Sequence[Part]) -> None:
        """What becomes of a block whose highlight is not in this export; `following` is what stands behind it."""
        if part.id in self.note.others or part.kind in {HEAD, GONE}:
            result.append(part)
        elif part.is_untouched and self.is_cut:
            # What stands behind a block without an end would become a part of that.
            result.append(part)
        elif part.is_untouched:
            self._close_gap(result, following)
        else:
            opening = part.opening.replace(f" reader {part.kind} ", f" reader {GONE} ", 1)
            result.append(replace(part, opening=opening))
            result.append(self._notice("This highlight was deleted in Reader; what you wrote above stays", "", part))
            self.notices.append(f"a highlight was deleted whose block you had changed; it stays: {_first(part.body)}")

    def _close_gap(self, result: list[Part], following: Sequence[Part]) -> None:
        """Take away one of the blank lines above a block that goes, if there is one below it too."""
        last = result[-1] if result else None
        if not isinstance(last, Prose) or not any(re.match(r"\r?\n", part.text) for part in following):
            return
        text = last.text.replace("\r\n", "\n")
        if text == "\n" and len(result) > 1:
            result.pop()
        elif text.endswith("\n\n"):
            result[-1] = Prose(last.text[: -2 if last.text.endswith("\r\n") else -1])

    def _add_new(self, result: list[Part], new: Sequence[Block]) -> None:
        """Put blocks behind the nearest one before them that is there, else before the nearest one after them."""
        if not new:
            return
        coming = {block.id for block in new}
        places = {part.id: at for at, part in reversed([*enumerate(result)]) if isinstance(part, Found)}
        behind: dict[int, list[Block]] = {}
        waiting: list[Block] = []
        last = first = len(result)
        for block in self._wanted():
            if block.id in places:
                last = places[block.id]
                first = last if first == len(result) else first
            elif block.id in coming and last < len(result):
                behind.setdefault(self._below_notices(result, last), []).append(block)
            elif block.id in coming:
                waiting.append(block)
        self._put(result, behind, waiting, first)

    def _put(
        self, result: list[Part], behind: Mapping[int, Sequence[Block]], above: Sequence[Block], first: int
    ) -> None:
        """Put blocks `behind` parts by their places, and others `above` the part at `first`; behind all: the end."""
        is_alone = first == len(result)
        if above and is_alone:
            first = next((at for at, part in enumerate(result) if isinstance(part, Listing)), len(result))
        old = [*result, Prose("")]
        result.clear()
        for at, part in enumerate(old):
            if at == first and above:
                self._end_line(result, len(result) - 1)
                result += [Prose(self._end)] if is_alone else []
                for block in above:
                    result += [self._made(block), Prose(self._end)]
            result.append(part)
            if at in behind:
                self._end_line(result, len(result) - 1)
                for block in behind[at]:
                    result += [Prose(self._end), self._made(block)]
        result.pop()
        if above and first == len(old) - 1:
            result.pop()

    def _below_notices(self, result: Sequence[Part], at: int) -> int:
        """The place of the last notice behind a block, or its own."""
        while at + 1 < len(result) and _is_notice(result[at + 1]):
            at += 1
        return at

    def _made(self, block: Block) -> Found:
        kind = HEAD if block.id == self.note.head_id else HIGHLIGHT
        body = harmless(block.body)
        opening = f"{self.note.profile.opening(kind, block.id, body)}{self._end}"
        closing = f"{self.note.profile.closing}{self._end}"
        return Found(kind, block.id, digest(body), opening, self._ended(body), closing)

    # ---- how it is written

    @property
    def _end(self) -> str:
        """The line end of the file."""
        return "\r\n" if self.head.opening.endswith("\r\n") else "\n"

    def _ended(self, body: str) -> str:
        """A body with the file's line ends, and one at its end."""
        return "".join(f"{line}{self._end}" for line in _lines(self.note.profile, body))

    def _opening(self, part: Found, identifier: str, body: str) -> str:
        kind = HEAD if identifier == self.note.head_id else HIGHLIGHT
        style = part.profile
        return f"{style.opening(kind, identifier, body)}{self._end}"

    def _notice(self, what: str, body: str, part: Found) -> Prose:
        """A dated notice, behind the block that it is about."""
        day = dates.words(self.today.isoformat())
        lines = [f"{what}.", *([""] if body else []), *_without_anchor(body)]
        title = f"> [!info] Reader, {day}" if part.profile.name == "obsidian" else f"> **Reader, {day}**"
        quoted = [title, *([">"] if title.endswith("**") else []), *(f"> {line}" if line else ">" for line in lines)]
        return Prose(self._end + "".join(f"{line}{self._end}" for line in quoted))

    def _end_line(self, result: list[Part], at: int) -> None:
        """See that what stands at `at` ends with a line end, as nothing else may stand on a marker's line."""
        if at < 0:
            return
        part = result[at]
        if isinstance(part, Prose) and not part.text.endswith("\n"):
            result[at] = Prose(part.text + self._end)
        elif isinstance(part, Found) and part.closing and not part.closing.endswith("\n"):
            result[at] = replace(part, closing=part.closing + self._end)
        elif isinstance(part, Found) and not part.closing and not part.text.endswith("\n"):
            result[at] = replace(part, body=part.body + self._end)

    def _with_listing(self, found: list[Part], memory: memories.Memory) -> list[Part]:
        """The parts with one list of what was ever written: where it stood, else at the end."""
        line = self.note.profile.listing(memory.words())
        places = [at for at, part in enumerate(found) if isinstance(part, Listing)]
        if places:
            first = found[places[0]].text
            if first.rstrip() != line or len(places) > 1:
                ending = first[len(first.rstrip("\r\n")) :] or self._end
                found[places[0]] = Listing(memory.words(), f"{line}{ending}")
            return [part for at, part in enumerate(found) if at not in places[1:]]
        self._end_line(found, len(found) - 1)
        return [*found, Prose(self._end), Listing(memory.words(), f"{line}{self._end}")]


def _written(profile: Profile, kind: str, identifier: str, body: str) -> str:
    body = harmless(body)
    return "\n".join((profile.opening(kind, identifier, body), *_lines(profile, body), profile.closing, ""))


def _lines(profile: Profile, body: str) -> list[str]:
    return [*body.strip("\n").split("\n"), *([""] if profile.has_gap else [])]


def _is_notice(part: Part) -> bool:
    return isinstance(part, Prose) and part.text.lstrip("\r\n").startswith(("> [!info] Reader, ", "> **Reader, "))


def _without_anchor(body: str) -> list[str]:
    """The lines of a body without the id of its block, which stands above already."""
    lines = body.strip("\n").split("\n") if body else []
    while lines and (not lines[-1] or lines[-1].startswith("^")):
        lines.pop()
    return lines


def _first(body: str) -> str:
    """The first words of a body."""
    words = " ".join(body.split())
    return f"“{words[:60]}…”" if len(words) > 60 else f"“{words}”"
