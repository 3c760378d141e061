"""The front matter of a note, changed line by line: only our own values, and only where nobody else changed them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.export import front_matter
from reader.export.vault.note import ID, TAGS, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_KEY = re.compile(
    r"""(?:"(?P<double>[^"\\]+)"|'(?P<single>[^']+)'"""
    r"""|(?P<plain>[^\s#:'"\-\[\]{}&*!|>%@`][^:#]{0,200}?))[ \t]{0,20}:(?=\s|$)"""
)
_ITEM = re.compile(r"^(?P<indent>[ \t]*)-[ \t]+(?P<value>.*)$")
_COMMENT = re.compile(r"(?:^|[ \t])#.*$")
_FLOW_ITEM = re.compile(r"""\s*+("(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'|[^,\[\]{}"']*+)\s*+(?:,|$)""")


@dataclass(frozen=True, slots=True)
class Split:
    """A note's text, parted at its front matter."""

    opening: str
    """The line above, with a byte order mark where there is one."""

    lines: tuple[str, ...]
    """Those of the front matter, with their ends."""

    rest: str
    """All that follows, from the closing line on."""


def split(text: str) -> Split | None:
    """Part a text; None where it has no front matter, or one that does not end."""
    fence = _FENCE.match(text)
    end = _END.search(text, fence.end()) if fence else None
    if fence is None or end is None:
        return None
    lines = tuple(re.findall(r"[^\n]*\n", text[fence.end() : end.start()]))
    return Split(fence[0], lines, text[end.start() :])


@dataclass(slots=True)
class Told:
    """What was written into the front matter last."""

    values: dict[str, str] = field(default_factory=dict)
    """The hash of each value, by key."""

    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Kept:
    """A value that a person changed, and that is another in the library too."""

    key: str
    theirs: str
    ours: str


@dataclass(slots=True)
class _Entry:
    key: str
    lines: list[str]

    @property
    def raw(self) -> str:
        """What stands behind the colon of the first line."""
        return self.lines[0][_key_end(self.lines[0]) :].strip()


def new(properties: Mapping[str, Value], tags: Sequence[str]) -> tuple[list[str], Told]:
    """The lines of a new note's front matter, and what is to be remembered of them."""
    return merge((), properties, tags, Told(), [])


def merge(
    lines: Sequence[str], properties: Mapping[str, Value], tags: Sequence[str], told: Told, kept: list[Kept]
) -> tuple[list[str], Told]:
    """Lines with our values brought up to date, and what is to be remembered.

    A value that is not what was written last is the person's and stays; where ours is another one now as well, that
    goes to `kept`, once. A key that they took away stays away. Tags are a set: theirs stay, ours come and go, and one
    of ours that they took away stays away.
    """
    items = _parsed(lines)
    end = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    known = {each.key: each for each in reversed(items) if isinstance(each, _Entry)}
    values: dict[str, str] = {}
    for key, value in properties.items():
        line, ours = f"{key}: {front_matter.value(value)}{end}", _words(value)
        entry = known.get(key)
        values[key] = _hash(ours)
        if entry is None:
            if key not in told.values or key == ID:
                _insert(items, _Entry(key, [line]), properties)
            continue
        theirs = _canonical(entry)
        if theirs == ours:
            continue
        if key == ID or told.values.get(key) == _hash(theirs):
            entry.lines[:] = _with_comments(line, entry, end)
        elif key not in told.values:
            del values[key]
        elif told.values[key] != values[key]:
            kept.append(Kept(key, theirs, ours))
    for key, before in told.values.items():
        entry = known.get(key)
        if key not in properties and entry is not None and _hash(_canonical(entry)) == before:
            items[items.index(entry)] = "".join(f"{comment}{end}" for comment in _comments(entry))
    _merge_tags(items, known.get(TAGS), tags, told.tags, end)
    return [line for item in items for line in (item.lines if isinstance(item, _Entry) else (item,))], Told(
        values, tuple(tags)
    )


def value_of(lines: Sequence[str], key: str) -> str:
    """The value of a key, as words; empty where there is none."""
    entry = next((each for each in _parsed(lines) if isinstance(each, _Entry) and each.key == key), None)
    return _canonical(entry) if entry else ""


def scalar(raw: str) -> str:
    """A value that is no list, as it is written behind its colon, without its quotes and the comment behind it."""
    return _plain(_bare(raw))


def _insert(items: list[_Entry | str], entry: _Entry, ours: Mapping[str, Value]) -> None:
    """Put an entry behind the last one of ours, else at the end."""
    places = [at for at, each in enumerate(items) if isinstance(each, _Entry) and each.key in ours]
    items.insert(places[-1] + 1 if places else len(items), entry)


