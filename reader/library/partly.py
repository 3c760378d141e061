"""Bringing the catalogue up to date with those files that are known to have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.refreshing import BATCH
from reader.library.values import Problem, Refreshed
from reader.sources import files
from reader.store import faults
from reader.store import stamp as stamps
from reader.store.names import is_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.library.refreshing import Refresher

_NOTES, _SUFFIX = "notes/", ".json"


def take(refresher: Refresher, paths: Iterable[str], progress: Callable[[int, int], None] | None = None) -> Refreshed:
    """Read what is at `paths`, relative to the library: files that came, changed or went, or folders of articles.

    `progress` is told how many of how many articles are done. Raises StoreError when the library is gone: its articles
    are not.
    """
    if not (refresher.root / "articles").is_dir():
        raise faults.gone(refresher.root)
    given = sorted(set(paths))
    articles = list(dict.fromkeys(_articles(refresher, given)))
    known = {path for path in articles if refresher.catalogue.by_path(path) is not None}
    removed: list[str] = []
    touched: set[str] = set()
    for start in range(0, len(articles), BATCH):
        with refresher.catalogue.batch():
            for done, path in enumerate(articles[start : start + BATCH], start + 1):
                stamp = stamps.of(refresher.root / path)
                if stamp is None:
                    removed.append(path)
                else:
                    refresher.take(path, stamp)
                if progress is not None:
                    progress(done, len(articles))
    with refresher.catalogue.batch():
        touched |= {found.article.id for path in articles if (found := refresher.catalogue.by_path(path)) is not None}
        for path in removed:
            refresher.catalogue.remove(path)
        names = [path.removeprefix(_NOTES).removesuffix(_SUFFIX) for path in given if path.startswith(_NOTES)]
        names = [name for name in names if is_id(name)]
        for name in names:
            refresher.take_notes_of(name)
    changed = [path for path in articles if path not in removed]
    added = sum(path not in known for path in changed)
    return Refreshed(
        added,
        len(changed) - added,
        len(removed),
        tuple(dict.fromkeys(refresher.problems)),
        notes=len(names),
        articles=frozenset(touched | set(names)),
    )


def _articles(refresher: Refresher, paths: Iterable[str]) -> Iterator[str]:
    """The articles that `paths` name: those that are there, and those that were."""
    root = refresher.root
    inside = root / "articles"

    def trouble(message: str) -> None:
        refresher.problems.append(Problem("articles", message))

    for path in paths:
        folder, *rest = path.split("/")
        if folder != "articles" or any(part.startswith(".") for part in rest):
            continue
        if (root / path).is_dir():
            found = files.discover(inside, trouble, refresher.tell_copy, below=root / path)
            yield from (each.relative_to(root).as_posix() for each in found)
        elif (root / path).exists():
            if files.is_taken(root / path, inside, trouble, refresher.tell_copy):
                yield path
            continue
        elif path.lower().endswith(tuple(files.KINDS)):
            # Another program that shares the index may have taken it out already, and is not shown it here.
            yield path
        yield from refresher.catalogue.below(path)
