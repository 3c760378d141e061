"""What a person made of an article is kept, whatever happens."""

from __future__ import annotations

import errno
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from reader.errors import DamagedError, StoreError
from reader.model.article import ArticleState
from reader.store import stamp
from reader.store.notes import Notes
from reader.store.shard import MENDS, Identity, Shard
from tests.store.samples import ARTICLE, annotation, clock

if TYPE_CHECKING:
    from pathlib import Path

    from reader.store.jsonfile import Document

FIRST, SECOND = annotation(1, note="first"), annotation(2, note="second", themes=("economy", "law"))
GOOD = b'{"_meta": {"1": {"schema": 1}}, "_default": {"1": {"id": "a", "quote": "opened"}}}'


def file(root: Path) -> Path:
    return root / "notes" / "harbour.json"


def documents(root: Path, table: str = "_default") -> list[Document]:
    return list(json.loads(file(root).read_bytes())[table].values())


def edit(root: Path, **keys: Any) -> None:
    """Change the first note, as another program would."""
    with TinyDB(file(root)) as database:
        database.update(keys, doc_ids=[database.all()[0].doc_id])


def test_an_article_without_notes_has_an_empty_shard_and_no_file(root: Path, notes: Notes) -> None:
    assert notes.load("harbour") == Shard(Identity("harbour"))
    assert notes.stamp("harbour") is None
    assert notes.names() == ()
    assert not file(root).exists()


def test_what_was_put_is_loaded_in_its_order_also_by_another_program(root: Path, notes: Notes) -> None:
    saved = notes.put(ARTICLE, [SECOND, FIRST])
    assert saved.before == ()
    assert saved.shard.annotations == (SECOND, FIRST)
    assert Notes(root, clock).load("harbour") == saved.shard
    assert saved.shard.stamp == notes.stamp("harbour") == stamp.of(file(root))
    assert notes.stamps() == {"harbour": saved.shard.stamp}


def test_a_note_with_the_same_id_is_replaced_in_its_place(notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST, SECOND])
    changed = replace(FIRST, note="changed")
    saved = notes.put(ARTICLE, [changed])
    assert saved.before == (FIRST,)
    assert notes.load("harbour").annotations == (changed, SECOND)


def test_the_later_of_two_with_one_id_in_one_save_stays(notes: Notes) -> None:
    changed = replace(FIRST, note="changed")
    saved = notes.put(ARTICLE, [FIRST, changed])
    assert (saved.before, saved.shard.annotations) == ((), (changed,))


def test_the_file_is_plain_tinydb_and_says_what_it_is_about(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [SECOND])
    with TinyDB(file(root)) as database:
        (note,) = database.all()
        (about,) = database.table("_meta").all()
    assert about == {
        "schema": 2,
        "article": {
            "id": "harbour",
            "path": "articles/harbour.md",
            "url": "https://example.org/harbour",
            "title": "The harbour",
            "text_hash": "",
        },
        "state": {"read": False, "starred": False, "position": 0},
    }
    assert note == {
        "id": "00000000-0000-0000-0000-000000000002",
        "quote": "opened",
        "prefix": "The bridge ",
        "suffix": ".",
        "start": 11,
        "end": 17,
        "occurrence": 0,
        "text_hash": "",
        "themes": ["economy", "law"],
        "note": "second",
        "speaker": "",
        "color": "",
        "motivation": "highlighting",
        "author": "",
        "created": "2026-03-14T12:00:00.000Z",
        "modified": "2026-03-14T12:00:00.000Z",
        "rev": note["rev"],
        "parents": [],
    }
    assert file(root).read_bytes() == (json.dumps(json.loads(file(root).read_bytes()), indent=2) + "\n").encode()


def test_a_removed_note_is_gone_but_its_words_are_still_in_the_file(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST, SECOND])
    saved = notes.remove(ARTICLE, [FIRST.id, "unknown"])
    assert saved.before == (FIRST,)
    assert saved.shard.annotations == notes.load("harbour").annotations == (SECOND,)
    first, second = documents(root)
    assert (first["note"], first["deleted"]) == ("first", "2026-03-14T12:00:00.000Z")
    assert "deleted" not in second


def test_a_removed_note_is_revived_by_a_put(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST, SECOND])
    notes.remove(ARTICLE, [FIRST.id])
    assert notes.put(ARTICLE, [FIRST]).before == ()
    assert notes.load("harbour").annotations == (FIRST, SECOND)
    assert all("deleted" not in document for document in documents(root))


