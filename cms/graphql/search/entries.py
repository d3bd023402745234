"""The search index of either database: the entries that hold all the terms, told in one form."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Substr
from wagtail.search import models as index

#: How much of a text is looked at to rank it, in characters.
RANKED_LENGTH = 8_000

#: What each entry tells, and under which names: its own key, the object's type and key, and its indexed names.
COLUMNS = ("pk", "type_key", "key", "named")


def questions(terms: Iterable[Iterable[str]], *, in_names: bool) -> tuple[str, ...]:
    """What to ask the index for entries with all of ``terms``, in the names alone or anywhere.

    A term is some phrases of which any will do: stems of letters and digits side by side, between spaces.
    """
    if connection.vendor == "postgresql":
        return tuple(" | ".join(f"({_phrase(phrase)})" for phrase in term) for term in terms)
    every = " AND ".join("(" + " OR ".join(f'"{phrase.strip()}"' for phrase in term) + ")" for term in terms)
    return (f"{{{'title' if in_names else 'title body'}}} : ({every})",)


def entries(asked: Sequence[Any], *, in_names: bool) -> QuerySet:
    """The entries that answer all these ``questions`` and carry ``COLUMNS``; the latest first."""
    found = _in_postgresql(asked, in_names) if connection.vendor == "postgresql" else _in_sqlite(*asked)
    return found.order_by("-pk")


def texts_of(keys: Iterable[int]) -> dict[int, str]:
    """The indexed texts of the entries with these keys, as far as they are ranked: one query, or none for no keys."""
    wanted = list(keys)
    column = "body_text" if connection.vendor == "postgresql" else "body"
    text = Substr(Coalesce(column, Value("")), 1, RANKED_LENGTH)
    rows = index.IndexEntry.objects.filter(pk__in=wanted).values_list("pk", text) if wanted else ()
    return dict(rows)


def _phrase(phrase: str) -> str:
    return " <-> ".join(f"'{word}'" for word in phrase.split())


def _in_postgresql(asked: Iterable[Any], in_names: bool) -> QuerySet:
    # Each term in each column by itself: PostgreSQL knows how frequent it is there, and so whether to begin at the
    # term's own index or at the latest entries. Of Wagtail's indexed `title || body` it knows nothing.
    holds = Q()
    for question in asked:
        query = SearchQuery(question, config="simple", search_type="raw")
        holds &= Q(title=query) if in_names else Q(title=query) | Q(body=query)
    return _told(index.IndexEntry.objects.filter(holds), "", "title_text")


class _Matches(Func):
    template = "%(table)s MATCH %(expressions)s"
    output_field = BooleanField()
    conditional = True


def _in_sqlite(question: Any) -> QuerySet:
    model: Any = index.SQLiteFTSIndexEntry
    question = question if hasattr(question, "resolve_expression") else Value(question)
    return _told(model.objects.filter(_Matches(question, table=model._meta.db_table)), "index_entry__", "title")


def _told(found: QuerySet, entry: str, names: str) -> QuerySet:
    return found.annotate(
        type_key=F(f"{entry}content_type"),
        key=Cast(f"{entry}object_id", BigIntegerField()),
        written_key=F(f"{entry}object_id"),
        named=Substr(names, 1, RANKED_LENGTH),
    )
