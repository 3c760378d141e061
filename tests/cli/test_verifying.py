from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reader.export.vault.markers import COMMONMARK, OBSIDIAN, Profile
from reader.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader, Result

BRIDGE = "close the old bridge"
WRONG = "It was the wrong question."
HOMES = "fewer than two hundred homes"


@pytest.fixture
def marked(desk: Reader, root: Path) -> Reader:
    """Two articles with three highlights."""
    for article, words in (("bridge", BRIDGE), ("bridge", WRONG), ("houses", HOMES)):
        assert desk("mark", article, "--quote", words, "--theme", "council").code == 0
    return desk


def rewrite(root: Path, name: str, old: str, new: str) -> None:
    path = root / "articles" / name
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")


def exported(reader: Reader, tmp_path: Path, form: str, name: str) -> Path:
    path = tmp_path / name
    assert reader("export", "--format", form, "--output", str(path)).code == 0
    return path


def verdicts(result: Result) -> dict[str, str]:
    return {each["quote"]: each["verdict"] for each in result.data}


def test_of_what_still_stands_there_is_one_line(marked: Reader) -> None:
    assert marked("verify") == (0, "3 quotations: 3 still say so.\n", "")


def test_each_quotation_that_does_not_hold_is_named(marked: Reader, root: Path) -> None:
    rewrite(root, "bridge.txt", "close the old bridge", "close the very old bridge")
    rewrite(root, "houses.md", "*fewer than two hundred homes* stood empty", "nothing")
    result = marked("verify")
    assert result.code == 1
    assert f"  “{BRIDGE}”\n    now says “close the very old bridge”\n" in result.out
    assert f"  “{HOMES}”\n    no longer says so\n" in result.out
    assert result.out.endswith(
        "3 quotations: 1 says so elsewhere, 1 now says something else, 1 gone. "
        "The article's text has changed since 3 of them.\n"
    )


def test_words_at_another_place_hold(marked: Reader, root: Path) -> None:
    rewrite(root, "bridge.txt", "The harbour board", "Late on Tuesday evening.\n\nThe harbour board")
    result = marked("verify", "--json")
    assert result.code == 0
    assert verdicts(result) == {BRIDGE: "elsewhere", WRONG: "elsewhere", HOMES: "says_so"}
    assert {each["quote"]: each["same_text"] for each in result.data} == {BRIDGE: False, WRONG: False, HOMES: True}


def test_a_query_chooses(marked: Reader) -> None:
    assert marked("verify", "houses").out == "1 quotation: 1 still says so.\n"


def test_where_there_is_nothing_to_check_it_is_not_found(marked: Reader, tmp_path: Path) -> None:
    result = marked("verify", "zebra")
    assert (result.code, result.out) == (3, "")
    assert "No highlight matches “zebra”." in result.err
    assert marked("verify", str(tmp_path / "nowhere.md")).code == 3
    assert "There is no file vault/Slash" in marked("verify", "vault/Slash*").err
    (tmp_path / "empty").mkdir()
    assert "No note of an export was found" in marked("verify", str(tmp_path / "empty")).err


def test_an_article_that_is_gone_is_said(marked: Reader, root: Path) -> None:
    (root / "articles" / "bridge.txt").unlink()
    result = marked("verify", "--json")
    assert result.code == 1
    assert verdicts(result) == {BRIDGE: "missing", WRONG: "missing", HOMES: "says_so"}


@pytest.mark.parametrize(
    ("form", "name"),
    [("jsonld", "a.jsonld"), ("json", "a.json"), ("csv", "a.csv"), ("hypothesis", "h.json"), ("readwise", "r.csv")],
)
def test_quotations_of_an_exported_file_are_checked(
    marked: Reader, root: Path, tmp_path: Path, form: str, name: str
) -> None:
    path = exported(marked, tmp_path, form, name)
    assert marked("verify", str(path)).out.startswith("3 quotations: 3 still say so.")
    rewrite(root, "bridge.txt", WRONG, "It was the very wrong question.")
    result = marked("verify", str(path), "--json")
    assert result.code == 1
    # Readwise keeps nothing of what stands around a passage, so what it says now is not known.
    changed = "gone" if form == "readwise" else "otherwise"
    assert verdicts(result) == {BRIDGE: "says_so", WRONG: changed, HOMES: "says_so"}
    assert result.data[0]["where"].startswith(f"{name}, ")


@pytest.mark.parametrize(("form", "name"), [("jsonld", "a.jsonld"), ("json", "a.json"), ("csv", "a.csv")])
def test_words_that_were_changed_in_a_file_are_not_what_was_marked(
    marked: Reader, tmp_path: Path, form: str, name: str
) -> None:
    path = exported(marked, tmp_path, form, name)
    path.write_text(path.read_text("utf-8").replace(f'"{WRONG}"', '"It was the right question."'), "utf-8")
    result = marked("verify", str(path))
    assert result.code == 1
    assert "“It was the right question.”" in result.out
    assert f"the exported words differ from what was marked: “{WRONG}”" in result.out


def test_another_address_does_not_hold(marked: Reader, root: Path, tmp_path: Path) -> None:
    path = exported(marked, tmp_path, "jsonld", "a.jsonld")
    rewrite(root, "houses.md", "https://review.example/houses", "https://review.example/homes")
    result = marked("verify", str(path))
    assert result.code == 1
    assert "the article's address is now https://review.example/homes" in result.out
    assert result.out.endswith("3 quotations: 3 still say so, 1 under another address.\n")


