"""What the manual shows is what the program does."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reader
from reader.export import template_manual, template_values
from reader.export.template_files import Templates

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(reader.__file__).parent.parent / "docs"
ADVICE = "Run `python docs/exports.py` and look at what changes."


@pytest.fixture(scope="module")
def script() -> ModuleType:
    found = importlib.util.spec_from_file_location("docs_exports", DOCS / "exports.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_the_exports_in_the_manual_are_those_of_today(script: ModuleType, tmp_path: Path) -> None:
    files = script.made(tmp_path)
    now, there = texts(tmp_path), texts(DOCS / "exports")
    assert sorted(now) == sorted(there), ADVICE
    for name, text in now.items():
        assert text == there[name], f"{name}: {ADVICE}"
    for path, text in script.pages(files, tmp_path).items():
        assert path.read_text("utf-8") == text, f"{path.name}: {ADVICE}"


def test_every_name_that_a_template_may_use_is_in_the_manual() -> None:
    told = {told.name.partition("(")[0] for group in template_manual.groups() for told in group.told}
    assert set(template_values.NAMES) <= told
    assert all(told.about.endswith((".", "?", "`")) for group in template_manual.groups() for told in group.told)


def test_the_example_in_the_manual_is_the_template() -> None:
    assert Templates(None).source("quotes") in (DOCS / "templates.md").read_text("utf-8")