def _merge_tags(
    items: list[_Entry | str], entry: _Entry | None, ours: Sequence[str], told: Sequence[str], end: str
) -> None:
    known = {tag.casefold() for tag in told}
    wanted = {tag.casefold() for tag in ours}
    if entry is None:
        fresh = [tag for tag in ours if tag.casefold() not in known]
        if fresh:
            items.append(_Entry(TAGS, [f"{TAGS}: {front_matter.value(fresh)}{end}"]))
        return
    current = _listed(entry)
    if current is None:
        return
    keys = [_tag_key(raw) for raw in current]
    going = {key for key in keys if key in known and key not in wanted}
    coming = [tag for tag in ours if tag.casefold() not in {*keys, *known}]
    if not going and not coming:
        return
    items_in_lines = [line for line in entry.lines[1:] if _ITEM.match(line.rstrip("\r\n"))]
    if items_in_lines:
        indent = _indent(items_in_lines[-1])
        entry.lines[:] = [
            entry.lines[0],
            *(line for line in entry.lines[1:] if _line_key(line) not in going),
            *(f"{indent}- {front_matter.value(tag)}{end}" for tag in coming),
        ]
        if entry.lines[-1] == entry.lines[0] and not entry.raw:
            entry.lines[:] = _with_comments(f"{TAGS}: []{end}", entry, end)
    else:
        stays = [raw for raw, key in zip(current, keys, strict=True) if key not in going]
        listed = ", ".join((*stays, *map(front_matter.value, coming)))
        entry.lines[:] = _with_comments(f"{TAGS}: [{listed}]{end}", entry, end)


def _parsed(lines: Sequence[str]) -> list[_Entry | str]:
    items: list[_Entry | str] = []
    waiting: list[str] = []
    """Blank lines and comments below an entry, which belong to it if it goes on below them."""
    for line in lines:
        bare = line.rstrip("\r\n")
        match = _KEY.match(bare)
        last = items[-1] if items else None
        if not match and isinstance(last, _Entry):
            if bare.startswith((" ", "\t", "- ")) or bare == "-":
                last.lines += (*waiting, line)
                waiting.clear()
                continue
            if not bare or bare.startswith("#"):
                waiting.append(line)
                continue
        items += waiting
        waiting.clear()
        items.append(_Entry(match["double"] or match["single"] or match["plain"], [line]) if match else line)
    return [*items, *waiting]


def _key_end(line: str) -> int:
    match = _KEY.match(line.rstrip("\r\n"))
    return match.end() if match else 0


def _canonical(entry: _Entry) -> str:
    """A value as words, however it is written."""
    if _below(entry) or entry.raw.startswith("["):
        listed = _listed(entry)
        return "".join(entry.lines) if listed is None else _words([_plain(raw) for raw in listed])
    return scalar(entry.raw)


def _listed(entry: _Entry) -> list[str] | None:
    """The items of a list as they are written; None where it is written in a way that is not understood here."""
    raw = _bare(entry.raw)
    rest = _below(entry)
    if not raw:
        found = [_ITEM.match(line) for line in rest]
        return [_bare(match["value"]) for match in found if match] if all(found) else None
    if rest or raw.startswith(("{", "&", "*", "!", "|", ">")):
        return None
    if not raw.startswith("["):
        return [front_matter.value(part) for part in re.split(r"[,\s]+", _plain(raw)) if part]
    if not raw.endswith("]"):
        return None
    inside, at, items = raw[1:-1], 0, []
    while at < len(inside):
        item = _FLOW_ITEM.match(inside, at)
        if item is None or item.end() == at:
            return None
        if item[1].strip():
            items.append(item[1].strip())
        at = item.end()
    return items


def _below(entry: _Entry) -> list[str]:
    """The lines of an entry below its first one that are neither blank nor comments."""
    lines = (line.rstrip("\r\n") for line in entry.lines[1:])
    return [line for line in lines if line.strip() and not line.strip().startswith("#")]


def _line_key(line: str) -> str:
    match = _ITEM.match(line.rstrip("\r\n"))
    return _tag_key(_bare(match["value"])) if match else ""


def _indent(line: str) -> str:
    match = _ITEM.match(line.rstrip("\r\n"))
    return match["indent"] if match else ""


def _tag_key(raw: str) -> str:
    return _plain(raw).removeprefix("#").casefold()


def _plain(raw: str) -> str:
    return front_matter.plain(raw.strip())


def _bare(raw: str) -> str:
    """A value without the comment behind it."""
    comment = _COMMENT.search(_without_strings(raw))
    return raw[: comment.start()].strip() if comment else raw.strip()


def _with_comments(line: str, entry: _Entry, end: str) -> list[str]:
    """A line in the place of an entry, with the comments that a person wrote into that."""
    comments = _comments(entry)
    if not comments:
        return [line]
    if _COMMENT.search(_without_strings(entry.raw)):
        return [f"{line.rstrip()} {comments[0]}{end}", *(f"  {each}{end}" for each in comments[1:])]
    return [line, *(f"  {each}{end}" for each in comments)]


def _comments(entry: _Entry) -> list[str]:
    """The comments in an entry that is no text of several lines."""
    if entry.raw.startswith(("|", ">")):
        return []
    found = [_COMMENT.search(_without_strings(text.rstrip("\r\n"))) for text in (entry.raw, *entry.lines[1:])]
    texts = (entry.raw, *entry.lines[1:])
    return [text.rstrip("\r\n")[each.start() :].strip() for text, each in zip(texts, found, strict=True) if each]


def _without_strings(raw: str) -> str:
    """`raw` with what stands in quotes masked, at the same length."""
    return re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', lambda found: "x" * len(found[0]), raw)


def _words(value: Value) -> str:
    return str(value) if isinstance(value, str | int) else "\x1f".join(value)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
