"""What an export into a vault does over the years, as its owner sees it."""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.errors import StoreError
from reader.export.vault.markers import Found, parts
from reader.library import Library
from reader.store import atomic
from reader.store.notes import Notes

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model.annotation import Annotation
    from reader.model.article import Article
    from reader.store.shard import Shard
    from reader.store.stamp import Stamp
    from tests.cli.running import Reader, Result

WRONG = "It was the wrong question."
HOUSES = "The town that counted its empty houses.md"


class Vault:
    """A folder of notes, and the export into it."""

    def __init__(self, reader: Reader, folder: Path) -> None:
        self.reader, self.folder = reader, folder

    def export(self, *arguments: str) -> Result:
        """Export into the folder."""
        return self.reader("export", "--format", "obsidian", "-o", str(self.folder), *arguments)

    @property
    def names(self) -> list[str]:
        """What lies there."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())

    @property
    def path(self) -> Path:
        """The note on the houses."""
        return self.folder / HOUSES

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.path.read_bytes().decode("utf-8")

    def write(self, text: str | bytes) -> None:
        """Write into it what a person would."""
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


@pytest.fixture
def vault(desk: Reader, tmp_path: Path) -> Vault:
    """A vault with the notes on two articles, each with a highlight."""
    desk("mark", "bridge", "--quote", WRONG, "--theme", "law", "--theme", "people")
    desk("mark", "houses", "--quote", "a volunteer survey", "--theme", "people", "--note", "Who asked?")
    made = Vault(desk, tmp_path / "vault")
    assert made.export().err == "reader: 2 new, 0 updated, 0 unchanged.\n"
    return made


def delete(root: Path, quote: str) -> None:
    """Delete the highlight of a passage in the library."""
    with closing(Library.open(root)) as library:
        article, made = found(library, quote)
        library.notes_store.remove(article, [made.id])


def annotate(root: Path, quote: str, note: str) -> None:
    """Write another note on the highlight of a passage, in the library."""
    with closing(Library.open(root)) as library:
        article, made = found(library, quote)
        library.notes_store.put(article, [replace(made, note=note)])


def found(library: Library, quote: str) -> tuple[Article, Annotation]:
    """The highlight of a passage, and its article."""
    return next(
        (listing.article, each.annotation)
        for listing, group in library.notes()
        for each in group
        if quote in each.annotation.target.quote.exact
    )


def test_a_note_is_found_again_after_it_was_renamed_and_moved(vault: Vault) -> None:
    (vault.folder / "Sea" / "walls").mkdir(parents=True)
    moved = vault.path.rename(vault.folder / "Sea" / "walls" / "Counting.md")
    vault.reader("mark", "houses", "--quote", "stood empty")
    assert vault.export().err == "reader: 0 new, 1 updated, 1 unchanged.\n"
    assert "stood empty" in moved.read_text("utf-8")
    assert not vault.path.exists()


def test_what_a_person_wrote_around_the_blocks_stays_byte_for_byte(vault: Vault) -> None:
    mine = vault.text.replace("\n%% reader hl", "\nMine, *with* \t blanks  \n\n%% reader hl")
    mine = mine.replace("---\n", "---\naliases:\n  - Houses # mine\ncssclasses: wide\n", 1) + "\nBelow."
    vault.write(mine)
    vault.reader("mark", "houses", "--quote", "stood empty")
    vault.export()
    rest = iter(vault.text.splitlines())
    changed = ("reader seen", "highlights: ")
    assert all(line in rest for line in mine.splitlines() if not any(each in line for each in changed))


def test_a_note_with_windows_line_ends_and_a_byte_order_mark_keeps_them(vault: Vault) -> None:
    vault.write(("\ufeff" + vault.text).replace("\n", "\r\n"))
    assert "0 updated, 2 unchanged" in vault.export().err
    vault.reader("mark", "houses", "--quote", "stood empty")
    assert "1 updated" in vault.export().err
    assert vault.text.startswith("\ufeff---\r\n")
    assert vault.text.count("\n") == vault.text.count("\r\n")


def test_properties_as_obsidian_writes_them_are_kept_in_step(vault: Vault) -> None:
    listed = re.sub(r'(?m)^(tags|themes): \["people"\]$', r"\1:\n  - people", vault.text)
    listed = (
        listed.replace("tags:\n", "tags:\n  - mine\n")
        .replace('title: "', "title: ")
        .replace('houses"\n', "houses\n", 1)
    )
    vault.write(listed)
    assert "0 updated, 2 unchanged" in vault.export().err
    vault.reader("mark", "houses", "--quote", "stood empty", "--theme", "law")
    vault.export()
    assert 'tags:\n  - mine\n  - people\n  - "law"\n' in vault.text
    assert "highlights: 2\n" in vault.text


def test_a_block_that_a_person_edited_deleted_or_moved_stays_so(vault: Vault) -> None:
    vault.reader("mark", "houses", "--quote", "fewer than two hundred homes")
    vault.reader("mark", "houses", "--quote", "stood empty")
    vault.export()
    blocks = re.findall(r"(?ms)^%% reader hl .*?^%% /reader %%\n", vault.text)
    first, second, third = blocks
    edited = first.replace("fewer than two hundred homes", "fewer than 200 homes")
    vault.write(f"{vault.text.replace(first, '').replace(second, '').replace(third, edited)}\n{third}")
    before = vault.text
    assert "0 updated, 2 unchanged" in vault.export().err
    assert vault.text == before


def test_an_edited_block_that_changed_in_the_library_gets_a_notice(vault: Vault, root: Path) -> None:
    vault.write(vault.text.replace("Who asked?", "Who asked whom?"))
    annotate(root, "volunteer", "Who counted?")
    result = vault.export()
    assert result.code == 0
    assert "you changed a block that changed in the library too; yours stays" in result.err
    assert HOUSES in result.err
    assert "Who asked whom?" in vault.text
    assert "Who counted?" in vault.text
    assert "> [!info] Reader, " in vault.text
    assert "0 updated, 2 unchanged" in vault.export().err


def test_a_block_goes_with_its_highlight_unless_it_was_edited(vault: Vault, root: Path) -> None:
    vault.reader("mark", "houses", "--quote", "stood empty")
    vault.export()
    vault.write(vault.text.replace("Who asked?", "Mine."))
    for quote in ("volunteer", "stood empty"):
        delete(root, quote)
    result = vault.export()
    assert "a highlight was deleted whose block you had changed; it stays" in result.err
    assert "stood empty" not in vault.text
    assert "Mine." in vault.text
    assert "%% reader gone " in vault.text


def test_an_article_whose_last_highlight_was_deleted_keeps_its_note_without_it(vault: Vault, root: Path) -> None:
    vault.write(f"{vault.text}\nMine.\n")
    delete(root, "volunteer")
    assert "1 updated, 1 unchanged" in vault.export().err
    assert "volunteer" not in vault.text
    assert vault.text.endswith("\nMine.\n")
    assert "highlights: 0\n" in vault.text


def test_a_narrower_query_takes_nothing_away(vault: Vault) -> None:
    vault.reader("mark", "houses", "--quote", "stood empty", "--theme", "law")
    vault.export()
    before = vault.text
    vault.export("theme:law")
    assert vault.text == before
    vault.export("houses", "theme:people")
    assert vault.text == before


def test_the_profile_of_plain_markdown_has_comments_of_html(desk: Reader, tmp_path: Path) -> None:
    desk("mark", "houses", "--quote", "a volunteer survey", "--note", "Who asked?")
    path = tmp_path / "notes" / HOUSES
    desk("export", "-o", str(path.parent))
    text = path.read_text("utf-8")
    assert re.search(r"(?m)^<!-- reader hl [0-9a-f-]{36} [0-9a-f]{16} -->$", text)
    assert "%%" not in text
    path.write_text(text.replace("Who asked?", "Mine."), "utf-8")
    assert "0 updated, 1 unchanged" in desk("export", "-o", str(path.parent)).err
    assert "Mine." in path.read_text("utf-8")


def test_a_dry_run_prints_the_difference_and_writes_nothing(vault: Vault) -> None:
    vault.reader("mark", "houses", "--quote", "stood empty")
    vault.write(f"{vault.text}Mine.\n")
    before = {name: (vault.folder / name).read_bytes() for name in vault.names}
    result = vault.export("--dry-run")
    assert f"--- a/{HOUSES}\n+++ b/{HOUSES}\n" in result.out
    assert "-highlights: 1\n+highlights: 2\n" in result.out
    assert "-Mine." not in result.out
    assert "0 new, 1 updated, 1 unchanged; nothing was written." in result.err
    assert {name: (vault.folder / name).read_bytes() for name in vault.names} == before
    assert "0 new, 1 updated, 1 unchanged." in vault.export().err


def test_the_version_before_is_kept_and_can_be_put_back_and_back_again(vault: Vault) -> None:
    before = vault.text
    vault.reader("mark", "houses", "--quote", "stood empty")
    vault.export()
    after = vault.text
    assert vault.reader("export", "--restore", str(vault.path)).code == 0
    assert vault.text == before
    vault.reader("export", "--restore", str(vault.path))
    assert vault.text == after
    other = next(name for name in vault.names if name != HOUSES)
    result = vault.reader("export", "--restore", str(vault.folder / other))
    assert result.code == 3
    assert "no earlier version is kept" in result.err


def test_what_was_written_since_the_export_is_kept_when_the_version_before_is_put_back(
    vault: Vault, root: Path
) -> None:
    vault.reader("mark", "houses", "--quote", "stood empty")
    vault.export()
    vault.path.write_text(f"{vault.text}\nPrecious words.\n", "utf-8")
    result = vault.reader("export", "--restore", str(vault.path))
    kept = f"trash/replaced/{HOUSES}"
    assert f"kept in {kept} of the library" in result.err
    assert "Precious words." not in vault.text
    assert "Precious words." in (root / kept).read_text("utf-8")
    assert vault.reader("doctor").code == 0


def test_an_export_in_the_other_form_leaves_the_notes_of_a_vault(vault: Vault) -> None:
    before = vault.text
    result = vault.reader("export", "-o", str(vault.folder))
    assert result.code == 1
    assert f"{HOUSES} is left as it is: it was exported as obsidian." in result.err
    assert vault.text == before


def test_a_dry_run_puts_nothing_back(vault: Vault) -> None:
    vault.reader("mark", "houses", "--quote", "stood empty")
    vault.export()
    after = vault.text
    result = vault.reader("export", "--restore", str(vault.path), "--dry-run")
    assert (result.code, vault.text) == (0, after)
    assert "nothing was written" in result.err


@pytest.mark.parametrize("more", [("-o", "elsewhere"), ("houses",), ("--take-back",)])
def test_what_is_put_back_is_no_export(vault: Vault, more: tuple[str, ...]) -> None:
    result = vault.reader("export", "--restore", str(vault.path), *more)
    assert result.code == 2
    assert "stands alone" in result.err


def test_a_second_note_on_the_same_is_left_and_told(vault: Vault) -> None:
    (vault.folder / "Copy.md").write_text(vault.text, "utf-8")
    before = vault.text
    vault.reader("mark", "houses", "--quote", "stood empty")
    result = vault.export()
    assert "Copy.md is a second note on the same, and is left as it is" in result.err
    assert (vault.folder / "Copy.md").read_text("utf-8") == before
    assert "stood empty" in vault.text


def test_themes_have_notes_that_are_kept_in_step(vault: Vault) -> None:
    assert "2 new" in vault.export("--by", "theme").err
    people = vault.folder / "people.md"
    people.rename(vault.folder / "About people.md")
    moved = vault.folder / "About people.md"
    moved.write_text(moved.read_text("utf-8").replace("\n%% reader hl", "\nMine.\n\n%% reader hl", 1), "utf-8")
    vault.reader("mark", "houses", "--quote", "stood empty", "--theme", "people")
    assert "0 new, 1 updated, 1 unchanged" in vault.export("--by", "theme").err
    assert "stood empty" in moved.read_text("utf-8")
    assert "Mine." in moved.read_text("utf-8")
    assert "1 updated, 1 unchanged" in vault.export().err


def test_a_theme_that_is_described_otherwise_has_another_note(vault: Vault, root: Path) -> None:
    vault.export("--by", "theme")
    assert "0 updated, 2 unchanged" in vault.export("--by", "theme").err
    with closing(Library.open(root)) as library:
        (theme,) = [use.theme for use in library.themes() if use.theme.name == "people"]
        library.codebook.put(replace(theme, description="Those who were asked."))
    assert "1 updated, 1 unchanged" in vault.export("--by", "theme").err
    assert "Those who were asked." in (vault.folder / "people.md").read_text("utf-8")


def test_what_cannot_be_read_stays_in_the_notes_on_themes(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.export("--by", "theme")
    people = vault.folder / "people.md"
    before = people.read_text("utf-8")
    load = Notes.load

    def failing(notes: Notes, article: str) -> Shard:
        if "houses" in article:
            raise StoreError("The notes cannot be read.")
        return load(notes, article)

    monkeypatch.setattr(Notes, "load", failing)
    assert "The notes cannot be read." in vault.export("--by", "theme").err
    assert "a volunteer survey" in before
    assert people.read_text("utf-8") == before


# ---- what may lie in a vault


def test_a_note_that_is_not_utf_8_is_left_and_the_rest_goes_on(vault: Vault) -> None:
    broken = vault.text.encode().replace(b"Who asked?", b"Who \xff asked?")
    vault.write(broken)
    for article, quote in (("houses", "stood empty"), ("bridge", "carried my grandmother")):
        vault.reader("mark", article, "--quote", quote)
    result = vault.export()
    assert result.code == 1
    assert f"{HOUSES} is left as it is: it is not UTF-8 (line" in result.err
    assert "0 new, 1 updated" in result.err
    assert vault.path.read_bytes() == broken


def test_a_note_whose_front_matter_does_not_end_is_left_and_the_rest_goes_on(vault: Vault) -> None:
    broken = re.sub(r"(?m)^---$", "--", vault.text).replace("--\n", "---\n", 1)
    vault.write(broken)
    for article, quote in (("houses", "stood empty"), ("bridge", "carried my grandmother")):
        vault.reader("mark", article, "--quote", quote)
    result = vault.export()
    assert result.code == 1
    assert f"{HOUSES} is left as it is: its front matter does not end" in result.err
    assert "0 new, 1 updated" in result.err
    assert vault.text == broken


def test_a_note_without_rights_is_left_and_the_rest_goes_on(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    exchange = atomic.exchange

    def refusing(path: Path, data: bytes, seen: Stamp) -> Stamp | None:
        if path.name == HOUSES:
            raise StoreError("no") from PermissionError(13, "Permission denied")
        return exchange(path, data, seen)

    monkeypatch.setattr("reader.export.vault.writing.atomic.exchange", refusing)
    before = vault.text
    for article, quote in (("houses", "stood empty"), ("bridge", "carried my grandmother")):
        vault.reader("mark", article, "--quote", quote)
    result = vault.export()
    assert result.code == 1
    assert f"{HOUSES} cannot be written" in result.err
    assert "0 new, 1 updated" in result.err
    assert vault.text == before


HOSTILE = (
    *(
        "%% /reader %%",
        "<!-- /reader -->",
        "%% reader seen x %%",
        "%%",
        "-->",
        "<!--",
        "^",
        "^id",
        "[[a]]",
        "---",
        "...",
    ),
    *("```", "~~~", "# a", "#tag", "| a |", "=1+1", "{{ x }}", "{% x %}", "</script>", "> [!quote] a", "\\", "&amp;"),
)
"""Words that mean something to a file in a vault."""


@pytest.mark.parametrize("kind", ["obsidian", "markdown"])
def test_words_that_mean_something_to_a_vault_mean_nothing_in_a_note(
    desk: Reader, root: Path, tmp_path: Path, kind: str
) -> None:
    words = [f"{word}\n{word} and more {number} of it {word}" for number, word in enumerate(HOSTILE)]
    words.append("%% /reader %% " + "long words " * 10_000)
    (root / "articles" / "hostile.txt").write_text("\n\n".join(["A headline", *words, "The end."]), "utf-8")
    desk("list")
    with closing(Library.open(root)) as library:
        article = library.find("hostile").article
        plain = library.text_of(article.id).plain
        for number, word in enumerate(HOSTILE):
            at = plain.index(f"and more {number} of")
            around = plain[max(0, at - 2 * len(word) - 1) : at + 20 + len(word)]
            library.mark(article.id, around.strip(), note=f"{word}\n\n{word}\n%% reader hl x 0123456789abcdef %%")
        library.mark(article.id, plain[plain.index("long words") :][:100_000], themes=(" ".join(HOSTILE[3:9]),))
    folder = tmp_path / "vault"
    assert "1 new" in desk("export", "--format", kind, "-o", str(folder)).err
    (path,) = folder.iterdir()
    text = path.read_text("utf-8")
    whole = [part for part in parts(text) if isinstance(part, Found) and part.is_untouched]
    assert len([part for part in parts(text) if isinstance(part, Found)]) == len(whole) == len(HOSTILE) + 2
    assert "0 updated, 1 unchanged" in desk("export", "--format", kind, "-o", str(folder)).err
    path.write_text(text + "\nMine.\n", "utf-8")
    annotate(root, "long words", "Another note.")
    assert "1 updated" in desk("export", "--format", kind, "-o", str(folder)).err
    assert path.read_text("utf-8").endswith("\nMine.\n")


def test_titles_of_all_kinds_are_names_in_the_vault(desk: Reader, root: Path, tmp_path: Path) -> None:
    titles = (
        "../../x",
        "/etc/passwd",
        "CON",
        "a/b:c*?",
        "\U0001f600" * 300,
        "Case",
        "CASE",
        "..",
        "%% reader %%",
        "[[x]]",
    )
    for number, title in enumerate(titles):
        path = root / "articles" / f"{number}.md"
        path.write_text(f"---\ntitle: {json.dumps(title)}\n---\nThe words {number} of it.\n", "utf-8")
        desk("mark", str(path.relative_to(root)), "--quote", f"words {number}")
    vault = Vault(desk, tmp_path / "outer" / "vault")
    assert f"{len(titles)} new" in vault.export().err
    assert len({name.casefold() for name in vault.names}) == len(titles)
    assert [path.name for path in (tmp_path / "outer").iterdir()] == ["vault"]
    assert f"{len(titles)} unchanged" in vault.export().err
