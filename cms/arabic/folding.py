"""Folding of Arabic text to a form in which the usual spellings of one word are equal."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# What compatibility decomposition leaves apart: alef wasla, alef maqsura, teh marbuta, the Persian and Urdu letters of
# the same sound, and the letters by which Arabic writes a foreign p and v. Hamza and madda carriers need no entry: they
# decompose to letter and mark. Source: Unicode Standard, chapter 9.2, and UnicodeData.txt.
_LETTERS = str.maketrans("ٱىیةہکپڤ", "اييههكبف")
_HIDDEN = "\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_HIDDEN}]")
_WORD = re.compile(r"[^\W_]+")

# Before a waw one school writes the hamza on a yeh, or by itself, and another on the waw: "مسئول" is "مسؤول".
_YEH_HAMZA = f"[ئﺋﺌ]|[يىﻳﻴ](?=[\u064b-\u0653\u0670{_HIDDEN}]*\u0654)"
_YEH_BEFORE_WAW = re.compile(f"(?:{_YEH_HAMZA})(?=[\u064b-\u065f\u0670{_HIDDEN}]*[وؤﻭﻮﺅﺆ])")
# From its first hamza on, for a row of them is looked at once.
_HAMZAS_BEFORE_WAW = re.compile("(?<!ء)ء+(?=و)")


class _Forms(dict[int, str]):
    """What each character folds to, worked out when it is met first."""

    def __missing__(self, code: int) -> str:
        kept = (_digit(c) for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        self[code] = _INVISIBLE.sub("", "".join(kept)).translate(_LETTERS).casefold()
        return self[code]


_FORMS = _Forms()


def fold(text: str) -> str:
    """``text`` in lower case, decomposed, without marks, tatweel and invisible controls, with Western digits.

    >>> fold("إدارةُ الأعمـال ٢٠٢٦") == fold("اداره الاعمال 2026")
    True
    """
    return _without_hamzas(_YEH_BEFORE_WAW.sub("و", text).translate(_FORMS))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows, for each of its characters, the place in the original that it came from."""

    text: str
    offsets: Sequence[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]``, which is not empty, lies in the original.

        What folding dropped after a letter, such as its marks, stays with it; a character that folds to several is
        taken whole.
        """
        while end < len(self.offsets) and self.offsets[end] == self.offsets[end - 1]:
            end += 1
        return self.offsets[start], self.offsets[end] if end < len(self.offsets) else self.length

    def words(self) -> list[tuple[str, int, int]]:
        """Each folded word, with where it lies in the original."""
        return [(match[0], *self.span(*match.span())) for match in _WORD.finditer(self.text)]


def fold_with_offsets(text: str) -> Folded:
    """``fold(text)`` and the way back, in time that grows with the length of ``text``.

    >>> folded = fold_with_offsets("في المَدْرَسَةِ")
    >>> [(word, "في المَدْرَسَةِ"[start:end]) for word, start, end in folded.words()]
    [('في', 'في'), ('المدرسه', 'المَدْرَسَةِ')]
    """
    forms = [_FORMS[ord(character)] for character in _YEH_BEFORE_WAW.sub("و", text)]
    offsets = [place for place, form in enumerate(forms) for _ in form]
    return Folded(_without_hamzas("".join(forms)), offsets, len(text))


def words(text: str) -> list[str]:
    """The words of ``text`` as search compares them: runs of letters and digits, folded."""
    return _WORD.findall(fold(text))


def spellings(text: str) -> list[str]:
    """The words of ``text`` as they are spelled, hamzas and final letters kept, in lower case and without marks."""
    composed = (c for c in unicodedata.normalize("NFKC", text) if not unicodedata.combining(c))
    return _WORD.findall(_INVISIBLE.sub("", "".join(composed)).casefold())


def _without_hamzas(folded: str) -> str:
    """As long as before: each hamza in front of a waw becomes one."""
    return _HAMZAS_BEFORE_WAW.sub(lambda match: "و" * len(match[0]), folded)


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
