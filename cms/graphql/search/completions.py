"""Suggestions as one types: public pages, platforms and topics whose names hold words that begin so, the best first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cms.arabic import fold_with_offsets, words
from cms.arabic.beginnings import Typed, part
from cms.graphql.cohorts import gather
from cms.graphql.errors import BadUserInput
from cms.graphql.languages import Languages
from cms.graphql.rows import rows
from cms.graphql.shelf import one

from .highlights import Marked, Segment
from .lookup import ROOTS, Named, named
from .terms import MAX_LENGTH, MAX_TERMS

#: How many suggestions there can be.
MAX_FIRST = 10

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Suggestion(Marked):
    """An object, and the name of it that fits, in pieces."""

    node: Any
    segments: tuple[Segment, ...]

    @property
    def title(self) -> str:
        return self.node.known_as()[0]


def _typed(query: str, languages: Languages) -> Typed | None:
    """What was typed; None as long as there is no letter and no digit. Raises BadUserInput for too much."""
    if len(query) > MAX_LENGTH or len(found := words(query)) > MAX_TERMS:
        raise BadUserInput(f"`query` is too long; write up to {MAX_TERMS} words in {MAX_LENGTH} characters.")
    return Typed(tuple(found), languages) if found else None


def suggestions(query: str, first: int, languages: Languages) -> list[Suggestion]:
    """Up to ``first`` suggestions: two statements for the names, and those for the rows that are not kept.

    Raises BadUserInput where ``query`` or ``first`` is out of bounds.
    """
    if not 1 <= first <= MAX_FIRST:
        raise BadUserInput(f"`first` is {first}; ask for 1 to {MAX_FIRST}.")
    asked = _typed(query, languages)
    if asked is None:
        return []
    best = one(("suggestions", asked), lambda: _best(asked), (), known=False) or ()
    found: dict[Named, Any] = {}
    for root in ROOTS:
        wanted = {named.key: named for named in best[:first] if named.root is root}
        if wanted:
            found.update({wanted[key]: row for key, row in rows(root, wanted).items()})
    gather(found.values(), languages)
    return [
        Suggestion(found[named], _pieces(asked, found[named].known_as())) for named in best[:first] if named in found
    ]


def _best(asked: Typed) -> tuple[Named, ...]:
    """The best of all objects whose names fit; of several of one type with the same name, one."""
    ranked: dict[tuple[int, str], tuple[tuple[Any, ...], Named]] = {}
    for sought, begins in ((asked.at_the_beginning(), True), (asked.anywhere(), False)):
        for found, name in named(sought, asked.languages):
            rank = (*_rank(asked, found, name, begins=begins), name, found.key)
            same = (found.place, name)
            ranked[same] = min(ranked.get(same, (rank, found)), (rank, found), key=lambda way: way[0])
    return tuple(found for _, found in sorted(ranked.values(), key=lambda way: way[0])[:MAX_FIRST])


def _rank(asked: Typed, found: Named, name: str, *, begins: bool) -> tuple[Any, ...]:
    """Compares objects: the least comes first."""
    held = name.split()
    is_phrase = f" {' '.join(asked.words)}" in f" {name}"
    is_finished = asked.words[-1] in held
    return (not begins and 2 - is_phrase, found.place, not is_phrase, not is_finished, len(held))


def _pieces(asked: Typed, names: Iterable[str]) -> tuple[Segment, ...]:
    """The name that holds the most of what was typed, with that marked."""
    spans = {name: _spans(asked, name) for name in dict.fromkeys(names)}
    best = max(spans, key=lambda name: len(spans[name]))
    return tuple(_segments(best, sorted(spans[best])))


def _spans(asked: Typed, name: str) -> list[tuple[int, int]]:
    """Where the typed words are in ``name``: each at the first word that it fits and that is not taken yet."""
    folded = fold_with_offsets(name)
    free = {match.start(): match[0] for match in _WORD.finditer(folded.text)}
    found = []
    for turn, typed in enumerate(asked.words, 1):
        for start, word in free.items():
            bounds = part(word, typed, is_beginning=turn == len(asked.words))
            if bounds is not None:
                found.append(folded.span(start + bounds[0], start + bounds[1]))
                del free[start]
                break
    return found


def _segments(name: str, spans: Iterable[tuple[int, int]]) -> Iterator[Segment]:
    place = 0
    for start, end in spans:
        yield from _piece(name, place, start, hit=False)
        yield from _piece(name, start, end, hit=True)
        place = end
    yield from _piece(name, place, len(name), hit=False)


def _piece(name: str, start: int, end: int, *, hit: bool) -> Iterator[Segment]:
    if start < end:
        yield Segment(name[start:end], hit, len(name[:start].encode("utf-16-le", "surrogatepass")) // 2)
