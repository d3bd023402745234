"""The search index of either database: the entries that hold all the terms, told in one form."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Substr
from wagtail.search import models as index

#: How much of a text is looked at to rank it, in characters.
RANKED_LENGTH = 8_000

#: What each entry tells, and under which names: its own key, the object's type and key, and its indexed names.
COLUMNS = ("pk", "type_key", "key", "named")


def entries(terms: Iterable[Iterable[str]], *, in_names: bool) -> QuerySet:
    """Entries with all of ``terms``, in the names alone or anywhere, that carry ``COLUMNS``; the latest first.

    A term is some phrases of which any will do: stems of letters and digits side by side, between spaces.
    """
    found = _in_postgresql(terms, in_names) if connection.vendor == "postgresql" else _in_sqlite(terms, in_names)
    return found.order_by("-pk")


def texts_of(keys: Iterable[int]) -> dict[int, str]:
    """The indexed texts of the entries with these keys, as far as they are ranked: one query, or none for no keys."""
    wanted = list(keys)
    column = "body_text" if connection.vendor == "postgresql" else "body"
    text = Substr(Coalesce(column, Value("")), 1, RANKED_LENGTH)
    rows = index.IndexEntry.objects.filter(pk__in=wanted).values_list("pk", text) if wanted else ()
    return dict(rows)


def _in_postgresql(terms: Iterable[Iterable[str]], in_names: bool) -> QuerySet:
    # Each term in each column by itself: PostgreSQL knows how frequent it is there, and so whether to begin at the
    # term's own index or at the latest entries. Of Wagtail's indexed `title || body` it knows nothing.
    holds = Q()
    for term in terms:
        any_of = " | ".join("(" + " <-> ".join(f"'{word}'" for word in phrase.split()) + ")" for phrase in term)
        query = SearchQuery(any_of, config="simple", search_type="raw")
        holds &= Q(title=query) if in_names else Q(title=query) | Q(body=query)
    return _told(index.IndexEntry.objects.filter(holds), "", "title_text")


def _in_sqlite(terms: Iterable[Iterable[str]], in_names: bool) -> QuerySet:
    model: Any = index.SQLiteFTSIndexEntry
    columns = "title" if in_names else "title body"
    query = " AND ".join("(" + " OR ".join(f'"{phrase.strip()}"' for phrase in term) + ")" for term in terms)
    holds = RawSQL(f"{model._meta.db_table} MATCH %s", [f"{{{columns}}} : ({query})"], output_field=BooleanField())
    return _told(model.objects.filter(holds), "index_entry__", "title")


def _told(found: QuerySet, entry: str, names: str) -> QuerySet:
    return found.annotate(
        type_key=F(f"{entry}content_type"),
        key=Cast(f"{entry}object_id", BigIntegerField()),
        named=Substr(names, 1, RANKED_LENGTH),
    )
