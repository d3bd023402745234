"""What a check finds: the kind of slip, its place, the words as they stand, and the words as they could stand."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

#: Characters of the word on either side that a finding shows with the slip.
_WIDTH = 24


class Kind(StrEnum):
    """The slips that are looked for."""

    FOREIGN_PUNCTUATION = "foreign_punctuation"
    DOUBLE_SPACE = "double_space"
    SPACE_BEFORE = "space_before"
    SPACE_MISSING = "space_missing"
    TATWEEL = "tatweel"
    MIXED_DIGITS = "mixed_digits"
    HAMZA = "hamza"
    UNBALANCED = "unbalanced"


@dataclass(frozen=True, slots=True)
class Finding:
    """``text[start:end]`` is ``excerpt``; ``suggestion`` may stand in its place.

    The suggestion is None where only the author knows, as with a quotation that is never closed.
    """

    kind: Kind
    start: int
    end: int
    excerpt: str
    suggestion: str | None


def finding(kind: Kind, text: str, start: int, end: int, replacement: str | None) -> Finding:
    """A finding for ``text[start:end]``, widened to the words that it touches, so that it can be read on its own."""
    first, last = start, end
    while first > 0 and start - first < _WIDTH and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and (last - end < _WIDTH or unicodedata.combining(text[last])) and not text[last].isspace():
        last += 1
    while first < start and unicodedata.combining(text[first]):
        first += 1
    suggestion = None if replacement is None else f"{text[first:start]}{replacement}{text[end:last]}"
    return Finding(kind, first, last, text[first:last], suggestion)
