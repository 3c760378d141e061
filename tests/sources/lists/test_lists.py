from __future__ import annotations

import json
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError, SourceError
from reader.sources.lists import facts, recognising
from reader.sources.lists.entry import Entry
from reader.text.clean import is_clean

CORPUS = Path(__file__).parents[2] / "corpus" / "incoming" / "lists"
FERRY, RAIN = "https://quay.example/ferry", "https://quay.example/rain"


def listed(path: Path) -> tuple[list[Entry], list[str]]:
    """The entries of a list, and what is wrong with it."""
    kind = recognising.kind_of(path)
    assert kind
    entries, troubles = [], []
    try:
        for each in recognising.read(path, kind):
            if isinstance(each, Entry):
                entries.append(each)
            else:
                troubles.append(str(each))
    except SourceError as error:
        troubles.append(str(error))
    return entries, troubles


def test_pocket() -> None:
    (ferry, rain, bread), troubles = listed(CORPUS / "pocket.csv")
    assert ferry == Entry(FERRY, "The last ferry", saved="2017-05-31T07:00:00+00:00", tags=("ships", "sea"))
    # What Pocket calls a page without a title is its address.
    assert rain == Entry(RAIN, saved="2017-05-31T07:01:00+00:00", is_read=True)
    assert (bread.url, bread.title) == ("https://review.example/bread?id=7&x=1", 'Bread, and "circuses"')
    assert troubles == []


def test_a_zip_of_tables_is_read_as_it_came_from_pocket(tmp_path: Path) -> None:
    path = tmp_path / "pocket.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(CORPUS / "pocket.csv", "part_000000.csv")
        archive.writestr(
            "part_000001.csv", "title,url,time_added,tags,status\nFog,https://quay.example/fog,1496214000,,unread"
        )
        archive.writestr("annotations/part_000000.json", "[]")
        archive.writestr("other.csv", "year,ferries\n2019,4\n")
        archive.writestr("../../evil.csv", "url\nhttps://evil.example/\n")
    entries, troubles = listed(path)
    assert [entry.url.rpartition("/")[2] for entry in entries] == ["ferry", "rain", "bread?id=7&x=1", "fog"]
    assert troubles == []


def test_instapaper() -> None:
    (ferry, rain, bread, harbour), troubles = listed(CORPUS / "instapaper.csv")
    assert ferry.tags == ("ships", "sea")
    assert (rain.is_read, bread.is_starred, harbour.tags) == (True, True, ("Council",))
    assert troubles == []


def test_readwise_reader() -> None:
    (ferry, rain), (trouble,) = listed(CORPUS / "readwise-reader.csv")
    assert ferry == Entry(FERRY, "The last ferry", saved="2023-05-01T09:30:00+00:00", tags=("ships", "sea"))
    assert rain.is_read
    assert trouble == "readwise-reader.csv, line 4: there is no address of the web in it."


def test_wallabag_carries_the_texts() -> None:
    (ferry, rain), troubles = listed(CORPUS / "wallabag.json")
    assert (ferry.author, ferry.published, ferry.is_read) == ("Ada Quay", "2023-04-30T05:00:00+00:00", True)
    assert ferry.raw is not None
    assert b"my grandmother took" in ferry.raw.data
    assert (ferry.raw.url, ferry.raw.media_type) == (FERRY, "text/html; charset=utf-8")
    # What Wallabag itself could not have is fetched.
    assert (rain.is_starred, rain.raw) == (True, None)
    assert troubles == []


def test_a_table_of_wallabag_has_semicolons() -> None:
    (ferry,), troubles = listed(CORPUS / "wallabag.csv")
    assert ferry.raw is not None
    assert b"it never came back" in ferry.raw.data
    assert (ferry.tags, troubles) == (("ships", "sea"), [])


METADATA = [
    {
        "slug": "the-last-ferry-18b",
        "title": "The last ferry",
        "author": "Ada Quay",
        "url": FERRY,
        "state": "Archived",
        "readingProgress": 12,
        "labels": ["ships"],
        "savedAt": "2023-05-01T09:30:00.000Z",
        "publishedAt": "2023-04-30T07:00:00.000Z",
    },
    {"slug": "../../../etc/passwd", "title": "Rain", "url": RAIN, "state": "Active", "readingProgress": 100},
    "nothing",
]


