"""The last few of what takes long to make."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by their keys; those that were not asked for lately are let go. For all threads."""

    def __init__(self, count: int, size: int) -> None:
        self._count, self._size = count, size
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V], size: int) -> V:
        """The value of `key`, made now unless it is known; `size` is what it counts for. The last one always stays."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                return found[0]
        # Outside of the lock: who needs another one does not wait for this one.
        value = make()
        with self._lock:
            self._values[key] = value, size
            self._values.move_to_end(key)
            while len(self._values) > 1 and (len(self._values) > self._count or self._total > self._size):
                self._values.popitem(last=False)
        return value

    @property
    def _total(self) -> int:
        return sum(size for _, size in self._values.values())
