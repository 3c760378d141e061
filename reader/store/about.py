"""What files say of themselves, and other values without a past, as one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.store.jsonfile import Document

TIMES = "times"
"""The key of a state under which it is said when its values were set last."""

_KNOWN_BY = ("id", "path", "url", "title", "text_hash")

_PLACE = ("position", "text_hash")
"""Where reading goes on, and the text which that is a place in."""


def about(documents: Sequence[Document]) -> Document:
    """What several files say of themselves: of an article's state, the values that were set last."""
    made = each_largest(documents, ("schema", "article", "state"))
    articles, states = (
        [document[key] for document in documents if isinstance(document.get(key), dict)] for key in ("article", "state")
    )
    if articles:
        made["article"] = each_largest(articles, _KNOWN_BY)
    if states:
        made["state"] = _state(states)
    return made


def timed(state: Document, old: Document, now: str) -> Document:
    """A state with the time of each value that differs from the old one."""
    times = _times(old)
    for key, value in state.items():
        if key != TIMES and value != old.get(key):
            times[_PLACE[0] if key in _PLACE else key] = now
    return {**state, TIMES: times} if times else state


def since(state: Document, base: Document) -> Document:
    """What of a state differs from another one."""
    changed = {key for key, value in state.items() if base.get(key) != value}
    return {key: value for key, value in state.items() if key in changed or (key in _PLACE and changed & set(_PLACE))}


def each_largest(documents: Iterable[Document], first: Sequence[str] = ()) -> Document:
    """Documents as one: of each key the largest of the values."""
    given = list(documents)
    keys = dict.fromkeys((*first, *sorted({key for document in given for key in document})))
    found = {key: [document[key] for document in given if key in document] for key in keys}
    return {key: largest(values) for key, values in found.items() if values}


def largest(values: Sequence[Any]) -> Any:
    """One of the values, always the same one: an empty one only where there is no other."""
    return max(values, key=largest_key)


def largest_key(value: Any) -> tuple[bool, int, str]:
    """What makes one value come before another one."""
    return bool(value), value if isinstance(value, int) else 0, _text(value)


def _state(states: Sequence[Document]) -> Document:
    """Each value from where it was set last."""
    made = each_largest(states, ("read", "starred", *_PLACE))
    for key in [key for key in made if key != TIMES and key not in _PLACE]:
        having = [state for state in states if key in state]
        made[key] = max(having, key=lambda state: (_time(state, key), largest_key(state[key])))[key]
    here = max(states, key=lambda state: (_time(state, _PLACE[0]), *(largest_key(state.get(key)) for key in _PLACE)))
    made.update({key: here[key] for key in _PLACE if key in here})
    made = {key: value for key, value in made.items() if key not in _PLACE or key in here}
    times = each_largest(map(_times, states))
    return {**made, TIMES: times} if times else made


def _time(state: Document, key: str) -> str:
    return str(_times(state).get(key, ""))


def _times(state: Document) -> Document:
    times = state.get(TIMES)
    return dict(times) if isinstance(times, dict) else {}


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True)
