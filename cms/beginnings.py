"""How names are found while they are typed: by the beginning of any word, with or without what Arabic attaches to it.

The index holds words for it that nothing else holds, marked by letters in front: one for each form of each word of a
name, and one for the whole name without spaces, by which names that begin as typed are told from all others. So a
look-up reads a range of the index in which there are only names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .arabic import words

#: What is put before each word of a name, and before a name as a whole; nobody types it.
WORD, WHOLE = "zqx", "zqy"
#: How much of a word or a name is looked at, in characters.
LONGEST = 60

_CONJUNCTIONS, _PREPOSITIONS = "وف", "بكل"


def forms(word: str) -> tuple[str, ...]:
    """A folded word, and it without what may be attached before it: a conjunction, a preposition, the article.

    Nothing tells an attached letter from the first one of a root, so forms are many rather than right.

    >>> forms("والتواصل")
    ('والتواصل', 'التواصل', 'تواصل')
    """
    found = [word]
    if word[:1] in _CONJUNCTIONS and len(word) >= 4:
        found.append(word[1:])
    for form in tuple(found):
        if form.startswith("لل") and len(form) >= 4:
            found += [f"ال{form[2:]}", form[2:]]
        elif form.startswith("ال") and len(form) >= 4:
            found.append(form[2:])
        elif form[:1] in _PREPOSITIONS and len(form) >= 5:
            found += [form[1:], form[3:]] if form[1:3] == "ال" else [form[1:]]
    return tuple(dict.fromkeys(found))


def indexed(names: Iterable[str]) -> str:
    """What the index holds of the names of an object."""
    held: dict[str, None] = {}
    for name in names:
        found = words(name)
        held.update(dict.fromkeys(f"{WORD}{form[:LONGEST]}" for word in found for form in forms(word)))
        held.update(dict.fromkeys(f"{WHOLE}{whole}" for whole in _wholes(found)))
    return " ".join(held)


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of the index of which any form will do, or what begins with any of them."""

    forms: tuple[str, ...]
    is_beginning: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """The folded words that were typed so far, of which the last may be unfinished; there is at least one."""

    words: tuple[str, ...]

    def beginning(self) -> list[Sought]:
        """What finds names that begin so."""
        return [Sought(tuple(f"{WHOLE}{whole}" for whole in _wholes(self.words)), is_beginning=True)]

    def anywhere(self) -> list[Sought]:
        """What finds names that hold the words in any order."""
        *whole, last = [tuple(f"{WORD}{form[:LONGEST]}" for form in forms(word)) for word in self.words]
        return [*(Sought(each, is_beginning=False) for each in whole), Sought(last, is_beginning=True)]


def part(word: str, typed: str, *, is_beginning: bool) -> tuple[int, int] | None:
    """From where to where a folded word of a name is the ``typed`` one, or begins with it, in any of their forms."""
    for form in forms(typed):
        for own in forms(word):
            if own == form or (is_beginning and own.startswith(form)):
                start = len(word) - len(own)
                return (start, start + len(form)) if word.endswith(own) else (0, len(word))
    return None


def _wholes(found: Sequence[str]) -> list[str]:
    """Words without spaces between, for each form of the first one."""
    return ["".join((form, *found[1:]))[:LONGEST] for form in forms(found[0])] if found else []
