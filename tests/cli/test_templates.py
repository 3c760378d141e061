from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader

WRONG = "It was the wrong question."
HOUSES = "The town that counted its empty houses.md"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of a person's own templates, beside the configuration."""
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


@pytest.fixture
def marked(desk: Reader) -> Reader:
    """A library with a highlight in each of its two articles."""
    desk("mark", "bridge", "--quote", WRONG, "--theme", "law")
    desk("mark", "houses", "--quote", "a volunteer survey", "--theme", "people", "--note", "Who asked?")
    return desk


def test_the_templates_are_listed_with_what_they_are_for(reader: Reader, own: Path) -> None:
    (own / "mine.html").write_text("{# takes: articles -- Mine. #}\n")
    result = reader("templates")
    assert result.code == 0
    assert "Quotations for a draft: the words, who said them, where, in order." in result.out
    found = {one["name"]: one for one in reader("templates", "list", "--json").data}
    assert found["quotes"]["shipped"]
    assert found["mine"] == {
        "name": "mine",
        "takes": "articles",
        "takes_all": False,
        "about": "Mine.",
        "path": str(own / "mine.html"),
        "shipped": False,
        "trouble": None,
    }


def test_one_that_cannot_be_used_is_told_and_the_others_are_listed(reader: Reader, own: Path) -> None:
    (own / "broken.md").write_bytes(b"\xff")
    result = reader("templates")
    assert result.code == 1
    assert "broken.md, line 1: it is not UTF-8" in result.err
    assert "reading-list" in result.out


def test_a_template_is_shown_and_copied_once(reader: Reader, own: Path) -> None:
    shown = reader("templates", "show", "quotes").out
    assert shown.startswith("{# takes: articles")
    result = reader("templates", "copy", "quotes")
    assert (result.code, result.out) == (0, f"{own / 'quotes.md'}\n")
    assert (own / "quotes.md").read_text("utf-8") == shown
    again = reader("templates", "copy", "quotes")
    assert again.code == 1
    assert "is there already" in again.err


def test_what_a_template_can_name_is_told(reader: Reader) -> None:
    assert "The words that were highlighted" in reader("templates", "variables").out
    groups = reader("templates", "variables", "--json").data
    assert "quotation" in [told["name"] for group in groups for told in group["there"]]


def test_a_template_that_takes_all_articles_makes_one_text(marked: Reader, tmp_path: Path) -> None:
    out = marked("export", "--template", "quotes").out
    assert out.count("> ") == 4
    assert out.index("volunteer") < out.index(WRONG)
    path = tmp_path / "draft.md"
    assert marked("export", "--template", "quotes", "-o", str(path)).err == "reader: 1 new, 0 updated, 0 unchanged.\n"
    assert path.read_text("utf-8") == out
    marked("export", "--template", "quotes", "-o", str(tmp_path / "out"))
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["quotes.md"]


def test_a_reading_list_has_articles_without_highlights_too(desk: Reader) -> None:
    out = desk("export", "--template", "reading-list").out
    assert "The town that counted its empty houses" in out


def test_a_template_that_takes_an_article_makes_a_file_for_each(marked: Reader, own: Path, tmp_path: Path) -> None:
    (own / "page.html").write_text("{# takes: article -- Mine. #}\n<h1>{{ article.title }}</h1>")
    folder = tmp_path / "out"
    assert "2 new" in marked("export", "--template", "page", "-o", str(folder)).err
    assert {file.suffix for file in folder.iterdir()} == {".html"}
    one = tmp_path / "one.html"
    assert marked("export", "houses", "--template", "page", "-o", str(one)).code == 0
    assert one.read_text() == "<h1>The town that counted its empty houses</h1>"
    many = marked("export", "--template", "page", "-o", str(tmp_path / "many.html"))
    assert many.code == 2
    assert "name a folder" in many.err


