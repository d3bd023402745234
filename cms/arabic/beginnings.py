"""How names are found while they are typed: by the beginning of any word, with or without what Arabic attaches to it.

The index holds words for it that nothing else holds, marked by letters in front that tell the language: one for each
form of each word of a name, and others for its first word, by which names that begin as typed are told from all others.
So a look-up reads a range of the index in which there are only names, and only those of its language.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .folding import words

#: What is put before each word of a name, and before its first word, with a language between; nobody types it.
WORD, FIRST = "zqx{}x", "zqy{}y"
#: How much of a word is looked at, in characters.
LONGEST = 40

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


def indexed(names: Iterable[str], language: str) -> str:
    """What the index holds of the names of an object in a language, which goes by its code."""
    held: dict[str, None] = {}
    for name in names:
        found = words(name)
        held.update(dict.fromkeys(marked for word in found for marked in _marked(WORD, word, [language])))
        held.update(dict.fromkeys(marked for word in found[:1] for marked in _marked(FIRST, word, [language])))
    return " ".join(held)


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of the index of which any form will do, or what begins with any of them."""

    forms: tuple[str, ...]
    is_beginning: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """The folded words that were typed so far, of which the last may be unfinished, and the languages that are wanted.

    There is at least one of either.
    """

    words: tuple[str, ...]
    languages: tuple[str, ...]

    def at_the_beginning(self) -> list[Sought]:
        """What finds names that begin with the first word, and hold the others in any order."""
        return self._sought(FIRST)

    def anywhere(self) -> list[Sought]:
        """What finds names that hold the words in any order."""
        return self._sought(WORD)

    def _sought(self, first: str) -> list[Sought]:
        marks = (first, *[WORD] * (len(self.words) - 1))
        forms_of = [_marked(mark, word, self.languages) for mark, word in zip(marks, self.words, strict=True)]
        return [Sought(each, is_beginning=turn == len(forms_of)) for turn, each in enumerate(forms_of, 1)]


def part(word: str, typed: str, *, is_beginning: bool) -> tuple[int, int] | None:
    """From where to where a folded word of a name is the ``typed`` one, or begins with it, in any of their forms."""
    for form in forms(typed):
        for own in forms(word):
            if own == form or (is_beginning and own.startswith(form)):
                start = len(word) - len(own)
                return (start, start + len(form)) if word.endswith(own) else (0, len(word))
    return None


def _marked(mark: str, word: str, languages: Iterable[str]) -> tuple[str, ...]:
    marks = [mark.format("".join(filter(str.isalpha, language.lower()))) for language in languages]
    return tuple(f"{before}{form[:LONGEST]}" for before in marks for form in forms(word))
