"""Which article a file is: it keeps its notes after a rename, a move, an edit, and without an index."""

from __future__ import annotations

import hashlib
from functools import cached_property
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reader.store.names import is_id, shortened, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from reader.store.shard import Identity

_ROOM = 80
"""Characters of an id that are a slug; a dash and eight digits follow."""


def make(name: str, seed: str) -> str:
    """An id that reminds of `name` and depends on `seed`."""
    return f"{shortened(slug(name), _ROOM)}-{hashlib.sha256(seed.encode('utf-8', 'replace')).hexdigest()[:8]}"


class Identities:
    """Gives each file its id.

    `known` says what is remembered of articles, `owner` which path has an id, `exists` whether a path is a file, `lost`
    which articles with an address or a text have no file any more, `thrown` which ids are in the trash, from where they
    may come back.
    """

    def __init__(
        self,
        known: Callable[[], Iterable[Identity]],
        owner: Callable[[str], str | None],
        exists: Callable[[str], bool],
        lost: Callable[[str, str], Iterable[str]],
        thrown: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        self._known, self._owner, self._exists, self._lost, self._thrown = known, owner, exists, lost, thrown
        self._claimed: dict[str, str] = {}

    def _claim(self, identifier: str, path: str) -> bool:
        """Take an id for a path; False when another file has it."""
        owner = self._claimed.get(identifier) or self._owner(identifier)
        if owner is not None and owner != path and self._exists(owner):
            return False
        self._claimed[identifier] = path
        return True

    def of(self, path: str, *, named: str, url: str, text_hash: str) -> str:
        """The id of the file at `path`: the one it names, else the one its notes know it by, else one of its path."""
        if is_id(named) and self._claim(named, path):
            return named
        for candidate in self._remembered(path, url, text_hash):
            if is_id(candidate) and self._claim(candidate, path):
                return candidate
        return self._fresh(path)

    def _fresh(self, path: str) -> str:
        """An id made from a path, which neither another file has nor the notes on another one."""
        _, _, noted = self._memory
        thrown = self._thrown()
        seeds = (path if number == 1 else f"{path} {number}" for number in count(1))
        made = (make(PurePosixPath(path).stem, seed) for seed in seeds)
        free = (each for each in made if noted.get(each, path) == path and (each in noted or each not in thrown))
        return next(each for each in free if self._claim(each, path))

    def _remembered(self, path: str, url: str, text_hash: str) -> list[str]:
        """Ids under which notes know this file: by its path, or, where their own file is gone, by address or text."""
        by_path, lost, _ = self._memory
        found = [by_path[path]] if path in by_path else []
        found += (identity.id for identity in lost if url and identity.url == url)
        found += (identity.id for identity in lost if text_hash and identity.text_hash == text_hash)
        found += self._lost(url, text_hash)
        return found

    @cached_property
    def _memory(self) -> tuple[dict[str, str], list[Identity], dict[str, str]]:
        """What the notes know: ids by path, those whose file is gone, and paths by id."""
        known = list(self._known())
        by_path = {identity.path: identity.id for identity in known if identity.path}
        telling = (identity for identity in known if identity.url or identity.text_hash)
        lost = [identity for identity in telling if not identity.path or not self._exists(identity.path)]
        return by_path, lost, {identity.id: identity.path for identity in known if identity.path}
