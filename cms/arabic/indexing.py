"""The form in which a search index holds a text, so that databases only have to split it at spaces."""

from collections.abc import Iterable
from typing import NamedTuple

from .folding import fold, spellings, words
from .stemming import form, stem

#: So many words of a text count for its rank; those after them are found too.
RANKED_WORDS = 500


class Indexed(NamedTuple):
    """What tells the rank of a text, each a line of words between spaces."""

    stems: str
    forms: str
    folded: str
    spelled: str

    @classmethod
    def of(cls, stored: str) -> "Indexed":
        """The lines of what ``searchable`` gave, or of its beginning."""
        stems, forms, folded, spelled, *_rest = f" {stored} \n \n \n ".split("\n", 4)
        return cls(stems, forms, folded, spelled)


def searchable(text: str) -> str:
    """What the search index holds of ``text``, in five lines of words between spaces.

    The first four are of the words that count for its rank: their stems in order; their forms, the words as they are
    folded, and other spellings, each that is not told by another line once. The last is of all that follows.
    """
    found = words(text)
    ranked, rest = found[:RANKED_WORDS], found[RANKED_WORDS:]
    spelled = [word for word in dict.fromkeys(spellings(text)) if fold(word) != word]
    known = {*ranked}
    lines: tuple[Iterable[str], ...] = (
        map(stem, ranked),
        dict.fromkeys(form(word) for word in ranked if form(word) not in known),
        dict.fromkeys(ranked),
        (word for word in spelled if fold(word) in known),
        (*map(stem, rest), *dict.fromkeys(rest), *(word for word in spelled if fold(word) not in known)),
    )
    return " \n ".join(map(" ".join, lines)).rstrip(" \n")
