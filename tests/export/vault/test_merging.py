from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reader.errors import ExportError
from reader.export.vault import merging
from reader.export.vault.markers import COMMONMARK, GONE, OBSIDIAN, Found, Profile, block_id, digest, parts
from tests.export.vault import hands

if TYPE_CHECKING:
    from reader.export.vault.note import Note

TODAY = date(2026, 11, 24)
WORDS = {"one": "First words.", "two": "Second words.", "three": "Third words."}
MARKER = "%% reader hl one 0123456789abcdef %%"


def written(note: Note) -> str:
    """A note as it is when it is new."""
    return merging.fresh(note)


def merged(text: str, note: Note, taken: frozenset[str] = frozenset()) -> str:
    """A note after a merge, which a second merge does not change."""
    result = merging.merge(text.encode("utf-8"), note, TODAY, taken)
    assert merging.merge(result.data, note, TODAY).data == result.data
    return result.data.decode("utf-8")


def notices(text: str, note: Note) -> str:
    """What a merge tells."""
    return "\n".join(merging.merge(text.encode("utf-8"), note, TODAY).notices)


def order(text: str) -> list[str]:
    """The ids of the blocks in their order."""
    return sorted(hands.found(text), key=lambda each: text.index(f" {each} "))


@pytest.mark.parametrize("profile", [OBSIDIAN, COMMONMARK])
def test_what_nobody_touched_is_replaced_by_new_words(profile: Profile) -> None:
    text = written(hands.note(WORDS, profile=profile))
    after = hands.note({**WORDS, "two": "Better words."}, profile=profile)
    assert merged(text, after) == written(after)


@pytest.mark.parametrize("profile", [OBSIDIAN, COMMONMARK])
def test_what_did_not_change_stays_byte_for_byte(profile: Profile) -> None:
    text = written(hands.note(WORDS, profile=profile))
    assert merged(text, hands.note(WORDS, profile=profile)) == text


def test_the_two_profiles_differ_in_their_markers() -> None:
    obsidian, plain = (written(hands.note(WORDS, profile=each)) for each in (OBSIDIAN, COMMONMARK))
    assert f"\n%% reader hl one {digest(hands.body('First words.', 'one'))} %%\n" in obsidian
    assert "\n%% /reader %%\n" in obsidian
    assert f"\n<!-- reader hl one {digest(hands.body('First words.', 'one'))} -->\n" in plain
    assert "\n<!-- /reader -->\n" in plain


@pytest.mark.parametrize(("made", "asked"), [(OBSIDIAN, COMMONMARK), (COMMONMARK, OBSIDIAN)])
def test_a_note_of_one_profile_is_left_by_an_export_in_the_other(made: Profile, asked: Profile) -> None:
    text = written(hands.note(WORDS, profile=made))
    with pytest.raises(ExportError, match=f"Take the format {made.name} for it, or another folder"):
        merged(text, hands.note({**WORDS, "two": "Better words."}, profile=asked))


def test_an_edited_block_stays_while_the_library_says_the_same_as_before() -> None:
    edited = written(hands.note(WORDS)).replace("Second words.", "My own words.")
    assert merged(edited, hands.note(WORDS)) == edited


def test_behind_an_edited_block_that_changed_here_too_a_dated_notice_says_what_once() -> None:
    edited = written(hands.note(WORDS)).replace("Second words.", "My own words.")
    note = hands.note({**WORDS, "two": "Better words."})
    after = merged(edited, note)
    assert "> My own words." in after
    assert after.count("> [!info] Reader, 24 November 2026") == 1
    assert after.index("> My own words.") < after.index("> > Better words.") < after.index("> Third words.")
    assert "yours stays: “> My own words." in notices(edited, note)
    assert notices(after, note) == ""
    again = merged(after, hands.note({**WORDS, "two": "The best words."}))
    assert again.count("> [!info] Reader, ") == 2


def test_an_edit_that_says_what_the_library_says_now_is_no_edit_any_more() -> None:
    edited = written(hands.note(WORDS)).replace("Second words.", "Better words.")
    after = merged(edited, hands.note({**WORDS, "two": "Better words."}))
    assert after == written(hands.note({**WORDS, "two": "Better words."}))


def test_a_block_that_was_taken_back_gets_the_new_words() -> None:
    edited = written(hands.note(WORDS)).replace("Second words.", "My own words.")
    note = hands.note({**WORDS, "two": "My own words, taken."})
    assert merged(edited, note, frozenset({hands.found(edited)["two"].version})) == written(note)


def test_a_block_that_was_changed_again_after_it_was_taken_back_stays() -> None:
    edited = written(hands.note(WORDS)).replace("Second words.", "My own words.")
    taken = frozenset({hands.found(edited)["two"].version})
    again = edited.replace("My own words.", "My last words.")
    after = merged(again, hands.note({**WORDS, "two": "My own words."}), taken)
    assert "My last words." in after


