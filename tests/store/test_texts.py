"""The text that a highlight was made on is never lost."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from reader.errors import DamagedError
from reader.store import atomic, texts
from reader.text.compile import compile_text

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "The bridge opened.\n\nNobody — «nobody» — came."
HASH = sha256(PLAIN.encode()).hexdigest()


def test_a_kept_text_comes_back_letter_for_letter(root: Path) -> None:
    assert texts.kept(root, HASH) is None
    texts.keep(root, HASH, PLAIN)
    assert texts.kept(root, HASH) == PLAIN
    assert (root / "texts" / f"{HASH}.txt").read_bytes() == PLAIN.encode()


def test_a_compiled_text_is_kept_under_its_own_hash(root: Path) -> None:
    text = compile_text("# Harbour\r\n\r\nThe *bridge* opened.", "markdown")
    texts.keep(root, text.hash, text.plain)
    assert texts.kept(root, text.hash) == text.plain


def test_a_text_is_written_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts.keep(root, HASH, PLAIN)
    monkeypatch.delattr(atomic, "write")
    texts.keep(root, HASH, PLAIN)


def test_a_text_that_was_cut_off_is_damaged_until_it_is_kept_again(root: Path) -> None:
    (root / "texts" / f"{HASH}.txt").write_bytes(PLAIN.encode()[:-5])
    with pytest.raises(DamagedError, match="does not fit its name"):
        texts.kept(root, HASH)
    texts.keep(root, HASH, PLAIN)
    assert texts.kept(root, HASH) == PLAIN


@pytest.mark.parametrize("text_hash", ["", "../../x", HASH.upper(), HASH[:-1]])
def test_what_is_no_hash_is_a_bug(text_hash: str, root: Path) -> None:
    with pytest.raises(ValueError, match="not a text's hash"):
        texts.kept(root, text_hash)
