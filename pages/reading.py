"""How many words a text has, and how long it takes to read."""

import re
from math import ceil

#: Words a minute that a practised reader reads silently. Source: Trauzettel-Klosinski and Dietz, "Standardized
#: assessment of reading performance: the new International Reading Speed Texts IReST", IOVS 2012, 53(9), table 2.
WORDS_A_MINUTE = {"ar": 138, "en": 228}


# Where words end: at spaces, and at signs that stand between words and not inside them, also where a space is missing.
# Between digits a comma may part thousands.
_BETWEEN = re.compile(r"[\s\u200b«»؟!…]+|(?<!\d)[،؛]|[،؛](?!\d)")
_TATWEEL = "\u0640"
#: The conjunction that Arabic writes as part of the next word; with a space behind it, it is still no word of its own.
_CONJUNCTION = "و"


def count_words(text: str) -> int:
    """What stands between spaces and Arabic punctuation and holds a letter or a digit.

    >>> count_words("سطر - فيه 4 كلمات،وعطف و وصل")
    6
    """
    return sum(map(_is_word, _BETWEEN.split(text)))


def _is_word(token: str) -> bool:
    letters = [character for character in token if character.isalnum() and character != _TATWEEL]
    return bool(letters) and letters != [_CONJUNCTION]


def reading_minutes(words: int, language: str) -> int:
    """Whole minutes, at least one. A language without a figure of its own is read like English."""
    return max(1, ceil(words / WORDS_A_MINUTE.get(language, WORDS_A_MINUTE["en"])))
