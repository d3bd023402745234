"""What a search asks for, checked and in the form in which the index holds texts."""

from collections.abc import Iterable
from itertools import islice, product
from typing import NamedTuple

from cms.arabic import FUNCTION_WORDS, form, spellings, stem, words
from cms.graphql.errors import BadUserInput

from .names import Phrase, PlatformNames, platform_names

MAX_LENGTH = 200
MAX_TERMS = 10

#: Of terms with several names so many ways to say them side by side are looked for.
_MAX_WAYS = 24


class Term(NamedTuple):
    """A word that is looked for, or words that name a platform together, each between spaces as in the index.

    Any of ``phrases`` will do: runs of stems, its own first and then those of the platform's other names.
    """

    words: Phrase
    spellings: Phrase
    forms: Phrase
    phrases: Phrase


class Terms(NamedTuple):
    """The terms of a query in their order, those of them that a hit must hold, and the runs of stems in which all stand
    side by side."""

    all: tuple[Term, ...]
    needed: tuple[Term, ...]
    ways: Phrase

    @classmethod
    def of(cls, query: str) -> "Terms":
        """Raises BadUserInput for an empty query and for one that is too long.

        Whatever is no letter or digit separates words, so no sign means anything to a database. A query of signs alone
        has no terms, and nothing is found. Function words are needed only where there are no others.
        """
        if not query.replace("\0", " ").replace('"', " ").split():
            raise BadUserInput("`query` is empty; write at least one word.")
        if len(query) > MAX_LENGTH or len(found := words(query)) > MAX_TERMS:
            raise BadUserInput(f"`query` is too long; write up to {MAX_TERMS} words in {MAX_LENGTH} characters.")
        if not found:
            return cls((), (), ())
        spelled = spellings(query)
        terms = _terms(tuple(found), tuple(spelled if len(spelled) == len(found) else found), platform_names())
        needed = [term for term in terms if term.words[0].strip() not in FUNCTION_WORDS or len(term.phrases) > 1]
        ways = islice(product(*(term.phrases for term in terms)), _MAX_WAYS)
        return cls(terms, tuple(dict.fromkeys(needed or terms)), tuple("".join(way).replace("  ", " ") for way in ways))

    @property
    def phrases(self) -> Phrase:
        """What a hit may show as found."""
        return tuple(phrase for term in self.needed for phrase in term.phrases)


def _terms(folded: Phrase, spelled: Phrase, names: PlatformNames) -> tuple[Term, ...]:
    terms: list[Term] = []
    place = 0
    while place < len(folded):
        length, others = names.longest(folded[place:])
        end = place + max(length, 1)
        own = folded[place:end]
        phrases = dict.fromkeys((tuple(map(stem, own)), *others))
        terms.append(
            Term(
                words=_spaced(own),
                spellings=_spaced(spelled[place:end]),
                forms=_spaced(map(form, own)),
                phrases=_spaced(" ".join(phrase) for phrase in phrases),
            )
        )
        place = end
    return tuple(terms)


def _spaced(texts: Iterable[str]) -> Phrase:
    return tuple(f" {text} " for text in texts)
