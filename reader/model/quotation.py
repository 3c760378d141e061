"""Spoken words in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model.span import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """A direct quotation."""

    span: Span
    """With its quotation marks."""

    inner: Span
    """Without them."""

    speaker: str = ""
    cue: str = ""
    """The reporting verb that tells of the speaker."""
