from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.export.vault import properties

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.export.vault.note import Value
    from reader.export.vault.properties import Kept, Told

OURS: dict[str, Value] = {
    "reader_id": "town",
    "reader_version": 1,
    "title": "The town",
    "highlights": 2,
    "themes": ("law", "sea walls"),
}
TAGS = ("law", "sea/walls")


def new(ours: Mapping[str, Value] = OURS, tags: Sequence[str] = TAGS) -> tuple[str, Told]:
    """A new note's front matter, and what is remembered of it."""
    lines, told = properties.new(ours, tags)
    return "".join(lines), told


def merge(
    text: str, told: Told, ours: Mapping[str, Value] = OURS, tags: Sequence[str] = TAGS
) -> tuple[str, list[Kept]]:
    """Front matter brought up to date, which stays as it is when it is once more; and what was kept of a person's."""
    kept: list[Kept] = []
    lines, now = properties.merge(text.splitlines(keepends=True), ours, tags, told, kept)
    again, _ = properties.merge(lines, ours, tags, now, [])
    assert again == lines
    return "".join(lines), kept


def test_a_new_note_has_our_keys_in_their_order_and_the_tags() -> None:
    assert new()[0] == (
        'reader_id: "town"\nreader_version: 1\ntitle: "The town"\nhighlights: 2\n'
        'themes: ["law", "sea walls"]\ntags: ["law", "sea/walls"]\n'
    )


def test_what_has_not_changed_stays_byte_for_byte() -> None:
    text, told = new()
    mine = f"# mine\naliases: [a, b]  # two\n{text}nested:\n  deep: 1\n\nmore: |\n  title: no\n"
    assert merge(mine, told) == (mine, [])


def test_our_values_are_brought_up_to_date_among_those_of_others() -> None:
    text, told = new()
    mine = f"mine: 1\n{text}theirs: 2\n"
    after, kept = merge(mine, told, {**OURS, "title": "The city", "highlights": 3})
    assert after == mine.replace('"The town"', '"The city"').replace("highlights: 2", "highlights: 3")
    assert kept == []


def test_a_value_that_a_person_changed_stays_and_is_told_once_where_ours_changes() -> None:
    text, told = new()
    mine = text.replace('"The town"', "My town  # mine")
    assert merge(mine, told) == (mine, [])
    after, kept = merge(mine, told, {**OURS, "title": "The city"})
    assert after == mine
    assert [(each.key, each.theirs, each.ours) for each in kept] == [("title", "My town", "The city")]


def test_a_key_that_was_taken_away_stays_away() -> None:
    text, told = new()
    mine = text.replace('title: "The town"\n', "")
    assert merge(mine, told, {**OURS, "title": "The city"})[0] == mine


def test_the_key_that_a_note_is_found_by_comes_back() -> None:
    text, told = new()
    assert 'reader_id: "town"\n' in merge(text.replace('reader_id: "town"\n', ""), told)[0]


def test_a_key_that_a_person_had_before_is_theirs() -> None:
    mine = "title: Mine\nreader_id: town\n"
    after, _ = merge(mine, properties.Told())
    assert after.startswith("title: Mine\n")
    assert after.count("title:") == 1


def test_a_new_key_comes_behind_our_others_and_one_that_is_empty_now_goes() -> None:
    text, told = new()
    after, _ = merge(f"{text}mine: 1\n", told, {**OURS, "url": "https://a.example"}, TAGS)
    assert after.index("themes:") < after.index("url:") < after.index("mine:")
    less = {key: value for key, value in OURS.items() if key != "themes"}
    assert "themes" not in merge(text, told, less)[0]


@pytest.mark.parametrize(
    "written",
    [
        "title: The town\n",
        "title: 'The town'\n",
        '"title": "The town"\n',
        "title:   The town   # a remark\n",
        "title : The town\n",
    ],
)
def test_another_way_of_writing_our_value_is_no_change(written: str) -> None:
    text, told = new()
    mine = text.replace('title: "The town"\n', written)
    assert merge(mine, told) == (mine, [])
    after = merge(mine, told, {**OURS, "title": "The city"})[0]
    assert 'title: "The city"' in after
    assert after.count("# a remark") == written.count("# a remark")


