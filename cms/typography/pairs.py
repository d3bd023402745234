"""Brackets and quotation marks without their other half."""

import re
from collections.abc import Iterator

from .findings import Finding, Kind, finding
from .letters import DIGITS

_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"))
#: Signs that are typed in either order in Arabic, so that only their number tells whether one is missing.
_EITHER = ("“”„", "﴾﴿", "‹›")
#: An inch, or a second of an arc.
_MEASURE = re.compile(rf"(?<=[{DIGITS}])\"")


def unbalanced(text: str, prose: str) -> Iterator[Finding]:
    """Each bracket without its partner in the whole text, and of an odd number of quotation marks the last one."""
    for opening, closing in _PAIRS:
        for place in _unmatched(prose, opening, closing):
            yield _found(text, place)
    for signs in _EITHER:
        places = [place for place, character in enumerate(prose) if character in signs]
        if len(places) % 2:
            yield _found(text, places[-1])
    straight = [place for place, character in enumerate(prose) if character == '"']
    if len(straight) % 2 and not _MEASURE.search(prose):
        yield _found(text, straight[-1])


def _unmatched(prose: str, opening: str, closing: str) -> list[int]:
    open_at, alone = [], []
    for match in re.finditer(f"[{re.escape(opening + closing)}]", prose):
        if match[0] == opening:
            open_at.append(match.start())
        elif open_at:
            open_at.pop()
        else:
            alone.append(match.start())
    return [*alone, *open_at]


def _found(text: str, place: int) -> Finding:
    return finding(Kind.UNBALANCED, text, place, place + 1, None)
