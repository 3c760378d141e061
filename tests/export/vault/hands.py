"""A note, and what a person does to its file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.export.vault.markers import OBSIDIAN, Found, Profile, parts
from reader.export.vault.note import ID, VERSION, Block, Note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from reader.export.vault.note import Value

WORD = re.compile(r"user-\d+")
"""What a person wrote is told by such words."""


def note(
    blocks: Mapping[str, str],
    *,
    title: str = "The town",
    tags: tuple[str, ...] = (),
    others: frozenset[str] = frozenset(),
    profile: Profile = OBSIDIAN,
) -> Note:
    """A note with blocks, words by id, in their order."""
    properties: dict[str, Value] = {ID: "town", VERSION: 1, "title": title, "highlights": len(blocks)}
    made = tuple(Block(identifier, f"> {words}\n\n^{identifier}") for identifier, words in blocks.items())
    return Note("town", title, properties, tags, f"# {title}", made, profile, others)


def found(text: str) -> dict[str, Found]:
    """The blocks of a text by id: the first that is whole where there are several."""
    blocks = [part for part in parts(text) if isinstance(part, Found)]
    blocks.reverse()
    return {part.id: part for is_cut in (True, False) for part in blocks if part.is_cut is is_cut}


def body(words: str, identifier: str) -> str:
    """What stands in the block of such words."""
    return f"> {words}\n\n^{identifier}"


def lines(text: str) -> list[str]:
    """The lines of a text with their ends."""
    return text.splitlines(keepends=True)


def write_a_line(text: str, random: Random, word: str) -> str:
    """Write a line anywhere below the first one."""
    rows = lines(text)
    rows.insert(random.randrange(1, len(rows) + 1), f"{word} wrote this\n")
    return "".join(rows)


def write_into_a_line(text: str, random: Random, word: str) -> str:
    """Write at the end of a line that is no marker, no fence, and not what the file is known by."""
    rows = lines(text)
    places = [at for at, row in enumerate(rows) if row.strip() and not re.match(r"---|%%|<!--|reader_id", row)]
    if places:
        at = random.choice(places)
        rows[at] = f"{rows[at].rstrip()} {word}\n"
    return "".join(rows)


def delete_a_block(text: str, random: Random, _word: str) -> str:
    """Delete a block with its markers."""
    blocks = [part for part in parts(text) if isinstance(part, Found)]
    return text.replace(random.choice(blocks).text, "", 1) if blocks else text


def move_a_block(text: str, random: Random, _word: str) -> str:
    """Put a block somewhere else, at the edge of another one or of what stands between them."""
    pieces = [part.text for part in parts(text)]
    places = [at for at, part in enumerate(parts(text)) if isinstance(part, Found)]
    if not places:
        return text
    block = pieces.pop(random.choice(places))
    pieces.insert(random.randrange(1, len(pieces) + 1), block)
    return "".join(piece if piece.endswith("\n") else f"{piece}\n" for piece in pieces)


def copy_a_block(text: str, random: Random, _word: str) -> str:
    """Copy a block to the end."""
    blocks = [part for part in parts(text) if isinstance(part, Found)]
    return f"{text}\n{random.choice(blocks).text}" if blocks else text


def cut_a_marker(text: str, random: Random, _word: str) -> str:
    """Delete the line of a marker."""
    rows = lines(text)
    places = [at for at, row in enumerate(rows) if re.match(r"(?:%%|<!--) /?reader (?!seen)", row)]
    if places:
        del rows[random.choice(places)]
    return "".join(rows)


def add_a_property(text: str, _random: Random, word: str) -> str:
    """Add a property of one's own."""
    return text.replace("---\n", f"---\nmine-{word}: {word} # {word}\n", 1)


def change_the_title(text: str, _random: Random, word: str) -> str:
    """Change a property that is ours."""
    return re.sub(r"(?m)^title:.*$", f"title: {word}", text, count=1)


def remove_the_title(text: str, _random: Random, _word: str) -> str:
    """Take a property of ours away."""
    return re.sub(r"(?m)^title:.*\n", "", text, count=1)


def add_a_tag(text: str, _random: Random, word: str) -> str:
    """Add a tag of one's own."""
    return re.sub(r"(?m)^tags: \[", f"tags: [{word}, ", text, count=1)


def as_obsidian_writes_it(text: str, _random: Random, _word: str) -> str:
    """Write the tags one below the other, as Obsidian does when a property is edited."""
    match = re.search(r"(?m)^tags: \[(.*)\]\n", text)
    if not match:
        return text
    tags = [tag.strip().strip('"') for tag in match[1].split(",") if tag.strip()]
    return text.replace(match[0], "tags:\n" + "".join(f"  - {tag}\n" for tag in tags), 1)


EDITS: tuple[Callable[[str, Random, str], str], ...] = (
    write_a_line,
    write_into_a_line,
    delete_a_block,
    move_a_block,
    copy_a_block,
    cut_a_marker,
    add_a_property,
    change_the_title,
    remove_the_title,
    add_a_tag,
    as_obsidian_writes_it,
)
