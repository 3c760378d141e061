"""Which of the old encodings a text that is no UTF-8 is written in.

Scripts of their own are told apart by charset-normalizer, and believed where whole words are written in them; the
encodings of Latin letters, which it confounds, by the alphabets of the languages that they were made for. A text with
too few signs to tell is Windows-1252, as most of them are.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

NAMES = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "iso8859_2": "ISO-8859-2",
    "cp1254": "Windows-1254",
    "cp1257": "Windows-1257",
    "mac_roman": "Mac Roman",
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
    "koi8_u": "KOI8-U",
    "iso8859_5": "ISO-8859-5",
    "cp1253": "Windows-1253",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp874": "Windows-874",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp949": "EUC-KR",
    "iso2022_jp": "ISO-2022-JP",
    "utf_16_le": "UTF-16",
    "utf_16_be": "UTF-16",
}
"""The encodings that are known, as people call them."""

SAMPLE = 64 * 1024
"""Bytes that are looked at."""

_LATIN = ("cp1252", "iso8859_2", "cp1250", "cp1254", "cp1257", "mac_roman")
"""Where two fit as well the former is taken."""
_SCRIPTS = (
    *("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp1253", "cp1255", "cp1256", "cp874"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_JAPANESE = frozenset({"cp932", "euc_jp"})
_CJK = _JAPANESE | frozenset({"gb18030", "big5", "cp949"})

_ALPHABETS = tuple(
    frozenset(letters + letters.upper().replace("SS", "ẞ"))
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíñóúüàèòïç",  # Spanish and Catalan
        "ãáâàçéêíóôõúü",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "åäöæøéüáà",  # Danish, Finnish, Norwegian, Swedish
        "áðéíóúýþæö",  # Icelandic
        "éèëïóöüáêíú",  # Dutch
        "äöõüšž",  # Estonian
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Bosnian, Croatian, Serbian, Slovene
        "ăâîşţ",  # Romanian
        "çğıöşüâî",  # Turkish
        "ąčęėįšųūž",  # Lithuanian
        "āčēģīķļņšūž",  # Latvian
    )
)
_PUNCTUATION = frozenset("“”‘’„‚«»‹›–—…•·¿¡§©®™°€£ªº\xa0\xad²³½¼¾×")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[„‚«»‹›¿¡§©®™°€£ªº²³½¼¾×•](?=[^\W\d_])")
_FEWEST = 3
"""Letters that speak for another encoding of Latin letters at least."""
_FEWEST_OTHER = 4
"""Letters of another script at least; a text of fewer tells nothing."""
_SHORT = 64
"""Bytes from which on statistics of letters tell something."""
_MOST = 0.8
_FEW = 0.1
_WORD = re.compile(r"[^\s\x21-\x40\[-`{-\xbf]+")
_KANA = re.compile("[\u3041-\u30ff\u3131-\u318e]")
"""Kana, and the single letters of Korean, as which the kana of EUC-JP are misread."""
_ASCII_PAIR = re.compile(rb"[\x20-\x7e]{2}")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_EASTERN = re.compile(r"[\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60\u2010-\u2026]+")


class Guess(NamedTuple):
    """An encoding, by Python's name."""

    encoding: str

    @property
    def label(self) -> str:
        """What people call it."""
        return NAMES[self.encoding]


def guess(data: bytes) -> Guess:
    """The encoding of bytes that are no UTF-8: one in which they all are characters, or Windows-1252."""
    sample = _sample(data)
    return _other_script(sample, data) or _latin(sample, data) or Guess("cp1252")


def japanese_mail(data: bytes) -> Guess | None:
    """ISO-2022-JP, whose bytes are all ASCII, where `data` switch to it and back; else None."""
    found = b"\x1b$B" in data or b"\x1b$@" in data
    return Guess("iso2022_jp") if found and b"\x1b(" in data and _reads(data, "iso2022_jp") is not None else None


