"""Who said a quotation, where the text itself says so; rather nobody than the wrong person.

A reporting verb beside the quotation is looked for (“…,” said Ana Ruiz; Ana Ruiz, the mayor, said: “…”), or a name
with a colon, or an “according to”. What stands there must be a name as it is written: a pronoun or a common noun is
nobody. Where two parts of one speech stand around the verb, the second is by whoever said the first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text import abbreviations, attribution, quotations
from reader.text.words import IDEOGRAPHS

if TYPE_CHECKING:
    from reader.model.quotation import Quotation
    from reader.model.span import Span
    from reader.text.document import Text

_LONGEST = 50_000
"""Code points of a paragraph in which quotations are looked for."""

REACH = 160
"""Code points on either side of a quotation in which its speaker is looked for."""

_VERB = re.compile(rf"(?<![\w’'-])(?:a |had |has |have )?(?P<verb>{'|'.join(sorted(attribution.VERBS))})(?![\w’'-])")
_ACCORDING = re.compile(r"(?:[Aa]ccording to|[Ll]aut|[Ss]elon|[Ss]egún)\s+")
_SEPARATORS = " \t\n\u00a0,;—–-"
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’»\")\]]*\s+")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_CHINESE_VERB = "(?:说道|说|表示|指出|称|问道|问|答道|写道|說道|說|問道|問|稱)"
_CHINESE_NAME = rf"(?P<name>[{IDEOGRAPHS}]{{2,4}})"
_CHINESE_AFTER = re.compile(rf"^[，,]?\s*{_CHINESE_NAME}{_CHINESE_VERB}[。，：:]?")
_CHINESE_BEFORE = re.compile(rf"(?:^|[。！？，；、\s]){_CHINESE_NAME}{_CHINESE_VERB}\s*[：:，,]\s*$")
_JAPANESE_AFTER = re.compile(rf"^と[、,]?\s*(?P<name>[{IDEOGRAPHS}]{{2,5}}(?:さん|氏)?)は(?:述べ|語|言|話|答|説明)")
_JAPANESE_BEFORE = re.compile(rf"(?:^|[。！？\s])(?P<name>[{IDEOGRAPHS}]{{2,5}}(?:さん|氏)?)は[、,]?\s*$")
_NOBODY = re.compile(
    "[他她它我你您们們这那此谁誰]|市长|市長|校长|老师|经理|记者|記者|警方|主席|总统|總統|部长|医生|教授|村民|居民"
    "|员$|員$|者$|人$|方$|长$|長$|家$|一位|有人|母亲|父亲|妻子|丈夫"
)

_MOST_WORDS = 5
_FULL = 2
"""Words of a name that is none of an office: Ana Ruiz of the harbour board, but the Bishop of Alder."""


def speaker(text: Text, span: Span) -> str:
    """Give who said the quotation that `span` lies in; empty where the text does not say, or `span` is in none."""
    found = quoted(text, span)
    return "" if found is None else _speaker(text, found.span, deep=True)


def quoted(text: Text, span: Span) -> Quotation | None:
    """Give the quotation that `span` lies in; None where it is in none.

    In a table nobody is named beside the words, and an endless paragraph would take longer than a key may: there
    nothing is looked for.
    """
    block = text.blocks[text.block_at(span.start)]
    if block.kind in ("code", "table") or block.end - block.start > _LONGEST:
        return None
    found = quotations.quotation_at(text, span.start)
    return found if found is not None and span.end <= found.span.end else None


def _speaker(text: Text, span: Span, *, deep: bool) -> str:
    plain = text.plain
    first, last = text.blocks[text.block_at(span.start)], text.blocks[text.block_at(max(span.start, span.end - 1))]
    former = quotations.previous_quotation(text, span.start)
    floor = first.start if former is None else max(first.start, former.span.end)
    before = plain[max(floor, span.start - REACH) : span.start]
    following = quotations.next_quotation(text, span.start)
    ceiling = last.end if following is None else min(last.end, following.span.start)
    after = plain[span.end : min(ceiling, span.end + REACH)]
    is_first = floor == first.start and span.start - REACH <= floor
    inner = plain[span.start + 1 : span.end - 1].rstrip()
    ended = inner.endswith(".") and not after.lstrip().startswith((",", "—", "–"))
    candidates = (
        _chinese(before, after),
        "" if ended else _after(plain, after),
        _before(plain, before, is_first=is_first),
    )
    name = next(filter(None, candidates), "")
    if name or not deep or former is None or former.span.end < first.start:
        return name
    # “I have a shower,” she said. “It was put in for me.”: what stands between is all about the first part.
    is_attribution = _VERB.search(before) is not None and len(_SENTENCE_END.split(before.strip())) == 1
    begun = plain[former.span.start + 1 : former.span.end - 1].rstrip()
    goes_on = begun.endswith((",", "?", "!", "—", "–", "…")) or before.startswith(",")
    return _speaker(text, former.span, deep=False) if is_attribution and goes_on else ""


def _chinese(before: str, after: str) -> str:
    for found in (
        _CHINESE_AFTER.match(after),
        _JAPANESE_AFTER.match(after),
        _CHINESE_BEFORE.search(before),
        _JAPANESE_BEFORE.search(before) if after.startswith("と") else None,
    ):
        if found and not _NOBODY.search(found["name"]):
            return found["name"]
    return ""


def _after(plain: str, after: str) -> str:
    """Give the name in what follows the quotation, up to the end of the sentence."""
    sentence = _first_sentence(after)
    sentence = sentence.lstrip(_SEPARATORS)
    according = _ACCORDING.match(sentence)
    if according:
        return _leading(plain, sentence[according.end() :])
    verb = _VERB.search(sentence)
    if verb is None:
        return ""
    subject = sentence[: verb.start()].strip()
    return _subject(plain, subject, is_start=False) if subject else _leading(plain, sentence[verb.end() :])


def _before(plain: str, before: str, *, is_first: bool) -> str:
    """Give the name in what leads to the quotation, from the beginning of the sentence on."""
    sentence = _SENTENCE_END.split(before)[-1] if not _ends_with_title(before) else before
    stripped = sentence.rstrip()
    if not stripped or stripped[-1] in ".!?…;":
        return ""
    according = _ACCORDING.match(sentence)
    if according and stripped.endswith(","):
        return _leading(plain, sentence[according.end() :])
    if is_first and stripped.endswith(":") and len(_SENTENCE_END.split(before)) == 1:
        label = stripped[:-1].strip()
        words = label.split()
        if 1 <= len(words) <= _MOST_WORDS and all(word[0].isupper() for word in words) and not _VERB.search(label):
            return _named(plain, label, is_start=not label.isupper())
    verbs = [*_VERB.finditer(sentence)]
    if not verbs or not stripped.endswith((":", ",")) or len(sentence[verbs[-1].end() :].split()) > 6:
        return ""
    return _subject(plain, sentence[: verbs[-1].start()].strip(), is_start=True)


def _first_sentence(after: str) -> str:
    for end in _SENTENCE_END.finditer(after):
        if not _ends_with_title(after[: end.start() + 1]):
            return after[: end.start()]
    return after


def _ends_with_title(words: str) -> bool:
    last = re.search(r"(\w+)\.\s*$", words.rstrip())
    return last is not None and (last[1].lower() in abbreviations.BEFORE_A_NAME or len(last[1]) == 1)


def _subject(plain: str, subject: str, *, is_start: bool) -> str:
    """Give the name in the subject of a reporting verb; `is_start`: it begins with the sentence's first word."""
    parts = [part.strip() for part in subject.split(",")]
    if parts[-1]:
        return _named(plain, parts[-1], is_start=is_start and len(parts) == 1)
    named = [_named(plain, part, is_start=is_start and not at) for at, part in enumerate(parts[:-1])]
    return next(filter(None, reversed(named[-2:])), "")


