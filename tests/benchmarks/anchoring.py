"""Finding quotes of real articles again after real revisions: one table.

    python -m tests.benchmarks.anchoring FOLDER

FOLDER has `dev_pairs.jsonl` and `dev_cases.jsonl` (texts before and after, quotes with where they are now, null: they
are gone) and `speed_pairs.jsonl` and `speed_cases.jsonl`. A place is right when nine tenths of it and of the right one
are the same, white space at the ends apart. `without_old` and `with_old` fit the scoring script of such a folder.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.text import versions
from reader.text.anchoring import CONTEXT, anchor, describe
from reader.text.compile import compile_text
from reader.text.document import Text
from reader.text.edges import is_cut
from reader.text.postings import postings

if TYPE_CHECKING:
    from collections.abc import Callable

Place = tuple[int, int] | None
Way = "Callable[[dict[str, Any], dict[str, Any]], Place]"

ALIKE = 0.9
"""How much of two places must be the same for one to be right."""

CLASSES = (
    "same_unique",
    "same_repeat",
    "typo",
    "light",
    "heavy",
    "boundary",
    "edited_copy",
    "moved",
    "deleted",
    "deleted_copy",
)


@lru_cache(maxsize=256)
def text_of(plain: str) -> Text:
    """A text with just these words."""
    empty = compile_text("", "plain")
    return Text(
        plain,
        empty.blocks,
        mark_starts=empty.mark_starts,
        mark_attributes=empty.mark_attributes,
        links=(),
        footnotes=(),
        hash=str(hash(plain)),
    )


def target_of(exact: str, prefix: str, suffix: str, start: int) -> Target:
    """The target of a quote of which no more is known than its words, its surroundings and its place."""
    return Target("", TextQuoteSelector(exact, prefix, suffix), TextPositionSelector(start, start + len(exact)))


def without_old(new: str, exact: str, prefix: str, suffix: str, start: int) -> Place:
    """Where a quote is now, when the text that it was made on was not kept."""
    span = anchor(text_of(new), target_of(exact, prefix, suffix, start)).span
    return None if span is None else (span.start, span.end)


def with_old(new: str, exact: str, prefix: str, suffix: str, start: int, *, old: str, old_end: int) -> Place:
    """The same with the kept text, as in a library."""
    del old_end
    span = anchor(text_of(new), target_of(exact, prefix, suffix, start), old).span
    return None if span is None else (span.start, span.end)


with_old.needs_old = True  # type: ignore[attr-defined]


def plain_search(new: str, exact: str, prefix: str, suffix: str, start: int) -> Place:
    """What a search for the words gives: the rival."""
    del prefix, suffix, start
    at = new.find(exact)
    return None if at < 0 else (at, at + len(exact))


def is_right(plain: str, case: dict[str, Any], place: Place) -> bool:
    """Is it where it should be?"""
    if place is None or case["start"] is None:
        return (place is None) == (case["start"] is None)
    one, other = Span(*place).trimmed(plain), Span(case["start"], case["end"]).trimmed(plain)
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= ALIKE * (max(one.end, other.end) - min(one.start, other.start))


def load(folder: Path, name: str) -> list[dict[str, Any]]:
    """The objects of one file."""
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def measure(folder: Path, name: str, find: Callable[..., Place], context: int) -> dict[str, Any]:
    """Find every quote; by class how many were right, and what else is told."""
    pairs = {pair["id"]: pair for pair in load(folder, f"{name}_pairs.jsonl")}
    rights: dict[str, list[bool]] = defaultdict(list)
    times: list[float] = []
    by_text: dict[str, list[float]] = defaultdict(list)
    pinned = cut = 0
    for case in load(folder, f"{name}_cases.jsonl"):
        pair = pairs[case["pair"]]
        old, new, start, end = pair["old"], pair["new"], case["old_start"], case["old_end"]
        around = old[max(0, start - context) : start], old[end : end + context]
        more = {"old": old, "old_end": end} if getattr(find, "needs_old", False) else {}
        if more:  # both are made once for a text and not for a quote
            versions.former(old, text_of(new))
        elif find is without_old:
            postings(text_of(new))
        began = time.perf_counter()
        place = find(new, case["exact"], *around, start, **more)
        times.append(1000 * (time.perf_counter() - began))
        by_text[pair["id"]].append(times[-1])
        rights[case["cls"]].append(is_right(new, case, place))
        pinned += case["start"] is None and place is not None
        was_cut = is_cut(old, start), is_cut(old, end)
        cut += place is not None and any(is_cut(new, at) and not was for at, was in zip(place, was_cut, strict=True))
    everything = [right for found in rights.values() for right in found]
    gone = len(rights.get("deleted", ())) + len(rights.get("deleted_copy", ()))
    return {
        "right": share(sum(everything), len(everything)),
        "pinned": share(pinned, gone),
        "cut": cut,
        "median": statistics.median(times),
        "slowest": max(times),
        **{f"median of {text}": statistics.median(some) for text, some in by_text.items()},
        "classes": {name: (share(sum(found), len(found)), len(found)) for name, found in rights.items()},
    }


def share(part: int, whole: int) -> float:
    """A part in percent."""
    return 100 * part / max(1, whole)


def many(folder: Path, *, kept: bool, count: int = 200) -> float:
    """Seconds to find many highlights again in a changed article of 100 KB, its first look included."""
    pair = next(pair for pair in load(folder, "speed_pairs.jsonl") if pair["id"] == "100KB")
    old, new = text_of(pair["old"] + " "), compile_text(pair["new"] + "\n\nAnd one more.", "plain")
    step = len(old.plain) // count
    spans = [Span(at, at + 40 + 7 * (at % 13)) for at in range(0, step * count, step)]
    targets = [describe(old, Span(span.start, min(span.end, len(old.plain))), "") for span in spans]
    began = time.perf_counter()
    for target in targets:
        anchor(new, target, old.plain if kept else None)
    return time.perf_counter() - began


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--context", type=int, default=CONTEXT)
    folder, context = (arguments := parser.parse_args()).folder, arguments.context
    ways: dict[str, Callable[..., Place]] = {
        "plain search": plain_search,
        "anchor": without_old,
        "anchor, old text kept": with_old,
    }
    found = {way: measure(folder, "dev", find, context) for way, find in ways.items()}
    print(f"{'':24}" + "".join(f"{way:>24}" for way in ways))
    for key, label in (
        ("right", "right %"),
        ("pinned", "gone, pinned elsewhere %"),
        ("cut", "spans cutting a word"),
        ("median", "ms, median"),
        ("slowest", "ms, slowest"),
    ):
        print(f"{label:24}" + "".join(f"{one[key]:24.{0 if key == 'cut' else 2}f}" for one in found.values()))
    for name in CLASSES:
        row = "".join(f"{one['classes'][name][0]:24.1f}" for one in found.values())
        count = found["anchor"]["classes"][name][1]
        print(f"  {f'{name} ({count})':22}{row}")
    print("\nOn texts of several sizes, after what is made once for a text")
    speed = {way: measure(folder, "speed", find, context) for way, find in ways.items()}
    sizes = [(key, f"ms, {key}") for key in speed["anchor"] if key.startswith("median of")]
    for key, label in (("right", "right %"), *sizes, ("slowest", "ms, slowest")):
        print(f"{label:24}" + "".join(f"{one[key]:24.2f}" for one in speed.values()))
    print("\n200 highlights on a changed article of 100 KB, seconds, all included")
    print(f"{'':24}{'':24}{many(folder, kept=False):24.2f}{many(folder, kept=True):24.2f}")


if __name__ == "__main__":
    main()
