"""How many words a text has, and how long it takes to read."""

from math import ceil

#: Words a minute that a practised reader reads silently. Source: Trauzettel-Klosinski and Dietz, "Standardized
#: assessment of reading performance: the new International Reading Speed Texts IReST", IOVS 2012, 53(9), table 2.
WORDS_A_MINUTE = {"ar": 138, "en": 228}


def count_words(text: str) -> int:
    """Tokens between spaces that hold a letter or a digit.

    >>> count_words("سطر - فيه 4 كلمات")
    4
    """
    return sum(any(map(str.isalnum, token)) for token in text.split())


def reading_minutes(words: int, language: str) -> int:
    """Whole minutes, at least one. A language without a figure of its own is read like English."""
    return max(1, ceil(words / WORDS_A_MINUTE.get(language, WORDS_A_MINUTE["en"])))
