"""A page of a search's hits: their objects, what each shows of itself, and cursors that stay with their hit."""

import json
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model

from cms.graphql.cohorts import gather
from cms.graphql.connections import Slice, encode
from cms.graphql.errors import BadUserInput
from cms.graphql.languages import Languages
from cms.graphql.rows import rows

from .corrections import Correction, correction
from .facets import Facets
from .highlights import Highlighted, highlights
from .hits import Hit, Hits
from .kinds import ROOTS
from .terms import Terms


@dataclass(frozen=True, slots=True)
class Edge:
    """A hit in its list."""

    place: int
    hit: Hit
    node: Model
    terms: Terms

    @property
    def cursor(self) -> str:
        return _cursor(self.place, self.hit)

    def highlights(self) -> list[Highlighted]:
        return highlights(self.node.texts(), self.terms.phrases)


class Results:
    """The page of ``hits`` that ``wanted`` asks for; its objects are loaded when they are asked for."""

    def __init__(self, hits: Hits, wanted: Slice, query: str, terms: Terms, languages: Languages) -> None:
        self._hits = hits
        self._query = query
        self._terms = terms
        self._languages = languages
        self._start, self._stop = _bounds(hits.ranked, wanted)

    @property
    def total_count(self) -> int:
        return len(self._hits.ranked)

    @property
    def capped(self) -> bool:
        return self._hits.capped

    @property
    def facets(self) -> Facets:
        return Facets(self._hits.ranked, self._languages)

    @property
    def did_you_mean(self) -> Correction | None:
        """Another query that was probably meant."""
        return correction(self._query, len(self._hits), self._languages)

    @property
    def nodes(self) -> list[Model]:
        return [edge.node for edge in self.edges]

    @cached_property
    def edges(self) -> list[Edge]:
        """Those hits of the page that are still there, one cohort of objects."""
        kept = self._hits.ranked[self._start : self._stop]
        found: Mapping[Hit, Model] = self._objects(kept)
        return [
            Edge(place, hit, found[hit], self._terms) for place, hit in enumerate(kept, self._start) if hit in found
        ]

    @property
    def page_info(self) -> dict[str, str | bool | None]:
        kept = self._hits.ranked[self._start : self._stop]
        return {
            "has_next_page": self._stop < self.total_count,
            "has_previous_page": self._start > 0 and self.total_count > 0,
            "start_cursor": _cursor(self._start, kept[0]) if kept else None,
            "end_cursor": _cursor(self._stop - 1, kept[-1]) if kept else None,
        }

    def _objects(self, hits: tuple[Hit, ...]) -> Mapping[Hit, Model]:
        found: dict[Hit, Model] = {}
        for root in ROOTS:
            wanted = {hit.key: hit for hit in hits if hit.root is root}
            if wanted:
                found.update({wanted[key]: row for key, row in rows(root, wanted).items()})
        gather(found.values(), self._languages)
        return found


def _bounds(ranked: tuple[Hit, ...], wanted: Slice) -> tuple[int, int]:
    start = 0 if wanted.after is None else _place(ranked, wanted.after, "after") + 1
    stop = len(ranked) if wanted.before is None else min(_place(ranked, wanted.before, "before"), len(ranked))
    if wanted.backward:
        return max(start, stop - wanted.size), max(start, stop)
    return min(start, stop), min(stop, start + wanted.size)


def _cursor(place: int, hit: Hit) -> str:
    return encode([place, hit.kind, hit.key])


def _place(ranked: tuple[Hit, ...], cursor: str, name: str) -> int:
    """Where the hit of a cursor stands now, or stood, if it is no hit any more."""
    try:
        place, kind, key = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not (type(place) is type(key) is int and isinstance(kind, str) and place >= 0):
            raise ValueError
    except (Base64Error, ValueError, TypeError, RecursionError):
        raise BadUserInput(f"`{name}` is no cursor of this list; use one from `edges` or `pageInfo`.") from None
    hit = Hit(kind, key)
    return ranked.index(hit) if hit in ranked else place