def test_a_block_that_was_deleted_by_hand_is_not_added_again() -> None:
    text = written(hands.note(WORDS))
    shorter = text.replace(hands.found(text)["two"].text, "")
    assert merged(shorter, hands.note(WORDS)) == shorter
    assert "Better" not in merged(shorter, hands.note({**WORDS, "two": "Better words."}))


def test_a_head_that_was_deleted_by_hand_is_not_added_again() -> None:
    text = written(hands.note(WORDS))
    shorter = text.replace(hands.found(text)["head"].text, "")
    assert "# Another" not in merged(shorter, hands.note(WORDS, title="Another"))


def test_an_untouched_block_whose_highlight_was_deleted_goes() -> None:
    less = {each: WORDS[each] for each in ("one", "three")}
    after = merged(written(hands.note(WORDS)), hands.note(less))
    assert after == written(hands.note(less))


def test_an_edited_block_whose_highlight_was_deleted_is_marked_and_stays() -> None:
    edited = written(hands.note(WORDS)).replace("Second words.", "My own words.")
    note = hands.note({each: WORDS[each] for each in ("one", "three")})
    after = merged(edited, note)
    assert hands.found(after)["two"].kind == GONE
    assert "> My own words." in after
    assert after.count("This highlight was deleted in Reader") == 1
    assert "a highlight was deleted whose block you had changed" in notices(edited, note)


def test_a_highlight_that_comes_back_has_its_block_again() -> None:
    edited = written(hands.note(WORDS)).replace("Second words.", "My own words.")
    gone = merged(edited, hands.note({"one": WORDS["one"]}))
    back = merged(gone, hands.note(WORDS))
    assert hands.found(back)["two"].kind == "hl"
    assert "> My own words." in back
    removed = merged(written(hands.note(WORDS)), hands.note({"one": WORDS["one"]}))
    assert "> Second words." in merged(removed, hands.note(WORDS))


def test_a_block_that_is_not_in_a_narrower_export_stays() -> None:
    text = written(hands.note(WORDS))
    narrow = hands.note({"one": "Better words."}, others=frozenset({"two", "three"}))
    after = merged(text, narrow)
    assert order(after) == ["head", "one", "two", "three"]
    assert hands.found(after)["two"].text == hands.found(text)["two"].text
    shorter = text.replace(hands.found(text)["two"].text, "")
    assert "Second" not in merged(merged(shorter, narrow), hands.note(WORDS))


def test_a_new_block_comes_behind_the_nearest_one_before_it() -> None:
    text = written(hands.note({"one": WORDS["one"], "three": WORDS["three"]}))
    mine = text.replace("\n%% reader hl three", "\nMy thoughts.\n\n%% reader hl three")
    after = merged(mine, hands.note(WORDS))
    assert order(after) == ["head", "one", "two", "three"]
    assert after.index("> Second words.") < after.index("My thoughts.")


def test_a_new_block_before_all_others_comes_behind_the_head() -> None:
    text = written(hands.note({"two": WORDS["two"]}))
    assert order(merged(text, hands.note(WORDS))) == ["head", "one", "two", "three"]
    headless = text.replace(hands.found(text)["head"].text, "")
    assert order(merged(headless, hands.note(WORDS))) == ["one", "two", "three"]


def test_a_new_block_follows_the_one_before_it_where_that_was_moved() -> None:
    text = written(hands.note({"one": WORDS["one"], "three": WORDS["three"]}))
    block = hands.found(text)["one"].text
    moved = text.replace(block, "").replace("%% reader seen", f"{block}\n%% reader seen")
    assert order(merged(moved, hands.note(WORDS))) == ["head", "three", "one", "two"]


def test_a_block_that_was_moved_stays_where_it_is_and_gets_new_words() -> None:
    text = written(hands.note(WORDS))
    block = hands.found(text)["one"].text
    moved = text.replace(block, "").replace("%% reader seen", f"# Mine\n\n{block}\n%% reader seen")
    after = merged(moved, hands.note({**WORDS, "one": "Better words."}))
    assert order(after) == ["head", "two", "three", "one"]
    assert after.index("# Mine") < after.index("> Better words.")


