"""Where the caret goes, and what an operator takes: motions and text objects, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model.span import Span
from reader.text import paragraphs, quotations, sentences, words
from reader.text.cells import previous_cluster

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.text.document import Text


def motion(text: Text, offset: int, name: str, count: int = 1) -> int:
    """Give the offset that `count` times the motion `name` leads to from `offset`.

    It lies in the text or at its end. Words, sentences and paragraphs stop at the text's ends; where there is no
    further heading or quotation the caret stays. Raises KeyError for a name that is none of `MOTIONS`.
    """
    step = MOTIONS[name]
    offset = max(0, min(offset, len(text.plain)))
    for _ in range(count):
        reached = step(text, offset)
        if reached == offset:
            break
        offset = reached
    return offset


def object_at(text: Text, offset: int, name: str) -> Span | None:
    """Give the object `name` at `offset`: the one around it, else one that follows; None where there is none.

    Raises KeyError for a name that is none of `OBJECTS`.
    """
    span = OBJECTS[name](text, max(0, min(offset, len(text.plain))))
    return span or None


def _word_end(text: Text, offset: int) -> int:
    """Go to the last character of this word, or of the next one when the caret is there already."""
    last = previous_cluster(text.plain, words.word_at(text, offset).end)
    if last > offset:
        return last
    following = words.next_word(text, offset)
    return previous_cluster(text.plain, following.end) if following else offset


def _to(find: Callable[[Text, int], Span | None], otherwise: Callable[[Text, int], int]) -> Callable[[Text, int], int]:
    """Give the motion to the beginning of what `find` finds, or where there is nothing, to `otherwise`."""

    def step(text: Text, offset: int) -> int:
        found = find(text, offset)
        return otherwise(text, offset) if found is None else found.start

    return step


def _start(_text: Text, _offset: int) -> int:
    return 0


def _end(text: Text, _offset: int) -> int:
    return len(text.plain)


def _here(_text: Text, offset: int) -> int:
    return offset


def _next_quotation(text: Text, offset: int) -> Span | None:
    found = quotations.next_quotation(text, offset)
    return None if found is None else found.span


def _previous_quotation(text: Text, offset: int) -> Span | None:
    found = quotations.previous_quotation(text, offset)
    return None if found is None else found.span


def _quotation(text: Text, offset: int) -> Span | None:
    found = quotations.quotation_at(text, offset)
    return None if found is None else found.span


def _inner_quotation(text: Text, offset: int) -> Span | None:
    found = quotations.quotation_at(text, offset)
    return None if found is None else found.inner


def _with_space(find: Callable[[Text, int], Span]) -> Callable[[Text, int], Span]:
    """Give the object with the white space after it."""

    def around(text: Text, offset: int) -> Span:
        span = find(text, offset)
        end = span.end
        while span and end < len(text.plain) and text.plain[end].isspace():
            end += 1
        return Span(span.start, end)

    return around


MOTIONS: dict[str, Callable[[Text, int], int]] = {
    "word_next": _to(words.next_word, _end),
    "word_back": _to(words.previous_word, _start),
    "word_end": _word_end,
    "sentence_next": _to(sentences.next_sentence, _end),
    "sentence_back": _to(sentences.previous_sentence, _start),
    "paragraph_next": _to(paragraphs.next_paragraph, _end),
    "paragraph_back": _to(paragraphs.previous_paragraph, _start),
    "heading_next": _to(paragraphs.next_heading, _here),
    "heading_back": _to(paragraphs.previous_heading, _here),
    "quotation_next": _to(_next_quotation, _here),
    "quotation_back": _to(_previous_quotation, _here),
    "text_start": _start,
    "text_end": _end,
}
"""Each motion: from an offset to an offset."""

OBJECTS: dict[str, Callable[[Text, int], Span | None]] = {
    "word": words.word_at,
    "inner_word": words.word_at,
    "a_word": _with_space(words.word_at),
    "sentence": sentences.sentence_at,
    "inner_sentence": sentences.sentence_at,
    "a_sentence": _with_space(sentences.sentence_at),
    "paragraph": paragraphs.paragraph_at,
    "inner_paragraph": paragraphs.paragraph_at,
    "a_paragraph": _with_space(paragraphs.paragraph_at),
    "quotation": _quotation,
    "inner_quotation": _inner_quotation,
    "a_quotation": _quotation,
}
"""Each object: the text that an operator takes at an offset. `a_` takes the white space after it too."""
