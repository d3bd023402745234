"""Lists in batches: those that hang on the objects of a cohort, read for all of it at once."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, Expression, F, Field, IntegerField, Model, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from wagtail.models import Page

from cms.caching import tags
from pages.querysets import at_or_below, hiding_paths

from .cohorts import cohort_of, gather, grouped
from .compiled import NUMBER, Compiled, Given, among, compiled
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
from .rows import Reading, complete, translated
from .shelf import each
from .visibility import own_list, public, public_among_many

OWNER = "owner_key"
#: As many pages that hide others are named to the database when links are counted; of more it is asked page by page.
MOST_HIDING = 100
#: Of as many owners each list that may be long is found by the index of its order; of more, all rows are sorted.
FEW_OWNERS = 8
_ROW = "row_number"


@dataclass(frozen=True, slots=True)
class Owners:
    """How owners are told to a query: ``values`` of each, the first of them its key, of the types ``fields``.

    ``narrowed`` is a condition on the rows, where the database needs help to find those of the owners, unless
    ``needs_none`` says of these owners that it does not.
    """

    values: Callable[[Any], tuple[Any, ...]] = lambda owner: (owner.pk,)
    fields: tuple[Field, ...] = (IntegerField(),)
    narrowed: Callable[[Given], Q] = lambda given: Q()
    needs_none: Callable[[Given], bool] = lambda given: False


@dataclass(frozen=True, slots=True)
class Link:
    """The table between owners and pages, and the names of its columns for both."""

    model: type[Model]
    owner: str
    page: str

    def totals(self, given: Given, hiding: Sequence[str]) -> Mapping[Any, int]:
        """How many public pages belong to each owner; ``hiding`` are the paths of the pages that hide others."""
        if not hiding:
            return dict(compiled((self.model, self.owner, "totals"), self._counted, NUMBER).read(given))
        hidden = self._links(given).filter(at_or_below(hiding, f"{self.page}__path"))
        less = hidden.values_list(self.owner).annotate(total=-Count("pk"))
        totals: Counter[Any] = Counter()
        for owner, number in self._counted(given).union(less, all=True):
            totals[owner] += number
        return totals

    def _counted(self, given: Given) -> QuerySet:
        return self._links(given).values_list(self.owner).annotate(total=Count("pk"))

    def _links(self, given: Given) -> QuerySet:
        return self.model._default_manager.filter(among(f"{self.owner}_id", given)).order_by()


@dataclass(frozen=True, slots=True)
class Relation:
    """A list that hangs on an owner: which rows belong to which owner, and in what order.

    ``owner`` is the expression that gives, on a row, the key of its owner.
    ``made_of`` names what the list of an owner changes with, by the owner's key.
    ``assumed_size`` is how many rows an owner usually has, where the owner decides that: the list is priced by it.
    ``link`` is what leads to the rows, where they are pages and may be many: they are counted by it.
    """

    owner_model: type[Model]
    name: str
    model: type[Model]
    owner: Expression
    order: Order
    made_of: Callable[[Any], tuple[str, ...]]
    owners: Owners = Owners()
    page_size: int = PAGE_SIZE
    assumed_size: int | None = None
    link: Link | None = None
    _order_tags: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_order_tags", order_tags(self.model, self.order))

    def connection(self, owner: Model, arguments: dict[str, Any]) -> Connection:
        """The page of ``owner``'s list that ``arguments`` ask for; one query for the whole cohort of ``owner``."""
        wanted = Slice.of(arguments, self.page_size)
        own = own_list(owner, self.name)
        if own is not None:
            return numbered(own, wanted, lambda kept: kept)

        def read() -> list[Item]:
            languages = cohort_of(owner).languages
            return self._for_all(owner, wanted, lambda owners: self._items(owners, wanted, languages), [])

        return page(read, wanted, lambda: self._for_all(owner, "total", self._totals, 0))

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
        return loaded.get(self._key(owner), default)

    def _key(self, owner: Any) -> Any:
        return self.owners.values(owner)[0]

    def _items(self, owners: list[Any], wanted: Slice | None, languages: Languages) -> Mapping[Any, list[Item]]:
        """The items of all owners' lists, all of them or the page that is wanted; their rows are one cohort."""
        reading = Reading(self.model)
        by_key = self._by_key(owners)

        def load(keys: list[Any]) -> Mapping[Any, tuple[Entry, ...]]:
            rows = reading.read(lambda: self._read([by_key[key] for key in keys], wanted))
            groups = grouped(rows, _owner)
            return {key: tuple(dict.fromkeys(entry(row, self.order) for row in groups.get(key, ()))) for key in keys}

        lists = each((self.owner_model, self.name, wanted), by_key, load, self._tags)
        found: Mapping[int, Any] = reading.rows(key for entries in lists.values() for key, _place in entries)
        if not issubclass(self.model, Page):
            found = translated(self.model, found, languages)
        gather({id(row): row for row in found.values()}.values(), languages)
        return {key: items_of(entries, found) for key, entries in lists.items()}

    def _tags(self, key: Any, value: Any) -> tuple[str, ...]:
        return (*self.made_of(key), *self._order_tags, tags.PAGES)

    def _by_key(self, owners: list[Any]) -> dict[Any, tuple[Any, ...]]:
        given = map(self.owners.values, owners)
        return {values[0]: values for values in given}

    def _read(self, given: Given, wanted: Slice | None) -> Iterable[Any]:
        narrowed = not self.owners.needs_none(given)

        def build(given: Given) -> QuerySet:
            return self._lists(given, wanted, narrowed)

        if wanted is not None and wanted.has_cursor:
            return build(given)
        return self._compiled((wanted, narrowed), build).read(given)

    def _compiled(self, what: Hashable, build: Callable[[Given], QuerySet]) -> Compiled:
        """A query for given owners. How many rows an owner has, where nobody says, decides on the plan."""
        key = self.owner_model, self.name, what
        return compiled(key, build, *self.owners.fields, prepared=self.assumed_size is not None)

    def _lists(self, given: Given, wanted: Slice | None, narrowed: bool) -> QuerySet:
        """The complete rows of all owners' lists, twice those of an owner who is given twice."""
        if wanted is None or not self._are_found_one_by_one(given):
            return complete(self._queryset(given, wanted, narrowed))
        first, *others = (complete(self._queryset([owner], wanted, narrowed)) for owner in given)
        return first.union(*others, all=True).order_by(*sorting(self.order, wanted.backward))

    def _are_found_one_by_one(self, given: Given) -> bool:
        is_possible = connection.features.supports_slicing_ordering_in_compound
        return is_possible and self.assumed_size is None and 1 < len(given) <= FEW_OWNERS

    def _queryset(self, given: Given, wanted: Slice | None, narrowed: bool) -> QuerySet:
        rows = ordered(public(self._all(given, narrowed)), self.order)
        direction = sorting(self.order, wanted is not None and wanted.backward)
        if wanted is None:
            return rows.order_by(*direction)
        if len(given) == 1:  # no window, so that an index of the order gives the page alone
            return between(rows, self.order, wanted).order_by(*direction)[: wanted.size + 1]
        number = Window(RowNumber(), partition_by=F(OWNER), order_by=direction)
        rows = between(rows, self.order, wanted).annotate(**{_ROW: number})
        return rows.filter(**{f"{_ROW}__lte": wanted.size + 1}).order_by(*direction)

    def _all(self, given: Given, narrowed: bool = True) -> QuerySet:
        condition = self.owners.narrowed(given) if narrowed else Q()
        rows = self.model._default_manager.filter(condition).annotate(**{OWNER: self.owner})
        return rows.filter(among(OWNER, given))

    def _totals(self, owners: list[Any]) -> Mapping[Any, int]:
        by_key = self._by_key(owners)

        def load(keys: list[Any]) -> Mapping[Any, int]:
            given = [by_key[key] for key in keys]
            if self.link and (hiding := hiding_paths(MOST_HIDING)) is not None:
                return self.link.totals(given, hiding)
            return dict(self._compiled("total", self._counted).read(given))

        return each((self.owner_model, self.name, "total"), by_key, load, self._tags)

    def _counted(self, places: Given) -> QuerySet:
        rows = public_among_many(self._all(places)).order_by()
        return rows.values_list(OWNER).annotate(total=Count("pk"))


def _owner(row: Any) -> Any:
    return getattr(row, OWNER)


def items_of(entries: Iterable[Entry], found: Mapping[int, Any]) -> list[Item]:
    """The items whose rows are still there, in their order."""
    return [Item(found[key], place) for key, place in entries if key in found]


def order_tags(model: type[Model], order: Order) -> tuple[str, ...]:
    """What the order of rows of ``model`` changes with."""
    columns = (name for key in order for name in key.columns if name not in {"pk", "path"})
    return tuple(tags.column(model._meta.model_name or "", name) for name in columns)
