"""The order of hits: by where the words stand, how they are spelled, and how much of the text they make up.

Nothing but the hit's own text decides. How rare a word is among all texts would tell of texts that are not public, and
the two databases would count it differently.
"""

from enum import IntEnum
from typing import NamedTuple

from .terms import Terms

#: A text as long as this counts as of average length, in characters.
AVERAGE_LENGTH = 2_000


class Place(IntEnum):
    """Where the words were found, from the worst to the best."""

    SCATTERED = 0
    PHRASE = 1
    NAMES = 2
    PHRASE_IN_NAMES = 3


class Rank(NamedTuple):
    """Compares hits: the greater comes first."""

    place: Place
    spelled_alike: bool
    density: float


def rank(terms: Terms, named: str, text: str) -> Rank:
    """The rank of an entry whose names and text are in the form that ``cms.arabic.searchable`` gives.

    Words of the query that are spelled as folding spells them, such as those without hamzas, are like any spelling.
    """
    names, _, names_spelled = named.partition("\n")
    body = text.partition("\n")[0]
    place = _place(terms, _spaced(names), _spaced(body))
    spelled = _spaced(f"{names} {names_spelled}" if place >= Place.NAMES else f"{named} {text}".replace("\n", " "))
    alike = all(f" {word} " in spelled for word in terms.spellings)
    where = names if place >= Place.NAMES else f"{names} {body}"
    return Rank(place, alike, _density(terms, where))


def _place(terms: Terms, names: str, body: str) -> Place:
    phrase = _spaced(" ".join(terms.words))
    if phrase in names:
        return Place.PHRASE_IN_NAMES
    if all(f" {word} " in names for word in terms.words):
        return Place.NAMES
    return Place.PHRASE if len(terms.words) > 1 and phrase in body else Place.SCATTERED


def _density(terms: Terms, text: str) -> float:
    """How much the words make of the text: more of them count ever less, and a long text dilutes them."""
    spaced = _spaced(text)
    dilution = 0.25 + 0.75 * len(text) / AVERAGE_LENGTH
    counts = (spaced.count(f" {word} ") for word in set(terms.words))
    return sum(count / (count + dilution) for count in counts)


def _spaced(text: str) -> str:
    return f" {text} "
