"""Folding of spellings for comparison: the text itself is never changed."""

import re
import unicodedata

INVISIBLE = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters without width: marks of direction, joiners, byte order mark, soft hyphen."""

BLANKS = " \t\n\r\v\f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" + (
    "\u202f\u205f\u3000" + INVISIBLE
)
"""What may stand before a line's first visible character."""

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیې", "ي"),
        **dict.fromkeys([*INVISIBLE, "ـ", "ء"]),
        "ؤ": "و",
        "ئ": "ي",
        "ة": "ه",
        "ک": "ك",
    }
)
_DIACRITICS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")


def fold(text: str) -> str:
    """Return `text` with case, Arabic letter variants, diacritics, tatweel and spacing evened out."""
    text = unicodedata.normalize("NFKC", text).translate(_LETTERS)
    return " ".join(_DIACRITICS.sub("", text).casefold().split())


def first_visible(text: str) -> str:
    """Return `text` from its first visible character on."""
    return text.lstrip(BLANKS)
