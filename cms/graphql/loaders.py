"""Batch loading: what a cohort of objects refers to, in one query each."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Expression, F, Model, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from wagtail.models import Page, TranslatableMixin

from .cohorts import cohort_of, gather, grouped
from .connections import PAGE_SIZE, Connection, Order, Slice, between, numbered, ordered, page, sorting
from .languages import Languages, best, strays
from .visibility import own_list, public

OWNER = "owner_key"
_ROW = "row_number"


def complete(queryset: QuerySet) -> QuerySet:
    """The rows as resolvers need them: pages as their own types, each with its language."""
    model = queryset.model
    if model is Page:
        return queryset.specific().select_related("locale", for_specific_subqueries=True)
    return queryset.select_related("locale") if issubclass(model, TranslatableMixin) else queryset


def fetch(model: type[Model], keys: Iterable[int | None], languages: Languages = ()) -> Mapping[int, Model]:
    """The public rows with these primary keys, each in the most wanted language. No query for no keys."""
    wanted = set(keys) - {None}
    if not wanted:
        return {}
    rows = translated(model, list(complete(public(model._default_manager.filter(pk__in=wanted)))), languages)
    gather({id(row): row for row in rows.values()}.values(), languages)
    return rows


def translated(model: type[Model], rows: list[Any], languages: Languages) -> Mapping[int, Any]:
    """By primary key each row, or its public translation into a more wanted language where there is one.

    Costs a query only where a row is not in the most wanted language.
    """
    keys = [row.translation_key for row in strays(rows, languages)]
    if not keys:
        return {row.pk: row for row in rows}
    others = model._default_manager.filter(translation_key__in=keys, locale__language_code__in=languages)
    chosen = best(complete(public(others)), languages)
    return {row.pk: chosen.get(row.translation_key, row) for row in rows}


def referred(instance: Model, name: str) -> Model | None:
    """What the foreign key ``name`` of ``instance`` points to, if an answer may hold it."""
    field = type(instance)._meta.get_field(name)
    owners, cohort = type(instance), cohort_of(instance)

    def load(members: list[Any]) -> Mapping[int, Model]:
        keys = (getattr(member, field.attname) for member in members if type(member) is owners)
        return fetch(field.related_model, keys, cohort.languages)

    found = cohort.load((owners, name), load)
    return found.get(getattr(instance, field.attname))


@dataclass(frozen=True, slots=True)
class Relation:
    """A list that hangs on an owner: which rows belong to which owner, and in what order.

    ``owner`` is the expression that gives, on a row, the key of its owner; ``owner_key`` gives the same of the owner
    itself; ``among`` narrows the rows to those of given owners where the database needs help to find them.
    ``assumed_size`` is how many rows an owner usually has, where the owner decides that: the list is priced by it.
    """

    owner_model: type[Model]
    name: str
    model: type[Model]
    owner: Expression
    order: Order
    owner_key: Callable[[Any], Any] = lambda owner: owner.pk
    among: Callable[[list[Any]], Q] = lambda owners: Q()
    page_size: int = PAGE_SIZE
    assumed_size: int | None = None

    def connection(self, owner: Model, arguments: dict[str, Any]) -> Connection:
        """The page of ``owner``'s list that ``arguments`` ask for; one query for the whole cohort of ``owner``."""
        wanted = Slice.of(arguments, self.page_size)
        own = own_list(owner, self.name)
        if own is not None:
            return numbered(own, wanted, lambda kept: kept)
        rows = self._for_all(owner, wanted, lambda owners: self._pages(owners, wanted, cohort_of(owner).languages), ())
        return page(rows, self.order, wanted, lambda: self._for_all(owner, "total", self._totals, 0))

    def everything(self, owner: Model) -> list[Any]:
        """All of ``owner``'s rows that an answer may hold, in their order."""
        own = own_list(owner, self.name)
        if own is not None:
            return own
        return self._for_all(
            owner, "everything", lambda owners: self._everything(owners, cohort_of(owner).languages), []
        )

    def _for_all(self, owner: Model, what: Hashable, load: Callable[[list[Any]], Mapping], default: Any) -> Any:
        key = (self.owner_model, self.name, what)
        loaded = cohort_of(owner).load(
            key, lambda members: load([m for m in members if isinstance(m, self.owner_model)])
        )
        return loaded.get(self.owner_key(owner), default)

    def _rows(self, owners: list[Any]) -> QuerySet:
        rows = self.model._default_manager.filter(self.among(owners)).annotate(**{OWNER: self.owner})
        return public(rows.filter(**{f"{OWNER}__in": {self.owner_key(owner) for owner in owners}}))

    def _everything(self, owners: list[Any], languages: Languages) -> Mapping[Any, list[Any]]:
        rows = ordered(self._rows(owners), self.order).order_by(*sorting(self.order, backward=False))
        return self._grouped(rows, languages)

    def _pages(self, owners: list[Any], wanted: Slice, languages: Languages) -> Mapping[Any, list[Any]]:
        direction = sorting(self.order, wanted.backward)
        rows = between(ordered(self._rows(owners), self.order), self.order, wanted)
        number = Window(RowNumber(), partition_by=F(OWNER), order_by=direction)
        rows = rows.annotate(**{_ROW: number}).filter(**{f"{_ROW}__lte": wanted.size + 1})
        return self._grouped(rows.order_by(*direction), languages)

    def _grouped(self, queryset: QuerySet, languages: Languages) -> Mapping[Any, list[Any]]:
        """The rows by owner, as one cohort; snippets in the most wanted language, each at its original's place."""
        rows = list(complete(queryset))
        if not issubclass(self.model, Page):
            twins = translated(self.model, rows, languages)
            rows = [self._in_place(row, twins[row.pk]) for row in rows]
        return grouped(gather(rows, languages), _owner)

    def _in_place(self, row: Any, twin: Any) -> Any:
        if twin.pk == row.pk:
            return row
        stand_in = copy(twin)
        for name in (OWNER, *(key.name for key in self.order)):
            setattr(stand_in, name, getattr(row, name))
        return stand_in

    def _totals(self, owners: list[Any]) -> Mapping[Any, int]:
        counted = self._rows(owners).order_by().values(OWNER).annotate(total=Count("pk"))
        return {row[OWNER]: row["total"] for row in counted}


def _owner(row: Any) -> Any:
    return getattr(row, OWNER)


def listed(queryset: QuerySet, order: Order, arguments: dict[str, Any], languages: Languages = ()) -> Connection:
    """The page of all public rows of ``queryset`` that ``arguments`` ask for."""
    wanted = Slice.of(arguments)
    rows = ordered(public(queryset), order)
    found = between(rows, order, wanted).order_by(*sorting(order, wanted.backward))[: wanted.size + 1]
    return page(gather(complete(found), languages), order, wanted, rows.count)


def single(queryset: QuerySet, languages: Languages = ()) -> Any:
    """The first public row of ``queryset``, or None."""
    return next(iter(gather(complete(public(queryset))[:1], languages)), None)
