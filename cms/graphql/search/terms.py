"""What a search asks for, checked and in the form in which the index holds texts."""

from dataclasses import dataclass

from cms.arabic import spellings, words
from cms.graphql.errors import BadUserInput

MAX_LENGTH = 200
MAX_TERMS = 10


@dataclass(frozen=True, slots=True)
class Terms:
    """The folded words of a query in their order, and those words as they were spelled."""

    words: tuple[str, ...]
    spellings: tuple[str, ...]

    @classmethod
    def of(cls, query: str) -> "Terms":
        """Raises BadUserInput for an empty query and for one that is too long.

        Whatever is no letter or digit separates words, so no sign means anything to a database. A query of signs alone
        has no words, and nothing is found.
        """
        if not query.replace("\0", " ").replace('"', " ").split():
            raise BadUserInput("`query` is empty; write at least one word.")
        if len(query) > MAX_LENGTH or len(found := words(query)) > MAX_TERMS:
            raise BadUserInput(f"`query` is too long; write up to {MAX_TERMS} words in {MAX_LENGTH} characters.")
        return cls(tuple(found), tuple(spellings(query)))
