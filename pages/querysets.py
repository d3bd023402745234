"""What "public" means for pages, and how pages are found."""

from collections.abc import Iterable
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
#: What is below a path ends before this below it.
_DEEPEST = "Z" * (MAX_DEPTH - 1) * Page.steplen


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
    inside = _Number(rows.filter(path__gte=OuterRef("path"), path__lte=_end(OuterRef("path"))).values("pk"))
    withdrawn_ones, restricted_ones = (_Sum(hiding.values(inside=inside)) for hiding in _topmost_hiding())
    return rows.aggregate(total=Count("pk") - withdrawn_ones - restricted_ones)["total"]


def hiding_paths(most: int) -> list[str] | None:
    """The paths of pages that hide what is at and below them, none of them below another; None for more than ``most``.

    To be used for pages of types that stay above ``MAX_DEPTH``.
    """
    withdrawn_ones, restricted_ones = (hiding.values_list("path", flat=True) for hiding in _topmost_hiding())
    paths = list(withdrawn_ones.union(restricted_ones, all=True)[: most + 1])
    return paths if len(paths) <= most else None


def at_or_below(paths: Iterable[str], name: str) -> Q:
    """Rows whose page, whose path is called ``name``, is at one of ``paths`` or below."""
    ends = ((path, f"{path}{_DEEPEST}") for path in paths)
    return reduce(or_, (Q(**{f"{name}__gte": path, f"{name}__lte": end}) for path, end in ends))


def _topmost_hiding() -> tuple[QuerySet[Page], QuerySet[Page]]:
    """Pages that hide what is below them, none of them below another: those that are withdrawn, and other ones."""
    restricted = Page.objects.filter(pk__in=_RESTRICTIONS.values("page")).exclude(withdrawn()).order_by()
    below_none = ~_hidden(ParentPath(OuterRef("path")))
    return _withdrawn_pages().filter(below_none), restricted.filter(below_none)


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
    return Concat(path, Value(_DEEPEST))


def _line(path: Any) -> list[Substr]:
    """The paths of the page at ``path`` and of all pages above it."""
    return [Substr(path, 1, depth * Page.steplen) for depth in range(1, MAX_DEPTH + 1)]


def _withdrawn_pages() -> QuerySet[Page]:
    return Page.objects.filter(_may_be_withdrawn(), withdrawn()).order_by()


def _may_be_withdrawn() -> Q:
    """What the index of withdrawn pages holds, in its words: SQLite uses it for nothing else."""
    return Q(live=False) | Q(expire_at__isnull=False)
