"""Public pages, platforms and topics by what the index holds of their names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Substr
from wagtail.models import Page
from wagtail.search import models as index

from cms.arabic import Indexed
from cms.arabic.beginnings import Sought
from cms.graphql.languages import Languages, in_languages
from cms.graphql.visibility import public
from pages.models import ArticleIndexPage, ArticlePage, HomePage, SectionPage
from snippets.models import Platform, Topic

#: How many names are looked at whether they are public, and how many of those are compared. Of more, any: one letter
#: begins so many names that to look for the best would take too long.
MAX_LOOKED_AT, MAX_COMPARED = 400, 100
#: How much of an object's names is compared, in characters.
_COMPARED_LENGTH = 1_000

#: What has names to be suggested; the broader subject comes first.
MODELS: tuple[type[Model], ...] = (Platform, Topic, ArticlePage, ArticleIndexPage, HomePage, SectionPage)
#: The models whose tables hold all of these.
ROOTS: tuple[type[Model], ...] = (Platform, Topic, Page)


@dataclass(frozen=True, slots=True)
class Named:
    """An object that has a name, by the place of its model among ``MODELS`` and its key."""

    place: int
    key: int

    @property
    def root(self) -> type[Model]:
        return next(root for root in ROOTS if issubclass(MODELS[self.place], root))


def named(sought: Sequence[Sought], languages: Languages) -> Iterator[tuple[Named, str]]:
    """Public objects in whose names all is held, with their folded names; one statement.

    The names are looked up first and by themselves, in no order, for otherwise PostgreSQL may look at all entries
    rather than into the index.
    """
    in_postgresql = connection.vendor == "postgresql"
    holding = _in_postgresql(sought) if in_postgresql else _in_sqlite(sought)
    some = holding.model.objects.filter(pk__in=holding.order_by().values("pk")[:MAX_LOOKED_AT])
    told = _told(some, "", "title_text") if in_postgresql else _told(some, "index_entry__", "title")
    places = {ContentType.objects.get_for_model(model).pk: place for place, model in enumerate(MODELS)}
    shown = told.filter(_shown(languages)).order_by("-pk").values_list("type_key", "key", "names")
    for type_key, key, names in shown[:MAX_COMPARED]:
        yield Named(places[type_key], key), Indexed.of(names).folded.strip()


def _in_postgresql(sought: Sequence[Sought]) -> QuerySet:
    query = _expression(sought, " & ", " | ", "'{}'", "'{}':*")
    return index.IndexEntry.objects.filter(autocomplete=SearchQuery(query, config="simple", search_type="raw"))


def _in_sqlite(sought: Sequence[Sought]) -> QuerySet:
    model: Any = index.SQLiteFTSIndexEntry
    query = "{autocomplete} : " + _expression(sought, " AND ", " OR ", '"{}"', '"{}" *')
    holds = RawSQL(f"{model._meta.db_table} MATCH %s", [query], output_field=BooleanField())
    return model.objects.filter(holds)


def _expression(sought: Iterable[Sought], both: str, either: str, whole: str, beginning: str) -> str:
    """The words of a look-up hold letters and digits only, so they need no escape."""
    parts = (
        either.join((beginning if each.is_beginning else whole).format(form) for form in each.forms) for each in sought
    )
    return "(" + both.join(f"({part})" for part in parts) + ")"


def _told(holding: QuerySet, entry: str, names: str) -> QuerySet:
    return holding.annotate(
        type_key=F(f"{entry}content_type"),
        key=Cast(f"{entry}object_id", BigIntegerField()),
        names=Substr(names, 1, _COMPARED_LENGTH),
    )


def _shown(languages: Languages) -> Q:
    """Entries of objects that an answer may hold; the key is bounded for the reason given in `hits.py`."""
    wanted = Q()
    types = ContentType.objects.get_for_models(*MODELS)
    for root in ROOTS:
        shown = public(in_languages(root._default_manager.all(), languages))
        shown = shown.filter(pk=OuterRef("key"), pk__gte=OuterRef("key")).values("pk")
        wanted |= Q(type_key__in=[types[model].pk for model in MODELS if issubclass(model, root)]) & Q(Exists(shown))
    return wanted
