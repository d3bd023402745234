"""Frequent words without their hamza."""

import re
from collections.abc import Iterator
from itertools import product, zip_longest

from .findings import Finding, Kind, finding
from .hamza_words import ALONE, FOREIGN, NOUNS, OTHERS, PARTICLES, SAYING
from .letters import ARABIC, MARKS, TATWEEL

_WORD = re.compile(rf"(?<![\w{MARKS}{TATWEEL}'’])[{ARABIC}{MARKS}]+(?![\w{MARKS}{TATWEEL}'’])")
_MARK = re.compile(f"[{MARKS}]")
_SENTENCE_ENDS = re.compile(r"[.!?؟:\n«“\"]")
_BARE = str.maketrans("أإآ", "ااا")
_CONJUNCTIONS = ("", "و", "ف")
_ARTICLES = ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك")


def _corrections() -> dict[str, str]:
    """Each form without its hamza → the word as it should be, letter for letter."""
    right = [*ALONE]
    right += [first + word for first, word in product(_CONJUNCTIONS, PARTICLES)]
    right += [first + second + word for first, second, word in product(_CONJUNCTIONS, _ARTICLES, NOUNS)]
    right += ["الآخر", "والآخر", "الأول", "والأول", "الأهم", "والآن", "وإلا", "وأما", "الأقل", "بأقل"]
    forms = {word.translate(_BARE): word for word in reversed(right)}
    forms["الي"] = "إلى"
    return {form: word for form, word in forms.items() if form not in OTHERS and form != word}


_CORRECTIONS = _corrections()
#: Where ``ان`` may be ``أن`` or ``إن``, the sentence tells which.
_EITHER = re.compile("[وف]?ان(?:ه|ها|هم|هما|ك|كم|نا)?")


def missing(text: str, prose: str) -> Iterator[Finding]:
    """Words of the list that stand without their hamza; marks on them stay where they are."""
    before, end = "", 0
    words = list(_WORD.finditer(prose))
    for match, following in zip_longest(words, words[1:]):
        word = _MARK.sub("", match[0])
        begins = not before or _SENTENCE_ENDS.search(prose, end, match.start()) is not None
        right = _CORRECTIONS.get(word)
        after = _MARK.sub("", following[0]) if following else ""
        if right and after not in FOREIGN.get(word, ()):
            if _EITHER.fullmatch(word) and (begins or before in SAYING or after == "شاء"):
                right = right.replace("أن", "إن")
            yield finding(Kind.HAMZA, text, match.start(), match.end(), _respelt(match[0], right))
        before, end = word, match.end()


def _respelt(word: str, right: str) -> str:
    """The letters of ``right`` under the marks of ``word``."""
    letters = iter(right)
    return "".join(character if _MARK.match(character) else next(letters) for character in word)
