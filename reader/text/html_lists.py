"""Lists and quotations of raw HTML: how what stands in them is decorated."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.text.tags import Tag

CONTAINERS = frozenset({"ul", "ol", "li", "blockquote"})

_BULLETS = "•◦▪"
_BAR = "▎ "
_DEEPEST = 20
"""Lists and quotations that may be open at once; deeper ones are read on the last level."""


class _Container:
    """A list or a quotation that is open."""

    def __init__(self, name: str, number: int | None) -> None:
        self.name = name
        self.number = number
        """Of the next item; None where it has bullets."""
        self.mark = _BAR if name == "blockquote" else ""
        """What stands before the current item."""
        self.used = False
        """Has the current item a first line already?"""

    @property
    def rest(self) -> str:
        return self.mark if self.name == "blockquote" else " " * len(self.mark)


class HtmlLists:
    """The lists and quotations that are open at a place."""

    def __init__(self) -> None:
        self._open: list[_Container] = []
        self._is_next = False
        """Is the coming paragraph the first of an item that follows another?"""

    def read(self, tag: Tag) -> None:
        """Open or close a list, an item or a quotation; what was left open inside it is closed too."""
        if tag.name == "li":
            self._item(closes=tag.closes)
        elif tag.closes:
            names = [container.name for container in self._open]
            if tag.name in names:
                del self._open[len(names) - 1 - names[::-1].index(tag.name) :]
        elif len(self._open) < _DEEPEST:
            start = tag.get("start")[:9]
            first = int(start) if start.isdecimal() else 1
            self._open.append(_Container(tag.name, first if tag.name == "ol" else None))

    def decoration(self) -> tuple[str, str, bool]:
        """Give what stands before the first and before every further line of a part, and whether it follows closely."""
        first = "".join(each.rest if each.used else each.mark for each in self._open)
        rest = "".join(each.rest for each in self._open)
        tight, self._is_next = self._is_next, False
        for each in self._open:
            each.used = True
        return first, rest, tight

    def _item(self, *, closes: bool) -> None:
        index = max((at for at, each in enumerate(self._open) if each.name in ("ul", "ol")), default=-1)
        if index >= 0:
            del self._open[index + 1 :]
        elif closes:
            return
        else:
            self._open.append(_Container("ul", None))
        current = self._open[-1]
        if closes:
            current.used = True
            return
        lists = sum(each.name != "blockquote" for each in self._open)
        self._is_next = current.used or lists > 1
        current.used = False
        current.mark = f"{_BULLETS[(lists - 1) % len(_BULLETS)]} "
        if current.number is not None:
            current.mark = f"{current.number}. "
            current.number += 1
