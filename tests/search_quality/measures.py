"""What is measured of the lists that an engine answers with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean

from .corpus import Query

#: Asks an engine: the keys of the texts that it finds, the best first.
Engine = Callable[[str], Sequence[str]]

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over all queries, each from 0 to 1.

    ``precision`` is the part of the first five places that hold an answer, where there are as many answers; ``recall``
    the part of all answers that is found at all; ``gain`` compares the first five with the best order that the grades
    allow (nDCG); ``purity`` is the part of all hits that is at least a mention.
    """

    precision: float
    recall: float
    gain: float
    purity: float


def measure(engine: Engine, queries: Sequence[Query]) -> Measures:
    graded = [(query, list(engine(query.words))) for query in queries]
    answered = [(query, found) for query, found in graded if query.answers]
    return Measures(
        precision=fmean(precision(query, found) for query, found in answered),
        recall=fmean(len(query.answers & {*found}) / len(query.answers) for query, found in answered),
        gain=fmean(gain(query, found) for query, found in graded),
        purity=fmean(len(query.grades.keys() & {*found}) / len(found) for query, found in graded if found),
    )


def precision(query: Query, found: Sequence[str]) -> float:
    """Precision at 5. Of a query with fewer answers than five, all of them in the first five are a full score."""
    return len(query.answers & {*found[:SHOWN]}) / min(SHOWN, len(query.answers))


def gain(query: Query, found: Sequence[str]) -> float:
    """nDCG at 5, with 2^grade - 1 as the worth of a text (Burges and others, 2005)."""
    best = sorted(query.grades.values(), reverse=True)
    return _discounted([query.grades.get(key, 0) for key in found]) / _discounted(best)


def _discounted(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:SHOWN]))
