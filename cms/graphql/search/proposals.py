"""What may have been meant by unknown words of a query: near spellings, other spaces, the other keyboard layout."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from cms import vocabulary
from cms.arabic import fold_with_offsets, words
from cms.arabic.confusions import variants
from cms.arabic.keyboards import retyped

#: Words that are looked for in near spellings. A query of more unknown words is of another subject, unless all were
#: typed on the other keyboard.
MAX_NEAR = 3
#: How many words may stand for the same words of a query, the cheapest, and how many in all.
MAX_EACH, MAX_ALL = 8, 24
#: What a space costs that was forgotten or put in, and a keyboard of the other script.
_GLUED, _SPLIT, _RETYPED = 0.4, 0.3, 0.1
#: How many words may have been glued together, and how short a part may be.
_PARTS, _SHORTEST_PART = 4, 2
_SHORT_PART = 0.3

_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Written:
    """A word of a query, folded, and where it stands there."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Folded words that may be meant by the words from ``first`` up to ``beyond``; the cheaper, the likelier.

    They take the place of what the query has from ``start`` to ``end``.
    """

    first: int
    beyond: int
    start: int
    end: int
    words: tuple[str, ...]
    cost: float


def read(query: str) -> list[Written]:
    return [Written(*word) for word in fold_with_offsets(query).words()]


def proposals(query: str, doubtful: Collection[int]) -> list[Proposal]:
    """What may be meant by the words at the places ``doubtful``, all in the vocabulary; one statement."""
    written = read(query)
    made = [
        *_near(written, doubtful if len(doubtful) <= MAX_NEAR else ()),
        *_joined(written, doubtful),
        *_of_other_keyboard(query, written, doubtful),
    ]
    parts = {place: _pieces(written[place].word) for place in doubtful}
    asked = {word for proposal in made for word in proposal.words}.union(*parts.values())
    known = vocabulary.known(asked)
    made += [
        _instead(written, place, place + 1, cut, cost)
        for place, pieces in parts.items()
        for cut, cost in _cuts(written[place].word, known.intersection(pieces))
    ]
    return _cheapest(proposal for proposal in made if known.issuperset(proposal.words))


def _instead(written: list[Written], first: int, beyond: int, words: tuple[str, ...], cost: float) -> Proposal:
    return Proposal(first, beyond, written[first].start, written[beyond - 1].end, words, cost)


def _near(written: list[Written], doubtful: Collection[int]) -> Iterator[Proposal]:
    # One character may fold to several, so a word of a query may have hundreds of letters.
    for place in doubtful:
        word = written[place].word
        for near, cost in (variants(word) if len(word) <= vocabulary.LONGEST else {}).items():
            yield _instead(written, place, place + 1, (near,), cost)


def _joined(written: list[Written], doubtful: Collection[int]) -> Iterator[Proposal]:
    for first in range(len(written) - 1):
        if first in doubtful or first + 1 in doubtful:
            joined = written[first].word + written[first + 1].word
            yield _instead(written, first, first + 2, (joined,), _SPLIT)


def _of_other_keyboard(query: str, written: list[Written], doubtful: Collection[int]) -> Iterator[Proposal]:
    """Signs are letters in the other layout, so what stands between spaces is taken as a whole."""
    for chunk in _CHUNK.finditer(query):
        inside = [place for place, word in enumerate(written) if chunk.start() <= word.start < chunk.end()]
        if inside and not set(inside).isdisjoint(doubtful):
            for other in retyped(chunk[0]):
                found = tuple(words(other))
                if found:
                    yield Proposal(inside[0], inside[-1] + 1, *chunk.span(), found, _RETYPED)


def _pieces(word: str) -> set[str]:
    if len(word) > vocabulary.LONGEST:
        return set()
    bounds = combinations(range(len(word) + 1), 2)
    return {word[start:end] for start, end in bounds if _SHORTEST_PART <= end - start < len(word)}


def _cuts(word: str, pieces: Collection[str]) -> Iterator[tuple[tuple[str, ...], float]]:
    """Each way to cut ``word`` into ``pieces``, at most ``_PARTS`` of them, the fewest first and no more than a few."""
    waiting: list[tuple[tuple[str, ...], int]] = [((), 0)]
    for parts in range(1, _PARTS + 1):
        longer = [
            ((*cut, piece), end + len(piece)) for cut, end in waiting for piece in pieces if word.startswith(piece, end)
        ]
        whole = [cut for cut, end in longer if end == len(word)]
        for cut in sorted(whole, key=_cost_of_cut)[:MAX_EACH]:
            yield cut, _cost_of_cut(cut)
        if whole and parts > 1:
            return
        waiting = sorted(longer, key=lambda way: _cost_of_cut(way[0]))[:100]


def _cost_of_cut(cut: tuple[str, ...]) -> float:
    return _GLUED * (len(cut) - 1) + _SHORT_PART * sum(len(piece) < 3 for piece in cut)


def _cheapest(made: Iterator[Proposal]) -> list[Proposal]:
    kept: dict[tuple[int, int], list[Proposal]] = {}
    for proposal in sorted(made, key=lambda proposal: (proposal.cost, proposal.words)):
        same = kept.setdefault((proposal.first, proposal.beyond), [])
        if len(same) < MAX_EACH and proposal.words not in [other.words for other in same]:
            same.append(proposal)
    found = [proposal for same in kept.values() for proposal in same]
    return sorted(found, key=lambda proposal: proposal.cost)[:MAX_ALL]
