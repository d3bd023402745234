"""The public hits of a search, ranked. Candidates are bounded, so that a common word costs no more than a rare one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from cms.graphql.inputs import condition
from cms.graphql.languages import Languages, in_languages
from cms.graphql.visibility import public

from .entries import COLUMNS, entries
from .filters import CRITERIA
from .kinds import ROOTS, kinds_by_type, root_of, rows
from .ranking import Rank, rank
from .terms import Terms

#: How many hits are ranked and counted. Of more, those that hold the words in their names come before those that hold
#: them anywhere, and the latest indexed before older ones.
MAX_HITS = 1_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A public object that holds all the terms."""

    kind: str
    key: int

    @property
    def root(self) -> type[Model]:
        return root_of(self.kind)


@dataclass(frozen=True, slots=True)
class Hits:
    """The best first. ``capped`` tells that there are more than were ranked."""

    ranked: tuple[Hit, ...]
    capped: bool

    def __len__(self) -> int:
        return len(self.ranked)


def find(terms: Terms, given: Mapping[str, Any] | None, languages: Languages) -> Hits:
    """All public hits in the wanted languages that meet a filter: one query, and another where there are too many.

    What is not public is left out before anything is counted, bounded or compared.
    """
    if not terms.all:
        return Hits((), capped=False)
    shown = visible(given, languages)
    ranks = dict(_candidates(terms, shown, in_names=False))
    if len(ranks) > MAX_HITS:
        ranks.update(_candidates(terms, shown, in_names=True))
    best = sorted(ranks, key=lambda hit: (*ranks[hit][:2], hit.kind == "PLATFORM", ranks[hit].density, hit.key))
    return Hits(tuple(reversed(best))[:MAX_HITS], capped=len(best) > MAX_HITS)


def _candidates(terms: Terms, shown: Q, *, in_names: bool) -> Iterator[tuple[Hit, Rank]]:
    kinds = kinds_by_type()
    found = entries((term.phrases for term in terms.needed), in_names=in_names).filter(shown)
    for type_key, key, named, text in found.values_list(*COLUMNS)[: MAX_HITS + 1]:
        yield Hit(kinds[type_key], key), rank(terms, named, text)


def visible(given: Mapping[str, Any] | None, languages: Languages) -> Q:
    """Entries of objects that an answer may hold."""
    wanted = Q()
    for root in ROOTS:
        wanted |= Q(type_key__in=list(kinds_by_type(root))) & Q(Exists(_shown(root, given, languages)))
    return wanted


def _shown(root: type[Model], given: Mapping[str, Any] | None, languages: Languages) -> QuerySet:
    """The row of an entry, where an answer may hold it.

    The key is bounded as well as equal: of an equality alone PostgreSQL may make one list of all pages that an answer
    may hold, instead of looking at the few that the words leave; of bounds alone it expects many rows.
    """
    wanted = public(in_languages(rows(root), languages)).filter(condition(given, CRITERIA[root]))
    return wanted.filter(pk=OuterRef("key"), pk__gte=OuterRef("key")).values("pk")
