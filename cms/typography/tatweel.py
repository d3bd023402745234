"""Words that are stretched with tatweel."""

import re
from collections.abc import Iterator

from .findings import Finding, Kind, finding
from .letters import ARABIC, MARKS, TATWEEL

_INSIDE = re.compile(rf"(?<=[{ARABIC}{MARKS}]){TATWEEL}+(?=[{MARKS}]*[{ARABIC}])")


def inside_words(text: str, prose: str) -> Iterator[Finding]:
    """Tatweel with letters on both sides.

    At a word's end it is in its place: in ``هـ`` for the Hijri calendar, and where a particle meets a foreign word or a
    quotation, as in ``بـ«كذا»``. So it is alone under a mark.
    """
    for match in _INSIDE.finditer(prose):
        yield finding(Kind.TATWEEL, text, *match.span(), "")
