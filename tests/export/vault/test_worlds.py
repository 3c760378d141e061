from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.export.vault.markers import COMMONMARK, OBSIDIAN, Profile
from tests.export.vault.world import World

ROUNDS = 10


@pytest.mark.parametrize("profile", [OBSIDIAN, COMMONMARK], ids=["obsidian", "commonmark"])
@given(seed=st.integers(0, 2**32))
def test_whatever_a_person_and_the_library_do_in_ten_rounds_no_word_of_the_person_is_lost(
    profile: Profile, seed: int
) -> None:
    world = World(Random(seed), profile)
    world.start()
    for _ in range(ROUNDS):
        for _ in range(world.random.randrange(4)):
            world.edit()
        for _ in range(world.random.randrange(4)):
            world.change_ours()
        before, theirs = world.text, world.theirs()
        world.export()
        world.check(before, theirs)


@given(seed=st.integers(0, 2**32))
def test_markers_that_were_cut_doubled_nested_or_swapped_cost_no_word_of_the_person(seed: int) -> None:
    world = World(Random(seed), OBSIDIAN)
    world.start()
    for _ in range(ROUNDS):
        for edit in world.random.choices((world.edit, world.spoil, world.change_ours), k=5):
            edit()
        mine = re.findall("«[^»]*»", world.text)
        world.export()
        rest = iter(re.findall("«[^»]*»", world.text))
        for words in mine:
            assert words in rest, words


@settings(max_examples=200)
@given(text=st.text(st.sampled_from("ab \r\n%->#:[]\"'\u2028\ufeff^"), max_size=80), seed=st.integers(0, 9))
def test_any_text_below_the_front_matter_stays_as_it_is(text: str, seed: int) -> None:
    world = World(Random(seed), OBSIDIAN)
    world.start()
    world.text += text
    world.export()
    assert text in world.text
