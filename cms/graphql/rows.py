"""Rows of content, read in batches and kept one by one: by key, in the wanted language, and behind a foreign key."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Page, TranslatableMixin, get_page_models

from cms.caching import tags
from cms.caching.recording import made_of, recording

from .cohorts import cohort_of, gather
from .columns import unnamed
from .compiled import NUMBER, UUID, Given, among, compiled
from .languages import Languages, best, strays
from .row_tags import LOCALES, row_tags
from .shelf import copied, each, shelve
from .visibility import public


def complete(queryset: QuerySet) -> QuerySet:
    """The rows with what resolvers need: their languages, pages of any type with the columns of their own.

    Columns on demand that the operation under way does not name are left for later (see ``columns``).
    """
    model = queryset.model
    if model is Page:
        shared = unnamed(Page)
        own = [f"{kind._meta.model_name}__{name}" for kind in _types() for name in unnamed(kind) if name not in shared]
        return queryset.select_related("locale", *(kind._meta.model_name for kind in _types())).defer(*shared, *own)
    queryset = queryset.defer(*unnamed(model))
    return queryset.select_related("locale") if issubclass(model, TranslatableMixin) else queryset


def typed(found: Iterable[Any]) -> list[Any]:
    """Complete rows, pages among them as objects of their own types."""
    return [_typed(row) if type(row) is Page else row for row in found]


def _typed(page: Page) -> Page:
    kinds = page._state.fields_cache
    own = next((own for kind in _types() if (own := kinds.get(kind._meta.model_name))), None)
    if own is None:
        return page
    own.__dict__.update({name: value for name, value in page.__dict__.items() if name not in own.__dict__})
    own._state.fields_cache["locale"] = page.locale
    return own


@cache
def _types() -> tuple[type[Page], ...]:
    return tuple(model for model in get_page_models() if model is not Page)


def rows(model: type[Model], keys: Iterable[int | None]) -> dict[int, Any]:
    """The public rows with these primary keys, each the caller's own. No query for no keys."""
    wanted = (key for key in keys if key is not None)
    found = each(("rows", model), wanted, partial(_load, model), row_tags(model))
    return {key: copied(row) for key, row in found.items()}


def _load(model: type[Model], keys: list[int]) -> Mapping[int, Any]:
    query = compiled(("rows", model), partial(_with_keys, model), NUMBER)
    return {row.pk: row for row in typed(query.read([(key,) for key in keys]))}


def _with_keys(model: type[Model], places: Given) -> QuerySet:
    return complete(public(model._default_manager.filter(among("pk", places))))


class Reading:
    """One query that brings keys together with the rows that they name, which are kept one by one."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._tags = row_tags(model)
        self._fresh: dict[int, Any] = {}

    def read(self, load: Callable[[], Iterable[Any]]) -> list[Any]:
        """The complete rows that ``load`` gives, which sends a query."""
        with recording() as used:
            found = typed(load())
        self._fresh = {row.pk: row for row in found}
        shelve(("rows", self._model), self._fresh, self._tags, used)
        return found

    def rows(self, keys: Iterable[int]) -> dict[int, Any]:
        """The rows with these keys that are public, those that were just read without another query."""
        wanted = dict.fromkeys(keys)
        fresh = {key: copied(self._fresh[key]) for key in wanted if key in self._fresh}
        made_of(*(name for key, row in fresh.items() for name in self._tags(key, row)))
        return fresh | rows(self._model, (key for key in wanted if key not in fresh))


def fetch(model: type[Model], keys: Iterable[int | None], languages: Languages = ()) -> Mapping[int, Any]:
    """The public rows with these primary keys, each in the most wanted language, as one cohort."""
    found = translated(model, rows(model, keys), languages)
    gather({id(row): row for row in found.values()}.values(), languages)
    return found


def translated(model: type[Model], found: Mapping[int, Any], languages: Languages) -> Mapping[int, Any]:
    """By primary key each row, or its public translation into a more wanted language where there is one."""
    others = {row.translation_key for row in strays(found.values(), languages)}
    if not others:
        return found

    def load(keys: list[Any]) -> Mapping[Any, int]:
        query = compiled(("twins", model, languages), partial(_translations, model, languages), UUID)
        return {key: row.pk for key, row in best(query.read([(key,) for key in keys]), languages).items()}

    twins = each(("twin", model, languages), others, load, lambda key, twin: (tags.translations(key), LOCALES))
    known = rows(model, twins.values())
    return {key: known.get(twins.get(getattr(row, "translation_key", None), 0), row) for key, row in found.items()}


def _translations(model: type[Model], languages: Languages, places: Given) -> QuerySet:
    wanted = among("translation_key", places)
    return complete(public(model._default_manager.filter(wanted, locale__language_code__in=languages)))


def referred(instance: Model, name: str) -> Model | None:
    """What the foreign key ``name`` of ``instance`` points to, if an answer may hold it."""
    field = type(instance)._meta.get_field(name)
    owners, cohort = type(instance), cohort_of(instance)

    def load(members: list[Any]) -> Mapping[int, Model]:
        keys = (getattr(member, field.attname) for member in members if type(member) is owners)
        return fetch(field.related_model, keys, cohort.languages)

    found = cohort.load((owners, name), load)
    return found.get(getattr(instance, field.attname))
