from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.errors import TemplateError
from reader.export.template_files import SHIPPED, TAKES, Info, Templates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def own(tmp_path: Path) -> Templates:
    (tmp_path / "parts").mkdir()
    return Templates(tmp_path)


def named(templates: Templates, name: str) -> Info:
    return next(info for info in templates.all() if info.name == name)


def test_every_template_that_comes_with_the_program_says_what_it_takes_and_is_for() -> None:
    assert {"article", "theme", "reading-list", "quotes", "academic", "quote"} <= {
        info.name for info in Templates(None).all()
    }
    for info in Templates(None).all():
        assert info.is_shipped
        assert info.trouble == ""
        assert Templates(None).source(info.name).startswith("{#")
        assert Templates(None).get(info.name)
        if not info.name.startswith("parts/"):
            assert info.takes in TAKES
            assert info.about.endswith(".")


def test_a_name_of_a_persons_own_takes_the_place_of_a_shipped_one_and_others_are_new(own: Templates) -> None:
    assert own.folder is not None
    (own.folder / "quote.md").write_text("{# takes: highlight -- Mine. #}\nmine")
    (own.folder / "new.txt").write_text("{# takes: articles, all -- New. #}\nnew")
    assert own.get("quote").render({}) == "mine"
    assert own.get("quotes").path == "quotes.md"
    new = named(own, "new")
    assert (new.takes, new.takes_all, new.about, new.suffix, new.is_shipped) == (
        "articles",
        True,
        "New.",
        ".txt",
        False,
    )
    assert not named(own, "quote").is_shipped
    assert own.has_own
    assert not Templates(None).has_own


def test_a_part_of_a_persons_own_is_taken_by_the_shipped_ones(own: Templates) -> None:
    assert own.folder is not None
    (own.folder / "quote.md").write_text("mine: {{ highlight.quote }}\n")
    articles = [{"highlights": [{"quote": "a*b"}]}]
    assert own.get("quotes").render({"articles": articles}).strip() == r"mine: a\*b"


def test_a_template_is_taken_from_a_file_too_and_includes_by_name_alone(own: Templates, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere" / "my form.md"
    path.parent.mkdir()
    path.write_text("{# takes: article -- Mine. #}\n{% include '" + str(path) + "' %}")
    assert own.info(str(path)).takes == "article"
    with pytest.raises(TemplateError, match=r"my form\.md, line 2: There is no template"):
        own.get(str(path)).render({})


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd.md", "a/../../b", "..", "x" * 5000, "a\0b", ""])
def test_a_name_that_is_none_is_no_template(own: Templates, name: str) -> None:
    with pytest.raises(TemplateError, match=r"There is no template"):
        own.get(name)


def test_a_slip_in_a_name_is_told(own: Templates) -> None:
    with pytest.raises(TemplateError, match=r"Did you mean `academic`\?"):
        own.get("akademic")


def test_a_file_that_is_no_text_says_so_with_its_line(own: Templates) -> None:
    assert own.folder is not None
    (own.folder / "broken.md").write_bytes(b"one\ntwo \xff")
    with pytest.raises(TemplateError, match=r"broken\.md, line 2: it is not UTF-8"):
        own.get("broken")
    assert "it is not UTF-8" in named(own, "broken").trouble
    (own.folder / "huge.md").write_bytes(b"x" * 1_000_001)
    with pytest.raises(TemplateError, match="larger than"):
        own.get("huge")


def test_one_that_takes_what_is_not_there_says_what_there_is(own: Templates) -> None:
    assert own.folder is not None
    (own.folder / "odd.md").write_text("{# takes: book -- What? #}\n")
    with pytest.raises(TemplateError, match="takes article, theme, articles, highlight, and not `book`"):
        own.info("odd")
    assert "`book`" in named(own, "odd").trouble
    assert named(own, "quote").is_shipped


def test_windows_line_ends_and_a_byte_order_mark_are_nothing(own: Templates) -> None:
    assert own.folder is not None
    (own.folder / "dos.md").write_bytes(b"\xef\xbb\xbf{# takes: article -- Dos. #}\r\na\r\n")
    assert own.get("dos").render({}) == "a\n"
    assert named(own, "dos").takes == "article"


def test_a_copy_is_for_editing_and_never_over_one_that_is_there(own: Templates) -> None:
    assert own.folder is not None
    path = own.copy("obsidian/block")
    assert path == own.folder / "obsidian" / "block.md"
    assert path.read_bytes() == (SHIPPED / "obsidian" / "block.md").read_bytes()
    path.write_text("mine")
    with pytest.raises(TemplateError, match="is there already, and is left as it is"):
        own.copy("obsidian/block")
    assert path.read_text() == "mine"


def test_a_link_to_nothing_among_the_templates_is_passed_over(own: Templates) -> None:
    assert own.folder is not None
    before = own.digest()
    (own.folder / ".#quote.md").symlink_to(own.folder / "nothing")
    assert own.digest() == before
    assert not own.has_own
    (own.folder / "quote.md").write_text("{# takes: highlight -- Mine. #}")
    assert own.digest() != before