def test_a_quotation_whose_highlight_was_deleted_is_looked_up_all_the_same(
    marked: Reader, root: Path, tmp_path: Path
) -> None:
    path = exported(marked, tmp_path, "json", "a.json")
    assert marked("undo").code == 0
    result = marked("verify", str(path), "--json")
    assert result.code == 0
    assert {each["quote"]: each["id"] for each in result.data}[HOMES] == ""


def test_a_file_with_broken_parts_is_checked_as_far_as_it_goes(marked: Reader, tmp_path: Path) -> None:
    path = exported(marked, tmp_path, "json", "a.json")
    found = json.loads(path.read_text("utf-8"))
    found["annotations"][0] = 7
    path.write_text(json.dumps(found), "utf-8")
    result = marked("verify", str(path))
    assert result.code == 1
    assert result.out.startswith("2 quotations")
    assert "a.json, annotation 1" in result.err


# ---- notes with markers


def note(root: Path, folder: Path, profile: Profile, body: str, *, url: str = "https://review.example/houses") -> Path:
    """A note on the second article, with one block."""
    library = Library.open(root)
    library.refresh()
    (made,) = [each for _, group in library.notes("houses") for each in group]
    library.close()
    folder.mkdir(exist_ok=True)
    path = folder / "houses.md"
    path.write_text(
        f"---\nreader_id: houses\ntitle: The town\nurl: {url}\n---\n\nMy own words.\n\n"
        f"{profile.opening('hl', made.id, body)}\n{body}\n{profile.closing}\n\n> Not ours\n",
        "utf-8",
    )
    return path


CALLOUT = "> [!quote]+ council\n> fewer than two\n> hundred homes\n>\n> — [The town](https://review.example/houses)"
QUOTE = "> fewer than two hundred homes\n\nThemes: council · Marked 14 March 2026"


@pytest.mark.parametrize(("profile", "body"), [(OBSIDIAN, CALLOUT), (COMMONMARK, QUOTE)])
def test_blocks_of_notes_are_checked_and_what_people_write_is_not(
    marked: Reader, root: Path, tmp_path: Path, profile: Profile, body: str
) -> None:
    path = note(root, tmp_path / "vault", profile, body)
    for place in (path, path.parent):
        result = marked("verify", str(place), "--json")
        assert result.code == 0, result
        assert verdicts(result) == {HOMES: "says_so"}
        assert result.data[0]["same_address"] is True
    path.write_text(path.read_text("utf-8").replace("hundred homes", "hundred empty homes"), "utf-8")
    result = marked("verify", str(path))
    assert result.code == 1
    assert f"the exported words differ from what was marked: “{HOMES}”" in result.out


def test_a_note_with_another_address_does_not_hold(marked: Reader, root: Path, tmp_path: Path) -> None:
    path = note(root, tmp_path, OBSIDIAN, CALLOUT, url="https://elsewhere.example/x")
    assert "the article's address is now https://review.example/houses" in marked("verify", str(path)).out


def test_a_block_in_a_form_of_ones_own_is_checked_too(marked: Reader, root: Path, tmp_path: Path) -> None:
    path = note(root, tmp_path, OBSIDIAN, f"They say “{HOMES}”, which is [sic](https://a.example).")
    assert marked("verify", str(path)).code == 0
    path.write_text(path.read_text("utf-8").replace("hundred", "thousand"), "utf-8")
    assert marked("verify", str(path)).code == 1


def test_a_file_that_cannot_be_read_does_not_keep_others_from_being_checked(marked: Reader, tmp_path: Path) -> None:
    path = exported(marked, tmp_path, "json", "a.json")
    (tmp_path / "b.json").write_text("rubbish", "utf-8")
    result = marked("verify", str(tmp_path / "b.json"), str(path))
    assert result.code == 1
    assert "b.json is in no format of notes that is known" in result.err
    assert result.out.startswith("3 quotations: 3 still say so.")


def test_a_note_that_is_no_utf_8_is_checked_as_far_as_it_goes(marked: Reader, root: Path, tmp_path: Path) -> None:
    path = note(root, tmp_path, COMMONMARK, QUOTE)
    path.write_bytes(b"\xff\xfe broken \x00\n" + path.read_bytes())
    assert marked("verify", str(path)).out.startswith("1 quotation: 1 still says so.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "html"),
        ("--format", "html", "--full-text"),
        ("--format", "html", "--by", "theme"),
        ("--format", "org"),
        ("--format", "org", "--by", "theme"),
    ],
)
def test_quotations_on_pages_are_checked(
    marked: Reader, root: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    folder = tmp_path / "pages"
    assert marked("export", *arguments, "--output", str(folder)).code == 0
    pages = sorted(map(str, folder.iterdir()))
    assert marked("verify", *pages).out.startswith("3 quotations: 3 still say so.")
    rewrite(root, "bridge.txt", WRONG, "It was the very wrong question.")
    rewrite(root, "houses.md", "https://review.example/houses", "https://review.example/homes")
    result = marked("verify", *pages, "--json")
    assert result.code == 1
    assert verdicts(result) == {BRIDGE: "says_so", WRONG: "otherwise", HOMES: "says_so"}
    assert [each["quote"] for each in result.data if each["same_address"] is False] == [HOMES]
    for page in folder.iterdir():
        page.write_text(page.read_text("utf-8").replace("two hundred", "nine hundred"), "utf-8")
    assert verdicts(marked("verify", *pages, "--json"))[HOMES.replace("two", "nine")] == "differs"