def _leading(plain: str, words: str) -> str:
    """Give the name that `words` begin with, a role in small letters before it; nobody if a noun goes on from it."""
    head = re.split(r"[,;:—–(]", words, maxsplit=1)[0]
    tokens = _tokens(head)
    end = next((at for at, word in enumerate(tokens) if _is_name_word(word)), len(tokens))
    while end < len(tokens) and (_is_name_word(tokens[end]) or _is_particle(tokens, end)):
        end += 1
    if end < len(tokens) and tokens[end].lower() not in attribution.GOES_ON:
        return ""
    if tokens[end : end + 1] == ["of"] and (tokens[end + 1 : end + 2] not in (["the"], ["a"]) or end < _FULL):
        return ""
    found = _named(plain, " ".join(tokens[:end]), is_start=False)
    if found or end < len(tokens):
        return found
    rest = words[len(head) + 1 :].partition(",")[0] if words[len(head) : len(head) + 1] == "," else ""
    return _named(plain, rest.rstrip("."), is_start=False) if rest and not any(map(_is_name_word, tokens)) else ""


def _named(plain: str, words: str, *, is_start: bool) -> str:
    """Give the name that `words` end with, if all before it is a role; `is_start`: a capital shows nothing at first."""
    tokens = _tokens(words)
    at = len(tokens)
    while at and (_is_name_word(tokens[at - 1]) or (at < len(tokens) and _is_particle(tokens, at - 1))):
        at -= 1
    while at < len(tokens) and tokens[at].lower() in attribution.PARTICLES and at:
        at += 1
    role, name = tokens[:at], tokens[at:]
    if len(name) > 2 and name[0].lower() in attribution.ROLES:
        name = name[1:]
    if not name or len(name) > _MOST_WORDS or len(role) > _MOST_WORDS:
        return ""
    if role and (
        role[-1].lower() in attribution.NO_LINK
        or any(_is_name_word(word) and not _is_possessive(word) for word in role)
    ):
        return ""
    is_lonely = len(name) == 1 and not role and is_start
    return "" if is_lonely and not _is_known(plain, name[0]) else " ".join(name)


def _tokens(words: str) -> list[str]:
    found = _WORD.findall(words)
    return [
        word.rstrip(".") if len(word) > 2 and word.rstrip(".").lower() not in attribution.TITLES else word
        for word in found
    ]


def _is_name_word(word: str) -> bool:
    bare = word.rstrip(".").lower()
    return (
        word[0].isupper()
        and not _is_possessive(word)
        and bare not in attribution.DAYS
        and (bare not in abbreviations.BEGINNINGS or bare in attribution.TITLES)
    )


def _is_possessive(word: str) -> bool:
    return word.endswith(("’s", "'s", "s’", "s'"))


def _is_particle(tokens: list[str], at: int) -> bool:
    return tokens[at] in attribution.PARTICLES and at + 1 < len(tokens)


def _is_known(plain: str, name: str) -> bool:
    """Does the text write this word with a capital in the middle of a sentence, too?"""
    return re.search(rf"[\w,;] {re.escape(name)}\b", plain) is not None
