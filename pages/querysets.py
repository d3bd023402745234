"""What "public" means for pages, and how pages are found."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, Length, Substr
from django.db.models.lookups import In, LessThanOrEqual
from wagtail.models import Page, PageViewRestriction

from snippets.querysets import mark_public, withdrawn

P = TypeVar("P", bound=Page)
_RESTRICTIONS = PageViewRestriction.objects.all()

#: The condition that every row meets.
EVERYTHING = Q()

#: Pages deeper than this are never public, so that one condition can name all ancestors of a page. The page types'
#: parent rules keep the tree far above it.
MAX_DEPTH = 8


class ParentPath(Func):
    """The path of the page above, of a page's path.

    In the words of the index (pages/indexes.py), without a parameter, by which SQLite would not know it again.
    """

    template = f"SUBSTR(%(expressions)s, 1, LENGTH(%(expressions)s) - {Page.steplen})"
    output_field = CharField()


PARENT_PATH = ParentPath("path")


def public_pages(queryset: "QuerySet[P]", first: Q = EVERYTHING) -> "QuerySet[P]":
    """Those pages that anybody may see: they and all pages above them are live, unexpired and under no restriction.

    Wagtail's own ``live().public()`` lets a live page through whose parent is a draft, and asks for all restrictions
    first; here ancestors are looked up by their path, among the few pages that are withdrawn (pages/indexes.py). Only
    pages that meet ``first`` are asked for theirs, where a database would not know that this leaves few.
    """
    hidden = _hidden(OuterRef("path"))
    return mark_public(queryset.filter(row_by_row(first & ~Q(hidden)), depth__lte=MAX_DEPTH))


def count_public(queryset: "QuerySet[P]") -> int:
    """How many of those pages are public: all but those at and below the few that hide others, in one statement.

    It asks pages for nothing but their paths, so that an index is enough where the queryset asks for no more.
    """
    rows = queryset.order_by().filter(LessThanOrEqual(Length("path"), MAX_DEPTH * Page.steplen))
    return rows.aggregate(total=Count("pk") - _hidden_among(rows.filter(**_inside("path"))))["total"]


def public_links(links: Callable[[OuterRef], QuerySet], page: str) -> Combinable:
    """How many links of an owner lead to public pages, as a column of the owner's row, without looking at the pages.

    ``links`` gives those of the owner with a key; ``page`` is the name by which they know the page. The types of pages
    that are linked to stay above ``MAX_DEPTH``.
    """
    hidden = _hidden_among(links(OuterRef(OuterRef("pk"))).filter(**_inside(f"{page}__path")))
    return _Number(links(OuterRef("pk")).values("pk")) - hidden


def _hidden_among(inside: QuerySet) -> Combinable:
    """How many rows are hidden; ``inside`` gives those at and below the page that the query around it is at."""
    restricted = Page.objects.filter(pk__in=_RESTRICTIONS.values("page")).exclude(withdrawn()).order_by()
    withdrawn_ones, restricted_ones = (
        _Sum(hiding.filter(~_hidden(ParentPath(OuterRef("path")))).values(inside=_Number(inside.values("pk"))))
        for hiding in (_withdrawn_pages(), restricted)
    )
    return withdrawn_ones + restricted_ones


def _inside(path: str) -> dict[str, Any]:
    """That a row is at or below the page that the query around it is at."""
    return {f"{path}__gte": OuterRef("path"), f"{path}__lte": _end(OuterRef("path"))}


class _Number(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


class _Sum(Subquery):
    template = "(SELECT COALESCE(SUM(inside), 0) FROM (%(subquery)s) AS summed)"
    output_field = IntegerField()


def public_among_many(queryset: "QuerySet[P]") -> "QuerySet[P]":
    """The same pages, for counting them: what hides others is read once, instead of being asked for page by page."""
    hiding = _withdrawn_pages().values("path").union(_RESTRICTIONS.values("page__path"), all=True)
    hidden = reduce(or_, (Q(In(head, hiding)) for head in _line(F("path"))))
    return queryset.filter(row_by_row(~hidden), depth__lte=MAX_DEPTH)


def unhidden_pages(queryset: "QuerySet[P]") -> "QuerySet[P]":
    """Those pages that are public if the page above them is; costs less than to ask after all above."""
    return queryset.exclude(withdrawn()).filter(~Exists(PageViewRestriction.objects.filter(page=OuterRef("pk"))))


def row_by_row(condition: Q) -> Case:
    """``condition`` asked of each row by itself, once the other conditions have left few.

    Of a condition with EXISTS PostgreSQL makes a join, takes it to leave hardly a row, and may then read and sort all
    rows for the first twenty.
    """
    return Case(When(condition, then=True), default=False)


def _hidden(path: Any) -> Combinable:
    """Whether the page at ``path`` or any above it hides what is below."""
    line = _line(path)
    return Exists(_withdrawn_pages().filter(path__in=line)) | Exists(_RESTRICTIONS.filter(page__path__in=line))


def _end(path: Any) -> Concat:
    """Greater than every path below ``path`` that a public page can have, and less than all that come after those."""
    return Concat(path, Value("Z" * (MAX_DEPTH - 1) * Page.steplen))


def _line(path: Any) -> list[Substr]:
    """The paths of the page at ``path`` and of all pages above it."""
    return [Substr(path, 1, depth * Page.steplen) for depth in range(1, MAX_DEPTH + 1)]


def _withdrawn_pages() -> QuerySet[Page]:
    return Page.objects.filter(_may_be_withdrawn(), withdrawn()).order_by()


def _may_be_withdrawn() -> Q:
    """What the index of withdrawn pages holds, in its words: SQLite uses it for nothing else."""
    return Q(live=False) | Q(expire_at__isnull=False)
