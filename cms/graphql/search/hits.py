"""The public hits of a search, ranked. Candidates are bounded, so that a common word costs no more than a rare one."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from cms.graphql.compiled import Given, compiled
from cms.graphql.inputs import condition
from cms.graphql.languages import Languages, in_languages
from cms.graphql.linked import names_few
from cms.graphql.visibility import public

from .entries import COLUMNS, entries, questions, texts_of
from .filters import CRITERIA, kinds_asked
from .kinds import ROOTS, kinds_by_type, root_of, rows
from .ranking import Place, Rank, rank
from .terms import Terms

#: How many hits are found and counted. Of more, those that hold the words in their names come before those that hold
#: them anywhere, and the latest indexed before older ones.
MAX_HITS = 1_000
#: How many of those that do not hold the words in their names are ranked by their texts, the latest indexed. The others
#: follow, the latest first: to read the texts of all would cost more than all else together.
MAX_RANKED = 200


class Hit(NamedTuple):
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


class _Entry(NamedTuple):
    """What the index tells of a hit without its text."""

    pk: int
    named: str


def find(terms: Terms, given: Mapping[str, Any] | None, languages: Languages) -> Hits:
    """All public hits in the wanted languages that meet a filter: a query for the hits, another where there are too
    many, and one for the texts of those that are ranked by them.

    What is not public is left out before anything is counted, bounded or compared.
    """
    if not terms.all:
        return Hits((), capped=False)
    shown = cache(partial(visible, given, languages))
    key = None if given else languages
    found = _found(terms, shown, key, in_names=False)
    if len(found) > MAX_HITS:
        found |= _found(terms, shown, key, in_names=True)
    ranks = _ranks(terms, found)
    best = sorted(ranks, key=lambda hit: (*ranks[hit][:2], hit.kind == "PLATFORM", ranks[hit].density, hit.key))
    others = (hit for hit in found if hit not in ranks)
    return Hits((*reversed(best), *others)[:MAX_HITS], capped=len(found) > MAX_HITS)


def _found(terms: Terms, shown: Callable[[], Q], kind: Hashable | None, *, in_names: bool) -> dict[Hit, _Entry]:
    """Those that are shown, the latest indexed first. ``kind`` says all that ``shown`` depends on, if it is anything
    that is asked for again and again."""
    kinds, most = kinds_by_type(), MAX_HITS + 1
    asked = questions((term.phrases for term in terms.needed), in_names=in_names)

    def build(given: Given) -> QuerySet:
        return entries(given[0], in_names=in_names).filter(shown()).values_list(*COLUMNS)[:most]

    key, fields = ("entries", in_names, kind, most, len(asked)), [TextField()] * len(asked)
    rows = compiled(key, build, *fields, prepared=False).read([asked]) if kind else build([asked])
    return {Hit(kinds[type_key], key): _Entry(pk, named) for pk, type_key, key, named in rows}


def _ranks(terms: Terms, found: Mapping[Hit, _Entry]) -> dict[Hit, Rank]:
    """The ranks of those hits whose names hold all the words, which say enough, and of the first of the others."""
    ranks = {hit: rank(terms, entry.named, "") for hit, entry in found.items()}
    in_texts = [hit for hit in found if ranks[hit].place < Place.NAMES]
    texts = texts_of(found[hit].pk for hit in in_texts[:MAX_RANKED])
    for hit in in_texts[:MAX_RANKED]:
        ranks[hit] = rank(terms, found[hit].named, texts.get(found[hit].pk, ""))
    for hit in in_texts[MAX_RANKED:]:
        del ranks[hit]
    return ranks


def visible(given: Mapping[str, Any] | None, languages: Languages) -> Q:
    """Entries of objects that an answer may hold."""
    wanted = Q(pk__in=())
    for root in ROOTS:
        narrowed, asked = condition(given, CRITERIA[root]), kinds_asked(given)
        types = [key for key, kind in kinds_by_type(root).items() if kind in asked]
        if types:
            wanted |= Q(type_key__in=types) & _shown(root, narrowed, languages)
    return wanted


def _shown(root: type[Model], narrowed: Q, languages: Languages) -> Q:
    """Entries whose row an answer may hold. Those of few rows are found by their keys, of many each asks for its own.

    The key is bounded as well as equal: of an equality alone PostgreSQL may make one list of all pages that an answer
    may hold, instead of looking at the few that the words leave; of bounds alone it expects many rows.
    """
    spoken = in_languages(rows(root), languages)
    if names_few(narrowed):
        return Q(written_key__in=public(spoken.filter(narrowed)).values(written=Cast("pk", CharField())))
    return Q(Exists(public(spoken.filter(pk=OuterRef("key"), pk__gte=OuterRef("key")), narrowed).values("pk")))
