"""Lists of a whole model, and single rows by what names them."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Page, Site

from cms.caching import tags
from pages.paths import url_path_at, without_ornament
from pages.respelling import alike, respelled

from .cohorts import gather
from .compiled import TEXT, Given, compiled
from .connections import Connection, Entry, Item, Order, Slice, between, entry, ordered, page, sorting
from .languages import Languages
from .loaders import items_of, order_tags
from .rows import Reading, complete
from .shelf import one
from .visibility import count_public, public


@dataclass(frozen=True, slots=True)
class Listed:
    """All public rows of ``model`` of one kind: ``build`` gives them; ``kind`` tells them from others of the model.

    ``made_of`` names what the list changes with; where that is None, it is what the queries read. ``counted`` gives as
    many rows as ``build``, where they are counted at less cost.
    """

    model: type[Model]
    kind: Hashable
    build: Callable[[], QuerySet]
    order: Order
    made_of: tuple[str, ...] | None = None
    counted: Callable[[], QuerySet] | None = None

    def connection(self, arguments: dict[str, Any], languages: Languages = ()) -> Connection:
        """The page that ``arguments`` ask for."""
        wanted = Slice.of(arguments)
        return page(
            lambda: self._items(wanted, languages),
            wanted,
            lambda: self._one("total", lambda: count_public((self.counted or self.build)())) or 0,
        )

    def _items(self, wanted: Slice, languages: Languages) -> list[Item]:
        reading = Reading(self.model)

        def load() -> tuple[Entry, ...]:
            return tuple(entry(row, self.order) for row in reading.read(lambda: self._read(wanted)))

        entries = self._one(wanted, load) or ()
        found = reading.rows(key for key, _place in entries)
        gather(found.values(), languages)
        return items_of(entries, found)

    def _read(self, wanted: Slice) -> Iterable[Any]:
        """The rows of a page; what is asked for with values of a client's own is not worth compiling."""
        if self.made_of is None or wanted.has_cursor:
            return complete(self._queryset(wanted))
        return compiled(self._key(wanted), lambda places: complete(self._queryset(wanted))).read([()])

    def _queryset(self, wanted: Slice) -> QuerySet:
        rows = between(ordered(public(self.build()), self.order), self.order, wanted)
        return rows.order_by(*sorting(self.order, wanted.backward))[: wanted.size + 1]

    def _key(self, what: Hashable) -> Hashable:
        return self.model, self.kind, tuple((key.name, key.descending) for key in self.order), what

    def _one(self, what: Hashable, load: Callable[[], Any]) -> Any:
        names = (*(self.made_of or ()), *order_tags(self.model, self.order), tags.PAGES)
        return one(self._key(what), load, names, known=self.made_of is not None)


@dataclass(frozen=True, slots=True)
class Sought:
    """The public row that ``choose`` takes of the first ``most`` that ``build`` gives for the texts ``values``.

    ``name`` and ``languages`` say all else that ``build`` depends on; the rest is that of ``Listed``.
    """

    model: type[Model]
    name: str
    values: tuple[str, ...]
    build: Callable[[Given], QuerySet]
    languages: Languages = ()
    made_of: tuple[str, ...] | None = None
    most: int = 1
    choose: Callable[[list[Any]], Any] = lambda found: found[0] if found else None

    def row(self) -> Any:
        """The row, or None."""
        reading = Reading(self.model)
        kind = (self.model, self.name, self.languages, len(self.values))

        def load() -> int | None:
            query = compiled(kind, self._first, *[TEXT] * len(self.values))
            return getattr(self.choose(reading.read(lambda: query.read([self.values]))), "pk", None)

        names = (*(self.made_of or ()), tags.PAGES)
        key = one((*kind, self.values), load, names, known=self.made_of is not None)
        found = reading.rows([] if key is None else [key])
        return next(iter(gather(found.values(), self.languages)), None)

    def _first(self, given: Given) -> QuerySet:
        return complete(public(self.build(given))[: self.most])


def at_path(path: str, site: Site | None, model: type[Page] = Page, languages: Languages = ()) -> Any:
    """The public page at a path of ``site``, in whatever language the path says, or None.

    It is the page whose path is spelled so, or else the one whose path means the same (pages/respelling.py). Where
    several do and none is spelled so, nobody can tell which was meant.
    """
    exact = url_path_at(path, site) if site else None
    plain = url_path_at(without_ornament(path), site) if site else None
    if exact is None or plain is None:
        return None
    spelled = tuple(dict.fromkeys((exact, plain)))

    def there(given: Given) -> QuerySet:
        (values,) = given
        return alike(model._default_manager.all(), values[:-1], values[-1])

    def choose(found: list[Any]) -> Any:
        by_path = {page.url_path: page for page in found}
        said = next((by_path[spelling] for spelling in spelled if spelling in by_path), None)
        return said or (found[0] if len(found) == 1 else None)

    slugs = {respelled(spelling.rstrip("/").rpartition("/")[2]) for spelling in spelled}
    made_of = (*(tags.slug("page", slug) for slug in slugs), tags.whole(Site._meta.db_table))
    values = (*spelled, respelled(spelled[-1]))
    return Sought(model, "path", values, there, languages, made_of, len(spelled) + 2, choose).row()
