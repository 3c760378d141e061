import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.compile import compile_text
from reader.text.document import BOLD, CODE, ITALIC, LINK, Text

SOURCE = """# A *small* title

One **bold [link](https://example.org/a)** and `code`.

| a | b |
|---|--:|
| 1 | 2 |
"""


@pytest.fixture
def text() -> Text:
    return compile_text(SOURCE, "markdown")


def test_an_offset_is_in_the_block_around_it(text: Text) -> None:
    kinds = [text.blocks[text.block_at(text.plain.index(word))].kind for word in ("small", "bold", "1")]
    assert kinds == ["h1", "p", "table"]


def test_what_stands_between_two_blocks_belongs_to_the_former(text: Text) -> None:
    assert text.block_at(text.blocks[0].end) == 0
    assert text.block_at(text.blocks[1].start - 1) == 0
    assert text.block_at(text.blocks[1].start) == 1


def test_an_offset_past_the_end_is_in_the_last_block(text: Text) -> None:
    assert text.block_at(10_000) == len(text.blocks) - 1


@pytest.mark.parametrize(
    ("word", "attributes"),
    [("A", 0), ("small", ITALIC), ("bold", BOLD), ("link", BOLD | LINK), ("code", CODE), ("1", 0)],
)
def test_attributes_are_those_of_the_word(text: Text, word: str, attributes: int) -> None:
    assert text.attributes_at(text.plain.index(word)) == attributes


def test_a_link_leads_where_it_says(text: Text) -> None:
    assert text.link_at(text.plain.index("link")) == "https://example.org/a"
    assert text.link_at(text.plain.index("bold")) is None


def test_words_are_counted(text: Text) -> None:
    assert (text.words, text.words) == (3 + 5 + 4, 3 + 5 + 4)


def test_a_text_shows_its_beginning_to_a_programmer(text: Text) -> None:
    assert repr(text).startswith("Text('A small title")


def test_the_hash_is_that_of_the_words_alone() -> None:
    assert compile_text("a *b*", "markdown").hash == compile_text("a b", "plain").hash
    assert compile_text("a b", "plain").hash == "c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2034ae8c38e6fcc6d65"


def test_a_dumped_text_is_loaded_as_it_was(text: Text) -> None:
    loaded = Text.load(text.dump())
    assert loaded == text
    assert hash(loaded) == hash(text)
    assert loaded.blocks[2].data == text.blocks[2].data
    assert loaded != compile_text("other", "plain")
    assert text != "other"


@given(st.text(), st.sampled_from(["markdown", "plain"]))
def test_dump_and_load_are_the_identity(source: str, kind: str) -> None:
    text = compile_text(source, kind)
    assert Text.load(text.dump()) == text


@given(st.data())
def test_damaged_bytes_are_refused(data: st.DataObject) -> None:
    dumped = compile_text(SOURCE, "markdown").dump()
    place = data.draw(st.integers(0, len(dumped) - 1))
    damaged = dumped[:place] + bytes([dumped[place] ^ 1]) + dumped[place + 1 :]
    with pytest.raises(ValueError, match="damaged"):
        Text.load(damaged)
    with pytest.raises(ValueError, match="damaged"):
        Text.load(dumped[:place])


def test_another_format_is_refused(text: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.text.document.FORMAT", 999)
    newer = text.dump()
    monkeypatch.undo()
    with pytest.raises(ValueError, match="format 999"):
        Text.load(newer)
