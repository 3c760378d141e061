"""What a Kindle writes above each clipping, in the languages that it is set to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from reader.sources.notes import cleaning

if TYPE_CHECKING:
    from datetime import datetime


class Kind(Enum):
    """What a clipping is."""

    HIGHLIGHT = "highlight"
    NOTE = "note"
    BOOKMARK = "bookmark"


_KINDS = {
    Kind.HIGHLIGHT: (
        "highlight clipping markierung surlignement surligné subrayado resaltado evidenziazione destaque markering "
        "выделен ハイライト 标注 標註 標注 重點 划线 하이라이트"
    ),
    Kind.BOOKMARK: "bookmark lesezeichen signet marcador segnalibro bladwijzer закладк ブックマーク 书签 書籤 북마크",
    Kind.NOTE: "note notiz nota notitie заметк メモ 笔记 筆記 메모 노트",
}
"""Words for the kinds; those of a highlight come first, since some languages call a highlight a marked note."""

_MONTHS = {
    1: "january januar jänner janvier enero gennaio janeiro januari января",
    2: "february februar février febrero febbraio fevereiro februari февраля",
    3: "march märz mars marzo março maart марта",
    4: "april avril abril aprile апреля",
    5: "may mai mayo maggio maio mei мая",
    6: "june juni juin junio giugno junho июня",
    7: "july juli juillet julio luglio julho июля",
    8: "august août agosto augustus августа",
    9: "september septembre septiembre setiembre settembre setembro сентября",
    10: "october oktober octobre octubre ottobre outubro октября",
    11: "november novembre noviembre novembro ноября",
    12: "december dezember décembre diciembre dicembre dezembro декабря",
}
_BY_MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}
_SHORT = {name[:3]: number for name, number in _BY_MONTH.items() if len(name) > 3}
_LONGEST = 400
"""Code points of the line above a clipping."""

_EASTERN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_NUMERIC = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR, _DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"), re.compile(r"(?<![\d:])\d{1,2}(?![\d:])")
_TIME = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?!\d)")
_AFTERNOON = re.compile(r"\bp\.?\s?m\b|下午|午後|오후|晚上", re.IGNORECASE)
_MORNING = re.compile(r"\ba\.?\s?m\b|上午|午前|오전|凌晨|早上", re.IGNORECASE)
_LOCATION = re.compile(
    r"(?:\bloc(?:ation|atie|\.)?|\bposi\w*|\bemplacement|位置|위치|\bмест\w*)\s*(?:no\.?|#|№|:)?\s*"
    r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:\bpage|\bseite|\bpágina|\bpagina|\bстраниц\w*|第)\s*(\[?[\divxlc]{1,9}\]?)(?:\s*[-–]\s*\d{1,9})?"
    r"|(\d{1,9})(?:\s*[-–]\s*\d{1,9})?\s*(?:ページ|페이지|頁|页)",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"\s*<[^<>\n]{20,200}>\s*")
"""What stands in place of the words once a book's limit is reached."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a clipping is, where and of when."""

    kind: Kind
    page: str = ""
    start: int | None = None
    """The first location; None where it has none."""

    end: int | None = None
    moment: datetime | None = None


def header(line: str) -> Header | None:
    """What the second line of a clipping says; None when it is none."""
    if len(line) > _LONGEST or not line.lstrip("\ufeff ").startswith(("-", "–", "—")):
        return None
    # What is before the last bar says what it is, what is behind it, when it was.
    first, bar, last = line.rpartition("|")
    about, when = (first, last) if bar else (line, line)
    lowered = about.casefold()
    kind = next((kind for kind, words in _KINDS.items() if any(word in lowered for word in words.split())), None)
    if kind is None:
        return None
    location, page = _LOCATION.search(about), _PAGE.search(about)
    start = int(location[1]) if location else None
    end = _end(location[1], location[2]) if location else None
    return Header(kind, (page[1] or page[2] or "") if page else "", start, end, moment(when))


def _end(start: str, end: str | None) -> int:
    """The last location: of `170-72` it is 172."""
    if end is None:
        return int(start)
    whole = start[: len(start) - len(end)] + end if len(end) < len(start) else end
    return max(int(start), int(whole))


def moment(words: str) -> datetime | None:
    """The date that a Kindle writes, on the clocks of where this program runs; None when it is none."""
    day = _date(words)
    if day is None:
        return None
    time = _TIME.search(words)
    if time is None:
        return cleaning.local(*day)
    hour = int(time[1])
    if _AFTERNOON.search(words) and hour < 12:
        hour += 12
    elif _MORNING.search(words) and hour == 12:
        hour = 0
    return cleaning.local(*day, hour, int(time[2]), int(time[3] or 0))


def _date(words: str) -> tuple[int, int, int] | None:
    numbers = _EASTERN.search(words) or _NUMERIC.search(words)
    if numbers:
        return int(numbers[1]), int(numbers[2]), int(numbers[3])
    names = [word.casefold() for word in _WORD.findall(words)]
    month = next((_BY_MONTH[name] for name in names if name in _BY_MONTH), None)
    month = month or next((_SHORT[name[:3]] for name in reversed(names) if name in _SHORT), None)
    year, day = _YEAR.search(words), _DAY.search(words)
    return (int(year[0]), month, int(day[0])) if year and day and month else None


def is_limit(words: str) -> bool:
    """Does it say that no more may be clipped from the book?"""
    return _LIMIT.fullmatch(words) is not None