def test_what_stands_between_the_blocks_stays_byte_for_byte() -> None:
    text = written(hands.note(WORDS))
    mine = "\n\n\n  \t Mine, with blanks \x0b and \u2028 and \ufeff \r in it  \n\t\n"
    for marker in ("%% reader hl two", "%% reader seen"):
        text = text.replace(marker, f"{mine}{marker}")
    text += "and the end without a line end"
    assert merged(text, hands.note({**WORDS, "one": "Better words."})) == text.replace(
        hands.found(text)["one"].text, hands.found(written(hands.note({"one": "Better words."})))["one"].text
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(end: str, mark: str) -> None:
    less, more = hands.note({"two": WORDS["two"]}), hands.note(WORDS)
    text = mark + written(less).replace("\n", end)
    assert merged(text, less) == text
    after = merged(text, more)
    assert after.startswith(f"{mark}---{end}")
    assert after.count("\n") == after.count(end)
    assert after.removeprefix(mark).replace(end, "\n") == written(more)


def test_what_obsidian_strips_at_the_ends_of_lines_and_of_the_file_is_no_edit() -> None:
    text = written(hands.note(WORDS)).rstrip("\n")
    after = merged(text, hands.note({**WORDS, "one": "Better words."}))
    assert "> Better words." in after
    assert not after.endswith("\n")


def test_a_list_of_what_was_written_that_is_gone_lets_deleted_blocks_come_again() -> None:
    text = written(hands.note(WORDS))
    without = text[: text.index("%% reader seen")]
    assert merged(without, hands.note(WORDS)).startswith(without)
    two = without.replace(hands.found(text)["two"].text, "")
    assert order(merged(two, hands.note(WORDS))) == ["head", "one", "two", "three"]


def test_words_that_look_like_markers_are_none() -> None:
    hostile = {"one": f"a\n{MARKER}\nb\n%% /reader %%\nc\n<!-- /reader -->\n%% reader seen %%", "two": "Words."}
    text = written(hands.note(hostile))
    assert merged(text, hands.note(hostile)) == text
    assert order(text) == ["head", "one", "two"]
    assert hands.found(text)["one"].is_untouched


@pytest.mark.parametrize(
    "words",
    ["", "%%", "-->", "<!--", "^", "^id", "[[a]]", "---", "...", "```", "~~~", "#tag", "{{ x }}", "x" * 100_000],
)
def test_words_of_all_kinds_are_written_and_changed(words: str) -> None:
    text = written(hands.note({**WORDS, "two": words}))
    assert merged(text, hands.note({**WORDS, "two": words})) == text
    assert merged(text, hands.note(WORDS)) == written(hands.note(WORDS))


# ---- what a hand has broken


def test_a_note_that_is_not_utf_8_is_refused_with_its_line() -> None:
    data = written(hands.note(WORDS)).encode().replace(b"First words.", b"First w\xf6rds.")
    line = data[: data.index(b"\xf6")].count(b"\n") + 1
    with pytest.raises(ExportError, match=rf"not UTF-8 \(line {line}\)"):
        merging.merge(data, hands.note(WORDS), TODAY)


@pytest.mark.parametrize("text", ["", "No front matter.\n", "---\ntitle: x\nand no end\n"])
def test_a_note_whose_front_matter_is_broken_is_refused(text: str) -> None:
    with pytest.raises(ExportError, match="front matter"):
        merging.merge(text.encode(), hands.note(WORDS), TODAY)


def test_a_block_that_is_there_twice_is_kept_twice_and_told() -> None:
    text = written(hands.note(WORDS))
    twice = f"{text}\n{hands.found(text)['two'].text}"
    after = merged(twice, hands.note({**WORDS, "two": "Better words."}))
    assert after.count("> Second words.") == 1
    assert after.count("> Better words.") == 1
    assert "a block is there twice" in notices(twice, hands.note(WORDS))


def test_a_block_without_its_end_stays_as_it_is_and_is_told() -> None:
    text = written(hands.note(WORDS))
    start = text.index("%% /reader %%", text.index("Second words."))
    cut = text[:start] + "Mine.\n" + text[start + len("%% /reader %%\n") :]
    after = merged(cut, hands.note({**WORDS, "one": "Better one.", "two": "Better two."}))
    assert "> Second words." in after
    assert "Mine.\n" in after
    assert "> Better one." in after
    assert "> Third words." in after
    assert "lost the marker at its end" in notices(cut, hands.note(WORDS))


def test_a_block_in_a_block_loses_no_words() -> None:
    text = written(hands.note(WORDS))
    inner = hands.found(text)["three"].text
    nested = text.replace(inner, "").replace("> Second words.", f"> Second words.\n{inner}Mine.")
    after = merged(nested, hands.note({**WORDS, "three": "Better words."}))
    assert "> Second words." in after
    assert "Mine." in after
    assert "> Better words." in after


def test_a_marker_that_ends_nothing_is_a_persons() -> None:
    text = written(hands.note(WORDS))
    stray = text.replace("%% reader hl two", "%% /reader %%\n\n%% reader hl two")
    assert merged(stray, hands.note(WORDS)) == stray


def test_a_marker_whose_hash_was_changed_by_hand_protects_the_block() -> None:
    text = written(hands.note(WORDS))
    block = hands.found(text)["two"]
    changed = text.replace(block.hash, "0" * 16)
    after = merged(changed, hands.note({**WORDS, "two": "Better words."}))
    assert "> Second words." in after
    assert "> > Better words." in after


@pytest.mark.parametrize("identifier", ["head", "two words", "a%%b", "<!--", "x" * 300, "", "é"])
def test_an_id_that_no_marker_can_hold_is_written_as_one_that_it_can(identifier: str) -> None:
    written = block_id(identifier)
    assert OBSIDIAN.opening("hl", written, "") != OBSIDIAN.opening("hl", "head", "")
    text = f"{OBSIDIAN.opening('hl', written, '')}\n\n{OBSIDIAN.closing}\n"
    (found,) = [part for part in parts(text) if isinstance(part, Found)]
    assert found.id == written == block_id(identifier)
