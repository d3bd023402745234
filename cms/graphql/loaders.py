"""Lists in batches: those that hang on the objects of a cohort, and those of a whole model; and single look-ups."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Expression, F, Model, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from wagtail.models import Page, Site

from cms.caching import tags
from pages.paths import url_path_at, without_ornament
from pages.respelling import alike, respelled

from .cohorts import cohort_of, gather, grouped
from .connections import (
    PAGE_SIZE,
    Connection,
    Entry,
    Item,
    Order,
    Slice,
    between,
    entry,
    numbered,
    ordered,
    page,
    sorting,
)
from .languages import Languages
from .rows import Reading, translated
from .shelf import each, one
from .visibility import own_list, public, public_among_many

OWNER = "owner_key"
_ROW = "row_number"


@dataclass(frozen=True, slots=True)
class Relation:
    """A list that hangs on an owner: which rows belong to which owner, and in what order.

    ``owner`` is the expression that gives, on a row, the key of its owner; ``owner_key`` gives the same of the owner
    itself; ``among`` narrows the rows to those of given owners where the database needs help to find them.
    ``made_of`` names what the list of an owner changes with, by the owner's key.
    ``assumed_size`` is how many rows an owner usually has, where the owner decides that: the list is priced by it.
    """

    owner_model: type[Model]
    name: str
    model: type[Model]
    owner: Expression
    order: Order
    made_of: Callable[[Any], tuple[str, ...]]
    owner_key: Callable[[Any], Any] = lambda owner: owner.pk
    among: Callable[[list[Any]], Q] = lambda owners: Q()
    page_size: int = PAGE_SIZE
    assumed_size: int | None = None
    _order_tags: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_order_tags", order_tags(self.model, self.order))

    def connection(self, owner: Model, arguments: dict[str, Any]) -> Connection:
        """The page of ``owner``'s list that ``arguments`` ask for; one query for the whole cohort of ``owner``."""
        wanted = Slice.of(arguments, self.page_size)
        own = own_list(owner, self.name)
        if own is not None:
            return numbered(own, wanted, lambda kept: kept)
        items = self._for_all(owner, wanted, lambda owners: self._items(owners, wanted, cohort_of(owner).languages), ())
        return page(items, wanted, lambda: self._for_all(owner, "total", self._totals, 0))

    def everything(self, owner: Model) -> list[Any]:
        """All of ``owner``'s rows that an answer may hold, in their order."""
        own = own_list(owner, self.name)
        if own is not None:
            return own
        items = self._for_all(
            owner, "everything", lambda owners: self._items(owners, None, cohort_of(owner).languages), []
        )
        return [item.row for item in items]

    def _for_all(self, owner: Model, what: Hashable, load: Callable[[list[Any]], Mapping], default: Any) -> Any:
        key = (self.owner_model, self.name, what)
        loaded = cohort_of(owner).load(
            key, lambda members: load([m for m in members if isinstance(m, self.owner_model)])
        )
        return loaded.get(self.owner_key(owner), default)

    def _items(self, owners: list[Any], wanted: Slice | None, languages: Languages) -> Mapping[Any, list[Item]]:
        """The items of all owners' lists, all of them or the page that is wanted; their rows are one cohort."""
        reading = Reading(self.model)
        by_key = {self.owner_key(owner): owner for owner in owners}

        def load(keys: list[Any]) -> Mapping[Any, tuple[Entry, ...]]:
            rows = reading.read(self._queryset([by_key[key] for key in keys], wanted))
            groups = grouped(rows, _owner)
            return {key: tuple(entry(row, self.order) for row in groups.get(key, ())) for key in keys}

        lists = each((self.owner_model, self.name, wanted), by_key, load, self._tags)
        found: Mapping[int, Any] = reading.rows(key for entries in lists.values() for key, _place in entries)
        if not issubclass(self.model, Page):
            found = translated(self.model, found, languages)
        gather({id(row): row for row in found.values()}.values(), languages)
        return {key: items_of(entries, found) for key, entries in lists.items()}

    def _tags(self, key: Any, value: Any) -> tuple[str, ...]:
        return (*self.made_of(key), *self._order_tags, tags.PAGES)

    def _queryset(self, owners: list[Any], wanted: Slice | None) -> QuerySet:
        rows = ordered(self._rows(owners), self.order)
        direction = sorting(self.order, wanted is not None and wanted.backward)
        if wanted is None:
            return rows.order_by(*direction)
        if len(owners) == 1:  # no window, so that an index of the order gives the page alone
            return between(rows, self.order, wanted).order_by(*direction)[: wanted.size + 1]
        number = Window(RowNumber(), partition_by=F(OWNER), order_by=direction)
        rows = between(rows, self.order, wanted).annotate(**{_ROW: number})
        return rows.filter(**{f"{_ROW}__lte": wanted.size + 1}).order_by(*direction)

    def _rows(self, owners: list[Any]) -> QuerySet:
        return public(self._all(owners))

    def _all(self, owners: list[Any]) -> QuerySet:
        rows = self.model._default_manager.filter(self.among(owners)).annotate(**{OWNER: self.owner})
        return rows.filter(**{f"{OWNER}__in": {self.owner_key(owner) for owner in owners}})

    def _totals(self, owners: list[Any]) -> Mapping[Any, int]:
        by_key = {self.owner_key(owner): owner for owner in owners}

        def load(keys: list[Any]) -> Mapping[Any, int]:
            rows = public_among_many(self._all([by_key[key] for key in keys]))
            counted = rows.order_by().values(OWNER).annotate(total=Count("pk"))
            return {row[OWNER]: row["total"] for row in counted}

        return each((self.owner_model, self.name, "total"), by_key, load, self._tags)