def test_removing_a_note_twice_leaves_the_first_time_of_deletion(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    notes.remove(ARTICLE, [FIRST.id])
    before = documents(root)
    assert notes.remove(ARTICLE, [FIRST.id]).before == ()
    assert documents(root) == before


def test_removing_from_an_article_without_notes_makes_no_file(root: Path, notes: Notes) -> None:
    assert notes.remove(ARTICLE, [FIRST.id]).shard == Shard(Identity("harbour"))
    assert not file(root).exists()


def test_each_version_names_those_before_it(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    first = documents(root)[0]
    notes.remove(ARTICLE, [FIRST.id])
    deleted = documents(root)[0]
    notes.put(ARTICLE, [replace(FIRST, note="again")])
    assert documents(root)[0]["parents"] == [first["rev"], deleted["rev"]]


def test_a_note_edited_by_hand_is_shown_and_remembered_as_a_version(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    first = documents(root)[0]
    edit(root, note="by hand")
    assert notes.load("harbour").annotations == (replace(FIRST, note="by hand"),)
    notes.put(ARTICLE, [replace(FIRST, note="by us")])
    assert documents(root)[0]["parents"][0] == first["rev"]
    assert len(documents(root)[0]["parents"]) == 2


def test_the_state_is_kept_beside_the_notes(notes: Notes) -> None:
    state = ArticleState(read=True, starred=True, position=12)
    notes.put(ARTICLE, [FIRST])
    notes.set_state(ARTICLE, state)
    notes.put(ARTICLE, [SECOND])
    assert notes.load("harbour").state == state
    assert notes.load("harbour").annotations == (FIRST, SECOND)


def test_the_article_is_known_by_what_it_was_at_the_last_save(notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    notes.set_state(replace(ARTICLE, path="articles/2026/harbour.md", text_hash="abc"), ArticleState())
    known = Identity(ARTICLE.id, "articles/2026/harbour.md", ARTICLE.url, ARTICLE.title, "abc")
    assert notes.load("harbour").article == known
    assert list(notes.metas()) == [known]


def test_keys_and_tables_of_others_are_kept_on_every_rewrite(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    edit(root, mine=[1, {"a": None}])
    with TinyDB(file(root)) as database:
        database.table("_conflicts").insert({"id": "x"})
        database.table("_meta").update({"mine": 1, "article": {"id": "harbour", "mine": 2}, "state": {"mine": 3}})
    notes.put(ARTICLE, [replace(FIRST, note="changed")])
    notes.remove(ARTICLE, [FIRST.id])
    notes.set_state(ARTICLE, ArticleState(read=True))
    (about,) = documents(root, "_meta")
    assert documents(root)[0]["mine"] == [1, {"a": None}]
    assert documents(root, "_conflicts") == [{"id": "x"}]
    assert (about["mine"], about["article"]["mine"], about["state"]["mine"]) == (1, 2, 3)
    assert about["state"]["read"] is True


def test_one_broken_note_is_told_and_kept_and_the_others_are_shown(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST, SECOND])
    edit(root, start="eleven")
    before = documents(root)[0]
    shard = notes.load("harbour")
    assert shard.annotations == (SECOND,)
    assert shard.problems == (
        "The note on “opened” cannot be shown and stays in the file as it is: its start is no valid number." + MENDS,
    )
    notes.put(ARTICLE, [annotation(3)])
    assert documents(root)[0] == before


def test_a_broken_state_is_told_and_the_notes_are_shown(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    with TinyDB(file(root)) as database:
        database.table("_meta").update({"state": {"read": "yes"}})
    shard = notes.load("harbour")
    assert (shard.annotations, shard.state) == ((FIRST,), ArticleState())
    assert "Whether the article was read" in shard.problems[0]


def test_of_a_note_that_stands_there_twice_the_later_is_shown_and_changed(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    with TinyDB(file(root)) as database:
        database.insert(database.all()[0] | {"note": "copy"})
    shard = notes.load("harbour")
    assert [note.note for note in shard.annotations] == ["copy"]
    assert "1 note stands in the file twice" in shard.problems[0]
    notes.put(ARTICLE, [replace(FIRST, note="changed")])
    assert [note.note for note in notes.load("harbour").annotations] == ["changed"]
    assert notes.remove(ARTICLE, [FIRST.id]).shard.annotations == ()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (bytes(300), "nothing but blanks"),
        (GOOD[:-5], "it is not JSON"),
        (b'{"_default": [1]}', "is no table"),
        (GOOD.replace(b'"id"', b'"uid"'), "note 1 has no id"),
        (GOOD.replace(b'"opened"', b"7"), "note 1 has no quote"),
        (b'{"_meta": {"1": {"state": 1}}}', "what it says of the state"),
        (b'{"_meta": {"1": {"article": []}}}', "what it says of the article"),
    ],
)
def test_a_damaged_file_is_named_and_never_written_over(data: bytes, why: str, root: Path, notes: Notes) -> None:
    file(root).write_bytes(data)
    for attempt in (
        lambda: notes.load("harbour"),
        lambda: notes.put(ARTICLE, [FIRST]),
        lambda: notes.remove(ARTICLE, [FIRST.id]),
        lambda: notes.set_state(ARTICLE, ArticleState(read=True)),
    ):
        with pytest.raises(DamagedError, match=why) as caught:
            attempt()
        assert str(file(root)) in str(caught.value)
        assert file(root).read_bytes() == data
    assert list(notes.metas()) == []
    file(root).rename(root / "aside.json")
    assert notes.put(ARTICLE, [FIRST]).shard.annotations == (FIRST,)


def test_a_file_of_a_newer_version_can_be_read_but_not_changed(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    with TinyDB(file(root)) as database:
        database.table("_meta").update({"schema": 99})
    before = file(root).read_bytes()
    shard = notes.load("harbour")
    assert shard.annotations == (FIRST,)
    assert "newer version" in shard.problems[0]
    with pytest.raises(StoreError, match="update Reader"):
        notes.put(ARTICLE, [SECOND])
    assert file(root).read_bytes() == before


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
def test_a_save_that_fails_fails_alone(step: str, root: Path, notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    notes.put(ARTICLE, [FIRST])

    def fail(*_: object) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, step, fail)
        with pytest.raises(StoreError, match="No space left on device"):
            notes.put(ARTICLE, [replace(FIRST, note="changed"), SECOND])
    assert notes.load("harbour").annotations == (FIRST,)
    assert list((root / "notes").iterdir()) == [file(root)]
    assert notes.put(ARTICLE, [SECOND]).shard.annotations == (FIRST, SECOND)


def test_a_library_that_is_gone_is_not_made_anew(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    shutil.rmtree(root)
    with pytest.raises(StoreError, match="Put the library's folder back"):
        notes.put(ARTICLE, [FIRST])
    assert not root.exists()


def test_folders_that_are_gone_are_made_anew(root: Path, notes: Notes) -> None:
    shutil.rmtree(root / ".reader")
    shutil.rmtree(root / "notes")
    assert notes.put(ARTICLE, [FIRST]).shard.annotations == (FIRST,)


@pytest.mark.parametrize("name", ["", "../harbour", "a/b", "Harbour", "a.b", "a" * 97, "con", "com1", "häfen", "a\n"])
def test_a_name_that_is_no_id_is_a_bug(name: str, notes: Notes) -> None:
    with pytest.raises(ValueError, match="not an article's id"):
        notes.load(name)
    with pytest.raises(ValueError, match="not an article's id"):
        notes.set_state(replace(ARTICLE, id=name), ArticleState())


def test_a_note_on_another_article_is_a_bug(notes: Notes) -> None:
    with pytest.raises(ValueError, match="harbour"):
        notes.put(ARTICLE, [annotation(1, article="bridge")])


def test_files_of_others_in_the_folder_are_passed_over(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    for name in (
        ".harbour.json.abc.tmp",
        "harbour.sync-conflict-20260314-120000-ABCDEFG.json",
        "README.md",
        "con.json",
    ):
        (root / "notes" / name).write_bytes(b"")
    (root / "notes" / "bridge.json").mkdir()
    assert notes.names() == ("bridge", "harbour")
    assert [known.id for known in notes.metas()] == ["harbour"]
    shutil.rmtree(root / "notes")
    assert notes.names() == ()


def test_a_folder_that_cannot_be_listed_is_an_error(root: Path, notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Any:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "listdir", fail)
    monkeypatch.setattr(os, "scandir", fail)
    with pytest.raises(StoreError, match="Input/output error"):
        notes.names()


def test_threads_that_save_at_once_lose_nothing(notes: Notes) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: notes.put(ARTICLE, [annotation(number)]), range(64)))
    assert {note.id for note in notes.load("harbour").annotations} == {annotation(number).id for number in range(64)}


def test_what_a_note_no_longer_says_is_gone_from_the_file(notes: Notes) -> None:
    with_more = replace(FIRST, formerly=("once",))
    notes.put(ARTICLE, [FIRST])
    notes.put(ARTICLE, [with_more], [FIRST])
    assert notes.load("harbour").annotations == (with_more,)
    notes.put(ARTICLE, [FIRST], [with_more])
    assert notes.load("harbour").annotations == (FIRST,)


def test_an_edit_of_a_note_that_was_forgotten_meanwhile_keeps_all_of_it(notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    notes.remove(ARTICLE, [FIRST.id])
    notes.forget("harbour", clock().replace(year=9999))
    edited = replace(FIRST, note="written while another program emptied the trash")
    notes.put(ARTICLE, [edited], [FIRST])
    assert (notes.load("harbour").annotations, notes.load("harbour").problems) == ((edited,), ())


def test_a_motivation_of_another_type_is_told_and_the_others_are_shown(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    edit(root, motivation=["highlighting"])
    notes.put(ARTICLE, [SECOND])
    shard = notes.load("harbour")
    assert shard.annotations == (SECOND,)
    assert "cannot be shown" in shard.problems[0]


def test_what_another_hand_wrote_into_a_version_that_waits_stands_in_no_ones_way(root: Path, notes: Notes) -> None:
    notes.put(ARTICLE, [FIRST])
    notes.wait(ARTICLE, replace(FIRST, note="other"))
    tables = json.loads(file(root).read_bytes())
    next(iter(tables["_conflicts"].values()))["replaces"] = []
    file(root).write_text(json.dumps(tables), "utf-8")
    notes.remove(ARTICLE, [FIRST.id])
    notes.put(ARTICLE, [FIRST])
    assert [version.note for version in notes.load("harbour").conflicts] == ["other"]
