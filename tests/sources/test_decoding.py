"""Bytes become text, or an error that says what they are."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.sources.decoding import decode
from reader.sources.formats import MOST, check_size

STORY = "“Größe” isn’t all — said 東京 🚢.\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_whatever_its_encoding(mark: bytes, encoding: str) -> None:
    assert decode(mark + STORY.encode(encoding)) == (STORY, ())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text[0] != "\ufeff"))
def test_any_text_in_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()) == (text, ())


def test_old_western_text_is_read_and_said_so() -> None:
    text, problems = decode("“Größe” isn’t all".encode("cp1252"))
    assert text == "“Größe” isn’t all"
    assert problems == ("Not valid UTF-8: read as Windows-1252.",)


def test_what_not_even_windows_knows_is_read_as_latin_1() -> None:
    text, problems = decode(b"\xe9clair \x81")
    assert text == "éclair \x81"
    assert problems == ("Not valid UTF-8: read as Latin-1.",)


RUSSIAN = "Мост через гавань открыли во вторник, на три недели раньше срока."
POLISH = "Most otwarto we wtorek; żaden łódź nie zdążyła przepłynąć, mówi kapitan."
CZECH = "Most otevřeli v úterý, říká přístavní kapitán; žádná loď už nečeká."
HUNGARIAN = "A hidat kedden nyitották meg, mondta a kikötő őrzője, és több hajó már nem vár."
TURKISH = "Köprü salı günü açıldı; liman başkanı, gemilerin artık beklemediğini söyledi."
JAPANESE = "港の橋は火曜日に開通した。予定より三週間早かったと市長は述べた。"
CHINESE = "海港大桥星期二通车，比原计划提前了三个星期，市长对记者说。"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8_r", "KOI8-R"),
        (POLISH, "iso8859_2", "ISO-8859-2"),
        (POLISH, "cp1250", "Windows-1250"),
        (CZECH, "iso8859_2", "ISO-8859-2"),
        (HUNGARIAN, "iso8859_2", "ISO-8859-2"),
        (TURKISH, "cp1254", "Windows-1254"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (CHINESE, "gb18030", "GB18030"),
        ("海港大橋星期二通車，比原計劃提前了三個星期，市長對記者說。", "big5", "Big5"),
        ("Le café « du pont » a rouvert mardi ; l’été s’achève, dit la mairie.", "cp1252", "Windows-1252"),
        ("Le café «\xa0du pont\xa0» a rouvert mardi ; l’été s’achève, dit la mairie.", "mac_roman", "Mac Roman"),
    ],
)
def test_older_encodings_are_known_by_what_is_written_in_them(text: str, encoding: str, name: str) -> None:
    assert decode(text.encode(encoding)) == (text, (f"Not valid UTF-8: read as {name}.",))


@pytest.mark.parametrize("text", ["naïve", "“Yes,” he said.", "é", "Zoë – 5 °C", "£20", "Größe", "l’été", "São João"])
def test_a_short_text_is_not_guessed_wildly(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, ("Not valid UTF-8: read as Windows-1252.",))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["The bridge opened.\n", RUSSIAN + "\n", JAPANESE + "\n\n", "Größe: 5 m\r\n"])
def test_utf_16_is_read_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, ("Without a mark of its encoding: read as UTF-16.",))


def test_the_japanese_of_mail_is_read() -> None:
    assert decode(JAPANESE.encode("iso2022_jp")) == (JAPANESE, ("Not UTF-8: read as ISO-2022-JP.",))


def test_a_large_text_is_known_by_a_part_of_it() -> None:
    text = f"{'The bridge. ' * 20}\n{RUSSIAN}\n" * 2_000
    assert decode(text.encode("cp1251")) == (text, ("Not valid UTF-8: read as Windows-1251.",))


def test_a_broken_place_does_not_spoil_the_rest_of_a_text_in_utf_8() -> None:
    text, problems = decode("Größe, Länge, Höhe".encode() + b" \xff!")
    assert text == "Größe, Länge, Höhe \ufffd!"
    assert problems == ("Some bytes are not valid UTF-8: shown as \ufffd.",)


def test_a_torn_utf_16_is_read_up_to_the_tear() -> None:
    text, problems = decode(codecs.BOM_UTF16_LE + "abc".encode("utf-16-le")[:-1])
    assert text == "ab\ufffd"
    assert problems == ("Some bytes are not valid UTF-16: shown as \ufffd.",)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00", "JPEG"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"words and \x00 then", "binary"),
        (bytes(range(1, 32)) * 40, "binary"),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=rf"^photo\.txt is no text: it looks like .*{what}.*plain text first"):
        decode(data, "photo.txt")


def test_a_log_with_colours_is_text() -> None:
    assert decode(b"\x1b[31merror\x1b[0m: the bridge\n")[0].startswith("\x1b[31m")


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_BE])
def test_nothing_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^notes\.md is empty\.$"):
        decode(data, "notes.md")


def test_too_much_is_refused_with_its_size_and_the_limit() -> None:
    check_size(MOST, "book.txt")
    with pytest.raises(SourceError, match=r"^book\.txt is too large: 20\.1 MB, and the limit is 20 MB\. Split it"):
        check_size(MOST + 100_000, "book.txt")


@settings(deadline=None)  # what guesses encodings is loaded by the first
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "x.txt")
    except SourceError:
        return
    assert text
