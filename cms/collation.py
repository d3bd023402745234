"""The order of titles and names: CLDR's for Arabic, the same on both databases.

PostgreSQL has it from ICU, as the collation `ar-x-icu`. SQLite has none, and is given one by that name, which orders
the letters of Arabic and Persian, Latin letters with their accents, digits and usual punctuation as ICU does. Whatever
else there is comes after them, by code point.

Texts are compared by their letters first, then by hamzas and accents, then by vowel signs and upper case, and what is
still equal by its code points, so that the order has no ties. The article ال is a part of the word, as in CLDR.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from django.db.models import Expression, F, OrderBy
from django.db.models.functions import Collate

NAME = "ar-x-icu"

# Letters and signs from first to last, after the space; those of one group differ in the second place only. Source:
# CLDR, root collation and common/collation/ar.xml. An index of SQLite holds this order: after a change of it, give the
# index another name (pages/indexes.py).
_ORDER = """
_ - ‐ – — , ، ٫ ٬ ; ؛ : ! ¡ ? ¿ ؟ . · '‘’ ‹ › "“” « » ( ) [ ] { } § ¶ @ * / \\ & # % ٪ † ‡ • ` ´ ^ ¨ ¸ ° © ®
+ ± ÷ × < = > ¬ | ¦ ~ ¤ ¢ $ £ ¥ € 0 1 2 3 4 5 6 7 8 9
ءأؤإئاآ ٱ ب ٻ پ ڀ ةت ث ٹ ج چ ح خ د ذ ڈ ر ز ڑ ژ س ش ص ض ط ظ ع غ ف ڤ ق ك ک ڭ گ ل م ن ں ه ھ ہ و ۆ ۇ ۋ یىي ې ے
a b c d e f g h i j k l m n o p q r s t u v w x y z
"""
_ACCENTS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0670"
_TATWEEL = "\u0640"
# Hamzas and madda that are typed apart from their letters. Other marks are compared as they stand, as PostgreSQL does.
_APART = re.compile("[\u0653-\u0655]")
#: Letters that stand for several. Alef with madda is a hamza and an alef of its own kind.
_EXPANSIONS = {"آ": "ءآ", "æ": "ae", "œ": "oe", "ß": "ss", "ø": "o\u0338"}

_PLACES = {
    letter: (primary, secondary)
    for primary, group in enumerate([" ", *_ORDER.split()], 1)
    for secondary, letter in enumerate(group, 1)
}
_FIRST_ACCENT, _FIRST_UNKNOWN = 0x100, 0x400
_COMMON, _COMPATIBLE, _UPPER, _FIRST_VOWEL = 1, 2, 3, 0x10

#: What a character weighs in the three comparisons, and 0 where it does not count.
Weights = tuple[int, int, int]


def in_arabic_order(column: str) -> Expression:
    """The text in ``column``, for ordering by it and for comparing it in that order."""
    return Collate(F(column), NAME)


def in_arabic_orders(ordering: Sequence[str], texts: Collection[str]) -> list[Any]:
    """What ``order_by`` takes for ``ordering``, in which names of columns with ``texts`` mean this order of theirs."""
    return [
        OrderBy(in_arabic_order(column), descending=name.startswith("-")) if column in texts else name
        for name in ordering
        for column in (name.removeprefix("-"),)
    ]


def compare(one: str, other: str) -> int:
    """Below 0 where ``one`` comes first, above 0 where ``other`` does, 0 for one and the same text.

    >>> from functools import cmp_to_key
    >>> sorted(["Zoom", "هاتف", "مُدن", "مدن", "أمل", "٢", "ابن"], key=cmp_to_key(compare))
    ['٢', 'ابن', 'أمل', 'مدن', 'مُدن', 'هاتف', 'Zoom']
    """
    first, second = _spelled(one), _spelled(other)
    for level in _LEVELS:
        mine, theirs = first.translate(level), second.translate(level)
        if mine != theirs:
            return -1 if mine < theirs else 1
    return (one > other) - (one < other)


def _spelled(text: str) -> str:
    return unicodedata.normalize("NFC", text) if _APART.search(text) else text


def provide(connection: Any, **kwargs: Any) -> None:
    """Give a new connection to SQLite the collation; the receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(NAME, compare)


class _Level(dict[int, str]):
    """The weights of each character in one of the comparisons, worked out when it is met first."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place

    def __missing__(self, code: int) -> str:
        weights = (weights[self._place] for weights in _weights(chr(code)))
        self[code] = "".join(chr(weight) for weight in weights if weight)
        return self[code]


_LEVELS = [_Level(0), _Level(1), _Level(2)]


@cache
def _weights(character: str) -> tuple[Weights, ...]:
    if expansion := _EXPANSIONS.get(character):
        return tuple(weights for part in expansion for weights in _own_weights(part))
    return _own_weights(character)


def _own_weights(character: str) -> tuple[Weights, ...]:
    digit = unicodedata.decimal(character, None)
    sign = character if digit is None else str(digit)
    if place := _PLACES.get(sign):
        return ((*place, _COMMON),)
    if unicodedata.combining(character):
        return (_mark(character),)
    if parts := unicodedata.decomposition(character):
        return tuple(_part(parts))
    if character != character.lower():
        return tuple((p, s, max(t, _UPPER) if p else t) for p, s, t in _of(character.lower()))
    if character == _TATWEEL or unicodedata.category(character).startswith("C"):
        return ()
    return ((min(_FIRST_UNKNOWN + ord(character), 0x10FFFF), 1, _COMMON),)


def _mark(character: str) -> Weights:
    if character in _VOWELS:
        return 0, 0, _FIRST_VOWEL + _VOWELS.index(character)
    known = _ACCENTS.find(character)
    return 0, _FIRST_ACCENT + (known if known >= 0 else ord(character)), _COMMON


def _part(decomposition: str) -> Iterable[Weights]:
    """The weights of a decomposition as the Unicode database writes it: code points, behind a tag if only alike."""
    *tag, rest = decomposition.split(" ", 1) if decomposition.startswith("<") else [decomposition]
    for primary, secondary, tertiary in _of("".join(chr(int(code, 16)) for code in rest.split())):
        yield primary, secondary, max(tertiary, _COMPATIBLE) if tag else tertiary


def _of(text: str) -> Iterable[Weights]:
    return (weights for character in text for weights in _weights(character))
