"""Ten rounds of a person's hand and the library's, in any order: nothing that a person wrote is lost."""

from __future__ import annotations

from datetime import date
from itertools import count
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.export.vault import memory, merging, properties
from reader.export.vault.markers import COMMONMARK, GONE, OBSIDIAN, Found, Listing, Prose, digest, parts
from tests.export.vault import hands

TODAY = date(2026, 11, 24)


class Highlights:
    """The highlights of an article, which change."""

    def __init__(self, random: Random) -> None:
        self._random, self._names = random, count()
        self.words: dict[str, str] = {}
        self.title = "The town"
        self.tags: tuple[str, ...] = ("law",)
        for _ in range(random.randrange(5)):
            self.add()

    def add(self) -> None:
        """One more, anywhere in the text."""
        items = [*self.words.items()]
        number = next(self._names)
        items.insert(self._random.randrange(len(items) + 1), (f"id-{number}", f"words {number}"))
        self.words = dict(items)

    def change(self) -> None:
        """One thing, of all that can change."""
        chosen = self._random.choice([*self.words, None, None])
        match self._random.randrange(5):
            case 0:
                self.add()
            case 1 if chosen:
                del self.words[chosen]
            case 2 if chosen:
                self.words[chosen] += " anew"
            case 3:
                self.title += "!"
            case 4:
                self.tags = tuple(self._random.sample(("law", "sea/walls", "people"), self._random.randrange(4)))


def prose(text: str) -> list[str]:
    """The lines that are not blank, outside of blocks and in those whose end is missing."""
    found = [part.text for part in parts(text) if isinstance(part, Prose) or (isinstance(part, Found) and part.is_cut)]
    return [line for line in "".join(found).splitlines() if line.strip()]


def stand_in(few: list[str], many: list[str]) -> bool:
    """Do some lines stand among others, in their order?"""
    rest = iter(many)
    return all(line in rest for line in few)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), is_windows=st.booleans(), is_plain=st.booleans())
@example(seed=1, is_windows=True, is_plain=False)
def test_nothing_that_a_person_wrote_is_lost(seed: int, is_windows: bool, is_plain: bool) -> None:  # noqa: FBT001 - drawn
    random, words = Random(seed), count()
    ours, profile = Highlights(random), COMMONMARK if is_plain else OBSIDIAN
    text = merging.fresh(hands.note(ours.words, title=ours.title, tags=ours.tags, profile=profile))
    if is_windows:
        text = text.replace("\n", "\r\n")
    for _ in range(10):
        for _ in range(random.randrange(4)):
            edit = random.choice(hands.EDITS)
            edited = edit(text.replace("\r\n", "\n"), random, f"user-{next(words)}")
            text = edited.replace("\n", "\r\n") if is_windows else edited
        for _ in range(random.randrange(4)):
            ours.change()
        note = hands.note(ours.words, title=ours.title, tags=ours.tags, profile=profile)
        merged = merging.merge(text.encode(), note, TODAY)
        after = merged.data.decode()
        check(text, after, " ".join(merged.notices), ours)
        assert merging.merge(merged.data, note, TODAY).data == merged.data
        text = after


def check(before: str, after: str, notices: str, ours: Highlights) -> None:
    """What a person wrote is there or accounted for; what is ours has arrived wherever nobody had touched it."""
    kept = hands.WORD.findall(after) + hands.WORD.findall(notices)
    assert set(hands.WORD.findall(before)) <= set(kept)
    old, new = properties.split(before), properties.split(after)
    assert old is not None
    assert new is not None
    assert stand_in(prose(old.rest), prose(new.rest))
    blocks, now = hands.found(old.rest), hands.found(new.rest)
    seen = [part for part in parts(old.rest) if isinstance(part, Listing)]
    is_cut = any(isinstance(part, Found) and part.is_cut for part in parts(old.rest))
    for identifier, words in ours.words.items():
        if identifier not in blocks:
            assert (identifier in now) is not was_written(identifier, seen)
        elif blocks[identifier].is_untouched:
            assert digest(now[identifier].body) == digest(hands.body(words, identifier))
        elif not blocks[identifier].is_cut:
            assert now[identifier].body.strip() == blocks[identifier].body.strip()
    for identifier, block in blocks.items():
        if identifier not in ours.words and identifier != "head":
            if is_cut:
                assert block.body in after
            elif block.is_untouched and block.kind != GONE:
                assert identifier not in now or now[identifier].text != block.text or is_twice(identifier, old.rest)
            else:
                assert now[identifier].body == block.body


def was_written(identifier: str, seen: list[Listing]) -> bool:
    """Does the note remember this block?"""
    return memory.read(each.words for each in seen).knows(identifier)


def is_twice(identifier: str, text: str) -> bool:
    """Does a block stand there several times?"""
    return text.count(f" {identifier} ") > 1