def _owner(row: Any) -> Any:
    return getattr(row, OWNER)


def items_of(entries: Iterable[Entry], found: Mapping[int, Any]) -> list[Item]:
    """The items whose rows are still there, in their order."""
    return [Item(found[key], place) for key, place in entries if key in found]


def order_tags(model: type[Model], order: Order) -> tuple[str, ...]:
    """What the order of rows of ``model`` changes with."""
    columns = (name for key in order for name in key.columns if name not in {"pk", "path"})
    return tuple(tags.column(model._meta.model_name or "", name) for name in columns)


@dataclass(frozen=True, slots=True)
class Listed:
    """All public rows of ``model`` of one kind: ``build`` gives them; ``kind`` tells them from others of the model.

    ``made_of`` names what the list changes with; where that is None, it is what the queries read.
    """

    model: type[Model]
    kind: Hashable
    build: Callable[[], QuerySet]
    order: Order
    made_of: tuple[str, ...] | None = None

    def connection(self, arguments: dict[str, Any], languages: Languages = ()) -> Connection:
        """The page that ``arguments`` ask for."""
        wanted, reading = Slice.of(arguments), Reading(self.model)

        def load() -> tuple[Entry, ...]:
            found = between(self._rows(), self.order, wanted).order_by(*sorting(self.order, wanted.backward))
            return tuple(entry(row, self.order) for row in reading.read(found[: wanted.size + 1]))

        entries = self._one(wanted, load) or ()
        found = reading.rows(key for key, _place in entries)
        gather(found.values(), languages)
        return page(
            items_of(entries, found),
            wanted,
            lambda: self._one("total", lambda: public_among_many(self.build()).count()) or 0,
        )

    def _rows(self) -> QuerySet:
        return ordered(public(self.build()), self.order)

    def _one(self, what: Hashable, load: Callable[[], Any]) -> Any:
        names = (*(self.made_of or ()), *order_tags(self.model, self.order), tags.PAGES)
        order = tuple((key.name, key.descending) for key in self.order)
        return one((self.model, self.kind, order, what), load, names, known=self.made_of is not None)


def single(
    model: type[Model],
    kind: Hashable,
    build: Callable[[], QuerySet],
    made_of: tuple[str, ...] | None,
    languages: Languages = (),
) -> Any:
    """The first public row of what ``build`` gives, or None; the other arguments are those of ``Listed``."""
    first = lambda reading: next(iter(reading.read(public(build())[:1])), None)  # noqa: E731
    return _chosen(model, kind, first, made_of, languages)


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

    def choose(reading: Reading) -> Any:
        found = reading.read(public(alike(model._default_manager.all(), spelled))[: len(spelled) + 2])
        by_path = {page.url_path: page for page in found}
        said = next((by_path[spelling] for spelling in spelled if spelling in by_path), None)
        return said or (found[0] if len(found) == 1 else None)

    slugs = {respelled(spelling.rstrip("/").rpartition("/")[2]) for spelling in spelled}
    made_of = (*(tags.slug("page", slug) for slug in slugs), tags.whole(Site._meta.db_table))
    return _chosen(model, ("path", spelled, languages), choose, made_of, languages)


def _chosen(
    model: type[Model],
    kind: Hashable,
    choose: Callable[[Reading], Any],
    made_of: tuple[str, ...] | None,
    languages: Languages,
) -> Any:
    reading = Reading(model)
    key = one(
        (model, kind),
        lambda: getattr(choose(reading), "pk", None),
        (*(made_of or ()), tags.PAGES),
        known=made_of is not None,
    )
    found = reading.rows([] if key is None else [key])
    return next(iter(gather(found.values(), languages)), None)