def unmarked_utf_16(data: bytes) -> Guess | None:
    """UTF-16 without a mark: bytes with NULs that are a text of letters when they are read so; else None."""
    pairs = len(data) // 2
    if len(data) % 2 or pairs < 2 or len(_ASCII_PAIR.findall(data[:SAMPLE])) > _MOST * min(pairs, SAMPLE // 2):
        return None
    for encoding in ("utf_16_le", "utf_16_be"):
        text = _reads(data[: SAMPLE - SAMPLE % 2], encoding)
        if text is not None and _is_prose(text):
            return Guess(encoding)
    return None


def _is_prose(text: str) -> bool:
    """No controls, nothing that Unicode does not know, mostly letters, of one script or two, and an end somewhere."""
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", text) or not re.search(r"[ \n.,:;!?]", text):
        return False
    categories = [unicodedata.category(character) for character in text[:4096]]
    if any(category in {"Cn", "Co", "Cs"} for category in categories):
        return False
    letters = [character for character in text[:4096] if character.isalpha()]
    blocks = {ord(letter) >> 8 for letter in letters if not "\u3400" <= letter <= "\ud7a3"}
    return len(letters) > len(categories) * 0.4 and len(blocks) <= 4


def _sample(data: bytes) -> bytes:
    """The lines with bytes beyond ASCII, as many as are looked at."""
    if len(data) <= SAMPLE:
        return data
    lines = [line for line in data[: 8 * SAMPLE].splitlines(keepends=True) if not line.isascii()]
    found = b"".join(lines)[:SAMPLE]
    # Not in the middle of a character.
    return found[: found.rfind(b"\n") + 1] or data[:SAMPLE]


def _reads(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _other_script(sample: bytes, data: bytes) -> Guess | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few texts are no UTF-8

    fitting: dict[str, str] = {}
    for match in from_bytes(sample, cp_isolation=[*_SCRIPTS, "cp1252"], enable_fallback=False):
        encoding = match.encoding
        if encoding == "cp1252":
            continue
        text = _reads(data, encoding)
        if text is not None and _is_written_in(text[:SAMPLE], encoding):
            fitting[encoding] = text
    if len(data) < _SHORT:
        # Of so few letters their statistics tell nothing; few people write in capitals alone, and fewer in Thai.
        fitting = dict(sorted(fitting.items(), key=lambda each: (each[0] == "cp874", each[1].isupper())))
    return Guess(next(iter(fitting))) if fitting else None


def _is_written_in(text: str, encoding: str) -> bool:
    """Are whole words of `text` in another script, and hardly any in two?"""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if encoding in _CJK:
        if encoding not in _JAPANESE and len(_KANA.findall(text)) > _FEW * len(text):
            return False
        foreign = [run for word in words for run in _FOREIGN.findall(word)]
        letters = sum(map(len, foreign))
        known = sum(len(run) for run in foreign if len(run) > 1 and _EASTERN.fullmatch(run))
        return known >= _FEWEST_OTHER and known >= _MOST * letters
    whole = [word for word in words if all(letter > "\u036f" for letter in word)]
    cased = [word for word in whole if word.islower() or word.isupper() or word.istitle() or word.swapcase() == word]
    letters = sum(map(len, whole))
    return letters >= _FEWEST_OTHER and len(whole) >= _MOST * len(words) and len(cased) >= _MOST * len(whole)


def _latin(sample: bytes, data: bytes) -> Guess | None:
    """The encoding in which most characters beyond ASCII are those of one language, and stand where they may."""
    best, most = None, 0.0
    for encoding in _LATIN:
        if _reads(data, encoding) is None:
            continue
        share, letters = _fit(sample.decode(encoding))
        is_told = share >= _MOST and (letters >= _FEWEST or most < _MOST)
        if share > most and (encoding == "cp1252" or is_told):
            best, most = Guess(encoding), share
    return best


def _fit(text: str) -> tuple[float, int]:
    """Which part of the characters beyond ASCII one language and typography explain; and how many letters there are."""
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.0, 0
    signs = sum(character in _PUNCTUATION for character in foreign) - len(_SIGN_IN_WORD.findall(text))
    letters = [character for character in foreign if character not in _PUNCTUATION]
    explained = max(sum(letter in alphabet for letter in letters) for alphabet in _ALPHABETS)
    return (explained + max(signs, 0)) / len(foreign), explained
