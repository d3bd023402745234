"""Numbers in one text that are written with digits of several scripts."""

import re
from collections import Counter
from collections.abc import Iterator

from .findings import Finding, Kind, finding
from .letters import ARABIC_INDIC, DIGITS, EASTERN, LATIN, WESTERN
from .masking import without_addresses

_NUMBER = re.compile(rf"(?<![{LATIN}{DIGITS}+])[{DIGITS}](?:[{DIGITS},.:/٫٬]*[{DIGITS}])?(?![{LATIN}])")
_AFTER_LATIN = re.compile(rf"[{LATIN}][ \xa0]?\Z")
_THOUSANDS = re.compile(rf"[{DIGITS}]{{1,3}}(?:,[{DIGITS}]{{3}})+(?:\.[{DIGITS}]+)?")
_SYSTEMS = (WESTERN, ARABIC_INDIC, EASTERN)
#: What is dialled, in groups or not, and other numbers of seven digits and more, are told as they are.
_DIALLED = re.compile(rf"(?<![\w+])(?:\+[{DIGITS}]|[0٠۰])[{DIGITS} ()-]{{6,20}}[{DIGITS}]|[{DIGITS}]{{7,}}")


def mixed(text: str) -> Iterator[Finding]:
    """The numbers that are not written as most of the text's are; with as many of each, as the first of them is.

    Numbers of Latin names, such as ``iPhone 15``, belong to the names.
    """
    prose = _DIALLED.sub(lambda match: " " * len(match[0]), without_addresses(text))
    numbers = [match for match in _NUMBER.finditer(prose) if not _is_of_a_name(prose, match)]
    counts = Counter(system for match in numbers for system in _systems(match[0]))
    if len(counts) < 2:
        return
    (usual, _count), *_ = counts.most_common(1)
    for match in numbers:
        if _systems(match[0]) - {usual}:
            yield finding(Kind.MIXED_DIGITS, text, *match.span(), _in_system(match[0], usual))


def _is_of_a_name(prose: str, number: re.Match[str]) -> bool:
    return _AFTER_LATIN.search(prose, max(number.start() - 2, 0), number.start()) is not None


def _systems(number: str) -> set[str]:
    return {system for system in _SYSTEMS if not {*system}.isdisjoint(number)}


def _in_system(number: str, system: str) -> str:
    """The same number; the signs of decimals and thousands follow the digits where each can be only one of the two."""
    written = "".join(system[int(character)] if character in DIGITS else character for character in number)
    if system == WESTERN:
        return written.translate(str.maketrans("٫٬", ".,"))
    if number.count(".") == 1:
        written = written.replace(".", "٫")
    if _THOUSANDS.fullmatch(number):
        written = written.replace(",", "٬")
    return written