@pytest.fixture(params=["zip", "folder", "nested zip"])
def omnivore(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    files = {
        "metadata_0_to_20.json": json.dumps(METADATA),
        "content/the-last-ferry-18b.html": "<p>It never came back.</p>",
        "content/../../../etc/passwd.html": "root",
    }
    if request.param == "folder":
        folder = tmp_path / "omnivore"
        (folder / "content").mkdir(parents=True)
        for name in list(files)[:2]:
            (folder / name).write_text(files[name], "utf-8")
        return folder
    path = tmp_path / "omnivore.zip"
    before = "export/" if request.param == "nested zip" else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(before + name, text)
    return path


def test_omnivore_carries_the_texts(omnivore: Path) -> None:
    (ferry, rain), (trouble,) = listed(omnivore)
    assert (ferry.url, ferry.author, ferry.is_read, ferry.tags) == (FERRY, "Ada Quay", True, ("ships",))
    assert ferry.raw is not None
    assert b"It never came back." in ferry.raw.data
    # A name that leads elsewhere leads nowhere.
    assert (rain.is_read, rain.raw) == (True, None)
    assert "page 3" in trouble


def test_a_name_in_a_zip_leads_nowhere_else() -> None:
    (ferry, rain), troubles = listed(CORPUS / "omnivore.zip")
    assert (ferry.raw is not None, rain.raw, troubles) == (True, None, [])


def test_a_file_of_nothing_but_addresses() -> None:
    entries, troubles = listed(CORPUS / "addresses.txt")
    assert [entry.url for entry in entries] == [FERRY, f"{RAIN}?a=1", "HTTP://review.example/bread"]
    assert troubles == []


def test_what_stands_behind_an_address_is_a_remark_and_a_line_without_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{FERRY} read this one\n{RAIN}\nftp://quay.example/tides\n", "utf-8")
    entries, troubles = listed(path)
    assert [entry.url for entry in entries] == [FERRY, RAIN]
    assert troubles == ["list.txt, line 3: this is no address of the web."]


@pytest.mark.parametrize(
    "text",
    [
        "Read https://quay.example/ferry, he said.\n",
        "https://quay.example/ferry\n\nis where the ferry is.\n",
        "# Only a comment\n",
        "quay.example/ferry\n",
        "ftp://quay.example/ferry\n",
    ],
)
def test_a_text_with_addresses_in_it_is_a_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "text.txt"
    path.write_text(text, "utf-8")
    assert recognising.kind_of(path) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("numbers.csv", "year,ferries\n2019,4\n"),
        ("empty.csv", ""),
        ("notes.json", '{"@context": "http://www.w3.org/ns/anno.jsonld", "url": "x", "title": "y"}'),
        ("package.json", '{"name": "x", "url": "https://x.example/"}'),
        ("broken.zip", "PK\x03\x04 and no more"),
        ("page.html", "<p>https://x.example/</p>"),
    ],
)
def test_other_files_are_no_lists(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert recognising.kind_of(path) == ""


def test_what_is_hostile_in_a_table_comes_in_as_harmless_words_or_not_at_all() -> None:
    entries, troubles = listed(CORPUS / "hostile.csv")
    assert all(entry.url.startswith("https://") for entry in entries)
    for entry in entries:
        assert all(is_clean(words) for words in (entry.url, entry.title, *entry.tags))
        assert "\u202e" not in entry.title
        assert entry.saved == ""
    assert len(entries) == 3
    assert [trouble.partition(":")[0] for trouble in troubles] == [f"hostile.csv, line {line}" for line in (2, 3, 5, 7)]


def test_what_is_broken_in_json_costs_itself_alone() -> None:
    entries, troubles = listed(CORPUS / "broken.json")
    assert entries == []
    assert "nested too deeply" in troubles[0]
    assert "page 2" in troubles[1]
    assert "breaks off" in troubles[-1]


def test_a_file_without_a_name_in_a_zip_is_passed_over() -> None:
    assert recognising.kind_of(CORPUS / "a-file-without-a-name.zip") == ""


def test_a_bomb_in_a_zip_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("metadata_0_to_20.json", "[" + " " * (40 << 20) + "]")
    entries, (trouble,) = listed(path)
    assert entries == []
    assert "larger than 32 MB" in trouble


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("1496214000", "2017-05-31T07:00:00+00:00"),
        (1496214000123, "2017-05-31T07:00:00+00:00"),
        ("2023-05-01T09:30:00+0200", "2023-05-01T07:30:00+00:00"),
        ("yesterday", ""),
        ("99999999999999", ""),
        (True, ""),
        (None, ""),
        (float("inf"), ""),
    ],
)
def test_moments_are_read_as_programs_write_them(written: object, moment: str) -> None:
    assert facts.moment(written) == moment


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
NAMES = ("title", "author", "published", "saved", "tags", "state", "folder", "progress", "starred", "content")
SAID = st.dictionaries(st.sampled_from(NAMES), VALUES)
TEXTS = st.text(alphabet='abc,;"\n\r\t|[]{}:htps/.é\x00\x1b ', max_size=300)


@given(SAID, VALUES | st.just(FERRY))
def test_whatever_a_list_says_an_entry_is_harmless(said: dict[str, Any], url: object) -> None:
    found = facts.entry({**said, "url": url})
    if found is not None:
        words = (found.url, found.title, found.author, found.published, found.saved, *found.tags)
        assert all(is_clean(each) and "\n" not in each for each in words)
        assert found.url.casefold().startswith("http")


@given(TEXTS, st.sampled_from([".csv", ".txt", ".json", ".zip"]))
def test_whatever_a_file_holds_reading_it_ends(
    tmp_path_factory: pytest.TempPathFactory, text: str, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_text(f"url,title\n{text}" if suffix == ".csv" else text, "utf-8", newline="")
    kind = recognising.kind_of(path)
    with suppress(ReaderError):
        for each in recognising.read(path, kind) if kind else ():
            assert isinstance(each, Entry | SourceError)