def test_a_template_that_takes_a_theme_makes_a_file_for_each(marked: Reader, own: Path, tmp_path: Path) -> None:
    (own / "topic.txt").write_text("{# takes: theme -- Mine. #}\n{{ theme.name }}: {{ articles | length }}")
    marked("export", "--template", "topic", "-o", str(tmp_path / "out"))
    assert {path.name: path.read_text() for path in (tmp_path / "out").iterdir()} == {
        "law.txt": "law: 1",
        "people.txt": "people: 1",
    }


def test_a_template_may_lie_anywhere(marked: Reader, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.md"
    path.write_text("{# takes: articles -- Mine. #}\n{% for article in articles %}{{ article.title }}\n{% endfor %}")
    assert "The town that counted its empty houses\n" in marked("export", "--template", str(path)).out
    marked("export", "--template", str(path), "-o", str(tmp_path / "out"))
    assert (tmp_path / "out" / "elsewhere.md").is_file()
    assert path.read_text().startswith("{#")


@pytest.mark.parametrize("kind", ["markdown", "obsidian"])
def test_a_persons_own_block_is_in_every_note_and_a_change_of_it_too(
    marked: Reader, own: Path, tmp_path: Path, kind: str
) -> None:
    (own / kind).mkdir()
    (own / kind / "block.md").write_text("ONE {{ highlight.quote }}\n")
    folder = tmp_path / "out"
    marked("export", "--format", kind, "-o", str(folder))
    assert "ONE a volunteer survey" in (folder / HOUSES).read_text("utf-8")
    (own / "other.md").write_text("{# takes: highlight -- Mine. #}\nTWO {{ highlight.quote }}\n")
    marked("export", "--format", kind, "--template", "other", "-o", str(folder))
    assert "TWO a volunteer survey" in (folder / HOUSES).read_text("utf-8")
    elsewhere = tmp_path / "block.md"
    for words in ("THREE", "FOUR!"):
        elsewhere.write_text("{# takes: highlight -- Mine. #}\n" + words + " {{ highlight.quote }}\n")
        marked("export", "--format", kind, "--template", str(elsewhere), "-o", str(folder))
        assert f"{words} a volunteer survey" in (folder / HOUSES).read_text("utf-8")


BROKEN_FOR_ONE = "{% if 'houses' in article.title %}{{ article.titles }}{% endif %}"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("obsidian/block.md", ("--format", "obsidian")),
        ("markdown/head.md", ()),
        ("mine.md", ("--template", "mine")),
    ],
)
def test_a_template_that_is_wrong_for_one_article_writes_nothing_at_all(
    marked: Reader, own: Path, tmp_path: Path, name: str, arguments: tuple[str, ...]
) -> None:
    (own / name).parent.mkdir(exist_ok=True)
    (own / name).write_text("{# takes: article -- Mine. #}\n" + BROKEN_FOR_ONE)
    result = marked("export", *arguments, "-o", str(tmp_path / "out"))
    assert result.code == 1
    assert f"{name}, line 2: there is no `titles`; did you mean `title`?" in result.err
    assert not (tmp_path / "out").exists()


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another folder to be in: what lies above the checkout is no matter of a test."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--template", "quotess"), 3, "Did you mean `quotes`?"),
        (("--template", "parts/highlights"), 1, "does not say what it takes"),
        (("--template", "article", "--by", "theme"), 2, "makes a file for each article"),
        (("--template", "quotes", "--by", "theme"), 2, "makes one file of all articles"),
        (("--template", "quote", "--format", "html"), 2, "for a highlight in a note"),
        (("--template", "quotes", "--format", "csv"), 2, "Table has a form of its own"),
        (("--template", "../../etc/passwd"), 3, "There is no template"),
    ],
)
def test_a_template_that_cannot_be_taken_says_why(
    marked: Reader, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = marked("export", *arguments)
    assert result.code == code
    assert result.out == ""
    assert said in result.err
