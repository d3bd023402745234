"""What "public" means for pages, and how pages are found."""

from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, QuerySet, When
from django.db.models.functions import Substr
from django.db.models.lookups import In
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
    line = _line(OuterRef("path"))
    hidden = Exists(_withdrawn_pages().filter(path__in=line)) | Exists(_RESTRICTIONS.filter(page__path__in=line))
    return mark_public(queryset.filter(row_by_row(first & ~Q(hidden)), depth__lte=MAX_DEPTH))


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


def _line(path: F) -> list[Substr]:
    """The paths of the page at ``path`` and of all pages above it."""
    return [Substr(path, 1, depth * Page.steplen) for depth in range(1, MAX_DEPTH + 1)]


def _withdrawn_pages() -> QuerySet[Page]:
    return Page.objects.filter(_may_be_withdrawn(), withdrawn()).order_by()


def _may_be_withdrawn() -> Q:
    """What the index of withdrawn pages holds, in its words: SQLite uses it for nothing else."""
    return Q(live=False) | Q(expire_at__isnull=False)
