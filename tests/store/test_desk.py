"""How the desk was left, across threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from reader.store import desk as desks
from reader.store.desk import Desk, ExportChoice

if TYPE_CHECKING:
    from pathlib import Path


def test_saves_at_once_leave_one_of_them_whole(tmp_path: Path) -> None:
    (tmp_path / ".reader").mkdir()
    states = [Desk(article=f"a{n}" * (n + 1), export=ExportChoice(query="x" * n * 500)) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(lambda state: desks.save(tmp_path, state), states):
            assert desks.load(tmp_path) in states
    assert [path.name for path in (tmp_path / ".reader").iterdir()] == ["desk.json"]
