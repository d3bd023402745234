"""Folding of Arabic text to a form in which the usual spellings of one word are equal."""

import re
import unicodedata

# What compatibility decomposition leaves apart: alef wasla, alef maqsura, teh marbuta, and the Persian and Urdu
# letters of the same sound. Hamza and madda carriers need no entry: they decompose to letter and mark. Source: Unicode
# Standard, chapter 9.2, and UnicodeData.txt.
_LETTERS = str.maketrans("ٱىیةہک", "اييههك")
_INVISIBLE = re.compile("[\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def fold(text: str) -> str:
    """``text`` in lower case, decomposed, without marks, tatweel and invisible controls, with Western digits.

    >>> fold("إدارةُ الأعمـال ٢٠٢٦") == fold("اداره الاعمال 2026")
    True
    """
    kept = (_digit(c) for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _INVISIBLE.sub("", "".join(kept)).translate(_LETTERS).casefold()


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
