"""What may have been meant by a word that nobody knows: spellings near it, each with what it costs to take it for that.

Words are folded, so hamzas, final ى and ة, marks and tatweel cost nothing here. Cheap are slips that writers of Arabic
make by ear (ض for ظ, ت for ط, a long vowel left out), by eye (one dot more or less), or by hand (a letter doubled, two
in the wrong order, the key beside). The cheapest may come in pairs; any other slip stands alone. The near spellings of
a word are enumerated rather than looked for, so it costs the same however many words there are to compare with.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from .keyboards import ROWS

#: Letters that sound alike to many, or that dialects exchange; and such that differ in their dots.
_BY_EAR = "ضظ ضد طت صس ذز ذظ زظ ذد قك قغ غك قج ثس ثت هح حخ عا عغ اه اي وي ءا ءي ءو شس"
_BY_EYE = "بت بث بن بي تث تن ثن جح جخ رز دذ سش صض طظ فق عغ هم"
_LATIN_BY_EAR = "ae ai ei ie iy ou ck cs kq sz fv gj pb vw xs td mn"
#: Letters that are often left out or put in: the long vowels, and what is not heard or is hard to say.
_OPTIONAL = {**dict.fromkeys("اوي", 0.45), **dict.fromkeys("ءعهحل", 0.6), **dict.fromkeys("aeiouh", 0.6)}
_EAR, _EYE, _NEIGHBOUR, _ANY = 0.4, 0.55, 0.7, 1.0
_DOUBLE, _SWAP, _PREFIX = 0.3, 0.5, 0.2

#: Slips that cost no more than this may come in pairs, in words of this length.
CHEAP, PAIRED_LENGTHS = 0.5, range(5, 16)
#: What the slips in a word may cost together, by its length; any longer word is as free as the last.
_LIMITS = {3: 0.6, 4: 1.0}
_LIMIT = 1.0

_ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
#: What may be attached in front of a word of three letters at least.
_ATTACHED = re.compile("^(?:[وف]?(?:[بك]?ال|لل)|[وفبلك])(?=...)")


def variants(word: str) -> Mapping[str, float]:
    """Spellings that may have been meant by ``word``, not it itself, with their costs: some thousands at most.

    None for a word of less than three letters: anything is near it.
    """
    limit = _LIMITS.get(len(word), _LIMIT)
    if len(word) < 3:
        return {}
    found: dict[str, float] = {}
    _add(found, _slips(word), 0.0, limit)
    if len(word) in PAIRED_LENGTHS:
        for near, cost in [(near, cost) for near, cost in found.items() if cost <= CHEAP]:
            _add(found, _cheap(near), cost, limit)
    if not word.isascii():
        bare = _ATTACHED.sub("", word)
        near_bare = [(bare, 0.0), *_slips(bare)]
        _add(found, near_bare, _PREFIX, limit)
        _add(found, ((f"ال{near}", cost) for near, cost in near_bare), _PREFIX, limit)
    found.pop(word, None)
    return found


def _add(
    found: dict[str, float],
    slips: Iterable[tuple[str, float]],
    spent: float,
    limit: float,
) -> None:
    for near, cost in slips:
        total = spent + cost
        if total <= limit and total < found.get(near, 9.0):
            found[near] = total


def _cheap(word: str) -> Iterator[tuple[str, float]]:
    return ((near, cost) for near, cost in _slips(word, cheap_only=True) if cost <= CHEAP)


def _slips(word: str, *, cheap_only: bool = False) -> Iterator[tuple[str, float]]:
    """Each spelling that is one slip away, as often as there are slips that lead to it."""
    letters = _LATIN if word.isascii() else _ARABIC
    for place, letter in enumerate(word):
        head, tail = word[:place], word[place + 1 :]
        doubled = tail[:1] == letter
        yield head + tail, _DOUBLE if doubled else _OPTIONAL.get(letter, _ANY)
        for other, cost in _confused(letter) if cheap_only else _replaced(letter, letters):
            yield head + other + tail, cost
        if tail and not doubled:
            yield head + tail[0] + letter + tail[1:], _SWAP
        yield head + letter + letter + tail, _DOUBLE
    for place in range(len(word) + 1):
        for letter in _OPTIONAL if cheap_only else letters:
            yield word[:place] + letter + word[place:], _OPTIONAL.get(letter, _ANY)


@cache
def _replaced(letter: str, letters: str) -> tuple[tuple[str, float], ...]:
    cheap = dict(_confused(letter))
    return tuple((other, cheap.get(other, _ANY)) for other in letters if other != letter)


@cache
def _confused(letter: str) -> tuple[tuple[str, float], ...]:
    """The letters that are taken for ``letter``, and at what cost."""
    found: dict[str, float] = {}
    for row in ROWS:
        for pair in pairwise(row):
            if letter in pair:
                found["".join(pair).replace(letter, "")] = _NEIGHBOUR
    for pairs, cost in ((_BY_EYE, _EYE), (f"{_BY_EAR} {_LATIN_BY_EAR}", _EAR)):
        found.update({pair.replace(letter, ""): cost for pair in pairs.split() if letter in pair})
    return tuple(found.items())
