"""Did you mean: a query whose unknown words are replaced by such as stand in public texts, together with the others.

Whatever is proposed is looked for among what is public before it is told, so no correction can hold a word that only a
draft holds, and how often a word stands in public texts decides between equals.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.utils.html import escape

from cms.arabic import FUNCTION_WORDS, fold, stem
from cms.arabic.beginnings import forms
from cms.graphql.languages import Languages
from cms.graphql.shelf import one
from cms.vocabulary import sources

from .entries import entries, questions, texts_of
from .hits import visible
from .proposals import Proposal, Written, proposals, read

#: A word that stands in so few texts may be one that their authors have misspelt.
RARE = 2
#: Words are counted up to so many texts, and a rare word is replaced only by one that stands in so many times as many.
MAX_COUNT, MUCH_MORE, MAX_COST_FOR_RARE = 30, 10, 0.7
#: What standing in ``MAX_COUNT`` texts makes up for; it decides between proposals of nearly the same cost.
_WEIGHT_OF_COUNT = 0.2
#: What it costs to leave a rare word for which there is much better: more than any replacement.
_LEFT_RARE = 1.0
#: How many texts say how a word is spelt.
_READ = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a corrected query, which differs from what was typed or not."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """A query that was probably meant, in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def query(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def html(self) -> str:
        return "".join(f"<mark>{escape(p.text)}</mark>" if p.changed else escape(p.text) for p in self.pieces)


def correction(query: str, found: int, languages: Languages) -> Correction | None:
    """What was probably meant by ``query``, of which a search brought ``found`` hits; kept while it is true."""
    if found > RARE:
        return None
    return one(("correction", query, found, languages), lambda: _correct(query, languages), (), known=False)


class _CountUpTo(Subquery):
    """How many rows a bounded queryset has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _correct(query: str, languages: Languages) -> Correction | None:
    """The same, looked up in five statements at most."""
    written = read(query)
    shown = visible(None, languages)
    counts = _counts([(word.word,) for word in written], shown)
    doubtful = {place for place, count in enumerate(counts) if count <= RARE}
    if not doubtful:
        return None
    offered = proposals(query, doubtful)
    others = [_others(written, counts, proposal) for proposal in offered]
    weighed = _counts(others, shown, [proposal.words for proposal in offered])
    better = [(p, count) for p, count in zip(offered, weighed, strict=True) if _is_better(p, count, counts)]
    chosen = _choose(counts, better)
    pieces = _told(query, written, chosen, shown) if chosen else ()
    return Correction(pieces) if pieces else None


def _others(written: Sequence[Written], counts: Sequence[int], proposal: Proposal) -> list[str]:
    """The known words of the query that a proposal leaves."""
    replaced = range(proposal.first, proposal.beyond)
    return [word.word for place, word in enumerate(written) if counts[place] and place not in replaced]


def _counts(queries: Sequence[Sequence[str]], shown: Q, new: Sequence[Sequence[str]] | None = None) -> list[int]:
    """In how many public texts all the words of each query and the ``new`` ones for it stand, up to ``MAX_COUNT``; one
    statement."""
    if not queries:
        return []
    asked = zip(queries, new or [()] * len(queries), strict=True)
    counted = {
        f"n{place}": _CountUpTo(_holding(words, others).filter(shown).order_by().values("pk")[:MAX_COUNT])
        for place, (words, others) in enumerate(asked)
    }
    return list(ContentType.objects.order_by("pk").values_list(*counted.values())[0])


def _holding(words: Sequence[str], new: Sequence[str]) -> QuerySet:
    """Entries with all of some folded words, in any form, and with the ``new`` ones as they would be told.

    A form that only a hidden text has must not be told for another form of the word that is public. Function words
    count only where there are no others.
    """
    terms = [(word, (stem(word),)) for word in words] + [(word, sources(word)) for word in new]
    needed = [phrases for word, phrases in terms if word not in FUNCTION_WORDS] or [phrases for _, phrases in terms]
    return entries(questions(needed, in_names=False), in_names=False)


def _is_better(proposal: Proposal, count: int, counts: Sequence[int]) -> bool:
    """Whether enough public texts speak for a proposal; much more than for a rare word that it replaces."""
    standing = max(counts[proposal.first : proposal.beyond])
    if standing > RARE or min(counts[proposal.first : proposal.beyond]) == 0:
        return count > 0
    return count >= MUCH_MORE * standing and proposal.cost <= MAX_COST_FOR_RARE


def _choose(counts: Sequence[int], offered: Sequence[tuple[Proposal, int]]) -> list[Proposal]:
    """The proposals that together replace all unknown words at the least cost; none if they cannot."""
    best: list[tuple[float, list[Proposal]] | None] = [*[None] * len(counts), (0.0, [])]
    for place in reversed(range(len(counts))):
        ways = []
        if counts[place] and (rest := best[place + 1]):
            ways.append((rest[0] + (_LEFT_RARE if counts[place] <= RARE else 0.0), rest[1]))
        for proposal, count in offered:
            if proposal.first == place and (rest := best[proposal.beyond]):
                ways.append((rest[0] + _price(proposal, count), [proposal, *rest[1]]))
        best[place] = min(ways, key=lambda way: way[0], default=None)
    return best[0][1] if best[0] else []


def _price(proposal: Proposal, count: int) -> float:
    return proposal.cost - _WEIGHT_OF_COUNT * log(count) / log(MAX_COUNT)


def _told(query: str, written: Sequence[Written], chosen: Sequence[Proposal], shown: Q) -> tuple[Piece, ...]:
    """The pieces of the corrected query, if it finds anything; two statements, which also tell how words are spelt."""
    replaced = {place for proposal in chosen for place in range(proposal.first, proposal.beyond)}
    new = [word for proposal in chosen for word in proposal.words]
    kept = [word.word for place, word in enumerate(written) if place not in replaced]
    named = dict(_holding(kept, new).filter(shown).values_list("pk", "named")[:_READ])
    if not named:
        return ()
    texts = [*named.values(), *texts_of(named).values()]
    spelt = _spellings(new, texts)
    pieces, place = [], 0
    for proposal in chosen:
        pieces += [
            Piece(query[place : proposal.start], changed=False),
            Piece(" ".join(spelt[word] for word in proposal.words), changed=True),
        ]
        place = proposal.end
    return tuple(piece for piece in [*pieces, Piece(query[place:], changed=False)] if piece.text)


def _spellings(words: Collection[str], texts: Iterable[str]) -> dict[str, str]:
    """How each folded word is spelt in most of ``texts``; the one with the most hamzas before others.

    A word that only stands with something attached in front is spelt as it is there, behind that.
    """
    counts = Counter(token for text in texts for token in {*text.split()})
    spelt = {word: word for word in words}
    attached: dict[str, str] = {}
    told = [(count, token, fold(token)) for token, count in counts.items()]
    for _count, token, folded in sorted(told, key=lambda way: (way[0], _difference(way[1], way[2]), way[1])):
        if token == folded:
            continue
        if folded in spelt:
            spelt[folded] = token
        elif len(token) == len(folded):
            attached |= {form: token[-len(form) :] for form in forms(folded) if form in spelt and folded.endswith(form)}
    return {word: attached.get(word, word) if spelling == word else spelling for word, spelling in spelt.items()}


def _difference(spelling: str, folded: str) -> int:
    return sum(one != other for one, other in zip(spelling, folded, strict=False))
