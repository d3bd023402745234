"""What was typed while the keyboard was set to the other script: "hgjs,dr" for "التسويق", and the other way round.

The layouts are the American one and the Arabic one that Windows calls "Arabic (101)"; those of other systems have the
letters in the same places.
"""

from collections.abc import Iterator

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvnm,./`"
_ARABIC = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ"
#: Keys that give two letters, and what the shift key adds to the letters.
_ARABIC_OF = {**dict(zip(_LATIN, _ARABIC, strict=True)), "b": "لا"}
_SHIFTED = {"H": "أ", "Y": "إ", "N": "آ", "G": "لأ", "T": "لإ", "B": "لآ"}
_LATIN_OF = {letter: key.lower() for keys in (_SHIFTED, _ARABIC_OF) for key, letter in keys.items()}

#: The letters of either script in the rows of their layout, by which keys are neighbours.
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ")


def retyped(text: str) -> list[str]:
    """What the same keys give in the other layout, where ``text`` is of one script; lam and alef may be one key or two.

    >>> retyped("hgjs,dr"), retyped("بشؤثلاخخن")
    (['التسويق'], ['faceghook', 'facebook'])
    """
    if text.isascii():
        found = ["".join(_SHIFTED.get(key) or _ARABIC_OF.get(key.lower(), key) for key in text)]
    else:
        found = list(dict.fromkeys("".join(_keys(text, by_one)) for by_one in (1, 2)))
    return [other for other in found if other != text]


def _keys(text: str, longest: int) -> Iterator[str]:
    place = 0
    while place < len(text):
        pair = text[place : place + longest]
        taken = pair if pair in _LATIN_OF else text[place]
        yield _LATIN_OF.get(taken, taken)
        place += len(taken)
