"""The order of hits: by where the words stand, how they are spelled, and how much of the text they make up.

Nothing but the hit's own text decides. How rare a word is among all texts would tell of texts that are not public, and
the two databases would count it differently.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from cms.arabic import Indexed

from .terms import Term, Terms

#: A text as long as this counts as of average length, in characters of its stems.
AVERAGE_LENGTH = 1_600


class Place(IntEnum):
    """Where the words were found, from the worst to the best."""

    SCATTERED = 0
    PHRASE = 1
    NAMES = 2
    PHRASE_IN_NAMES = 3


class Likeness(IntEnum):
    """How a term was found, from the worst to the best."""

    BY_OTHER_NAME = 0
    STEMMED = 1
    INFLECTED = 2
    FOLDED = 3
    SPELLED = 4


class Rank(NamedTuple):
    """Compares hits: the greater comes first."""

    place: Place
    likeness: int
    density: float


def rank(terms: Terms, named: str, text: str) -> Rank:
    """The rank of an entry whose names and text are in the form that ``cms.arabic.searchable`` gives."""
    names, body = Indexed.of(named), Indexed.of(text)
    place = _place(terms, names.stems, body.stems)
    where = (names,) if place >= Place.NAMES else (names, body)
    stems = "".join([lines.stems for lines in where])
    return Rank(place, sum([_likeness(term, stems, where) for term in terms.needed]), _density(terms, stems))


def _place(terms: Terms, names: str, body: str) -> Place:
    if _holds_any(names, terms.ways):
        return Place.PHRASE_IN_NAMES
    for term in terms.needed:
        if not _holds_any(names, term.phrases):
            is_phrase = len(terms.all) > 1 and _holds_any(body, terms.ways)
            return Place.PHRASE if is_phrase else Place.SCATTERED
    return Place.NAMES


def _likeness(term: Term, stems: str, where: Sequence[Indexed]) -> Likeness:
    """Words that are spelled as folding spells them, such as those without hamzas, are like any spelling."""
    folded = [lines.folded for lines in where]
    if _hold_all(folded, term.words):
        spelled = [*folded, *[lines.spelled for lines in where]]
        return Likeness.SPELLED if _hold_all(spelled, term.spellings) else Likeness.FOLDED
    if term.phrases[0] not in stems:
        return Likeness.BY_OTHER_NAME
    forms = [*folded, *[lines.forms for lines in where]]
    return Likeness.INFLECTED if _hold_all(forms, term.forms) else Likeness.STEMMED


# Loops, here and below, because generators take several times as long, and there are a thousand hits to compare.


def _holds_any(line: str, needles: Iterable[str]) -> bool:
    for needle in needles:  # noqa: SIM110
        if needle in line:
            return True
    return False


def _hold_all(lines: Sequence[str], needles: Iterable[str]) -> bool:
    for needle in needles:
        for line in lines:
            if needle in line:
                break
        else:
            return False
    return True


def _density(terms: Terms, stems: str) -> float:
    """How much the terms make of the text: more of them count ever less, and a long text dilutes them."""
    dilution = 0.25 + 0.75 * len(stems) / AVERAGE_LENGTH
    density = 0.0
    for term in terms.needed:
        count = 0
        for phrase in term.phrases:
            count += stems.count(phrase)
        density += count / (count + dilution)
    return density