def test_lists_as_obsidian_writes_them_are_no_change() -> None:
    text, told = new()
    mine = text.replace('themes: ["law", "sea walls"]', "themes:\n  - law\n  - sea walls")
    mine = mine.replace('tags: ["law", "sea/walls"]', "tags:\n  - law\n  - sea/walls")
    assert merge(mine, told) == (mine, [])
    after, kept = merge(mine, told, {**OURS, "themes": ("law",)}, ("law", "people"))
    assert 'themes: ["law"]\n' in after
    assert after.endswith('tags:\n  - law\n  - "people"\n')
    assert kept == []


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ('tags: ["law", "sea/walls", mine]', 'tags: ["law", mine, "people"]'),
        ("tags: [mine, '#law', sea/walls] # a remark", "tags: [mine, '#law', \"people\"] # a remark"),
        ("tags: law, sea/walls, mine", 'tags: ["law", "mine", "people"]'),
        ("tags:\n- Law\n- mine # why\n- Sea/Walls", 'tags:\n- Law\n- mine # why\n- "people"'),
        ("tags: [mine]", 'tags: [mine, "people"]'),
        ("tags: []", 'tags: ["people"]'),
        ("tags:", 'tags: ["people"]'),
    ],
)
def test_tags_are_a_set_of_theirs_and_ours(written: str, after: str) -> None:
    text, told = new()
    mine = text.replace('tags: ["law", "sea/walls"]', written)
    assert merge(mine, told)[0] == mine
    assert merge(mine, told, OURS, ("law", "people"))[0] == mine.replace(written, after)


def test_all_tags_of_ours_may_go_and_come() -> None:
    text, told = new()
    assert merge(text, told, OURS, ())[0].endswith("tags: []\n")
    blocks = text.replace('tags: ["law", "sea/walls"]', "tags:\n  - law\n  - sea/walls")
    assert merge(blocks, told, OURS, ())[0].endswith("tags: []\n")
    bare, nothing = new(OURS, ())
    assert "tags" not in bare
    assert merge(bare, nothing)[0].endswith('tags: ["law", "sea/walls"]\n')


def test_tags_that_are_written_in_a_way_that_is_not_understood_are_left() -> None:
    text, told = new()
    for written in ("tags: {a: 1}", "tags:\n  a: 1", "tags: [a, [b]]", 'tags: ["a', "tags: |\n  a"):
        mine = text.replace('tags: ["law", "sea/walls"]', written)
        assert merge(mine, told, OURS, ("people",))[0].startswith(mine[: mine.index("tags:")] + written)


def test_lines_that_are_no_yaml_stay() -> None:
    text, told = new()
    mine = f"{{{{ template }}}}\n: : :\n- - -\n\ttab\n{text}<<<<<<< HEAD\n=======\n>>>>>>> other\n"
    after = merge(mine, told, {**OURS, "title": "The city"})[0]
    assert after == mine.replace('"The town"', '"The city"')


def test_a_key_that_is_there_twice_is_brought_up_to_date_once() -> None:
    text, told = new()
    after = merge(f"{text}title: Mine\n", told, {**OURS, "title": "The city"})[0]
    assert after == f"{text}title: Mine\n".replace('"The town"', '"The city"')


def test_a_value_of_several_lines_that_a_person_wrote_stays() -> None:
    text, told = new()
    mine = text.replace('title: "The town"\n', "title: >-\n  My town,\n  and its sea\n")
    assert merge(mine, told, {**OURS, "title": "The city"})[0] == mine


def test_windows_line_ends_stay() -> None:
    text, told = new()
    mine = f"{text}mine: 1\n".replace("\n", "\r\n")
    after = merge(mine, told, {**OURS, "title": "The city"}, ("people",))[0]
    assert after.count("\n") == after.count("\r\n")
    assert 'title: "The city"\r\n' in after


def test_front_matter_that_does_not_end_is_none() -> None:
    assert properties.split("---\ntitle: x\n") is None
    assert properties.split("title: x\n---\n") is None
    for text in ("---\n---\n", "\ufeff--- \r\na: 1\r\n...\r\nrest"):
        parted = properties.split(text)
        assert parted is not None
        assert parted.opening + "".join(parted.lines) + parted.rest == text


@pytest.mark.parametrize("between", ["\n", "# mine\n", "\n# mine\n\n"])
def test_a_list_that_goes_on_below_a_blank_line_or_a_comment_is_one_list(between: str) -> None:
    _, told = new()
    after, _ = merge(f"tags:\n{between}  - mine\n{between}other: 1\n", told, tags=(*TAGS, "fresh"))
    assert after.startswith(f'tags:\n{between}  - mine\n  - "fresh"\n{between}other: 1\n')


def test_tags_in_a_line_of_words_stay_tags_each() -> None:
    after, _ = merge("tags: mine yours, theirs\n", new()[1], tags=("fresh",))
    assert after.startswith('tags: ["mine", "yours", "theirs", "fresh"]\n')


def test_a_comment_below_a_value_does_not_make_it_a_persons() -> None:
    text, told = new({**OURS, "title": "Town, city"})
    mine = text.replace('"Town, city"\n', '"Town, city"\n  # mine\n')
    after, kept = merge(mine, told, {**OURS, "title": "The city"})
    assert 'title: "The city"\n  # mine\n' in after
    assert kept == []


@pytest.mark.parametrize("line", [f"a{' ' * 200_000}", f"tags: [a,{' ' * 50_000}'b]", f"tags: [{' ' * 50_000}"])
def test_a_line_of_white_space_is_read_in_time(line: str) -> None:
    after, _ = merge(f"{line}\n", new()[1])
    assert line in after
