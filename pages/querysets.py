"""What "public" means for pages, and how pages are found."""

from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from wagtail.models import Page

from snippets.querysets import mark_public, withdrawn

P = TypeVar("P", bound=Page)

#: Pages deeper than this are never public, so that one condition can name all ancestors of a page. The page types'
#: parent rules keep the tree far above it.
MAX_DEPTH = 8


def public_pages(queryset: "QuerySet[P]") -> "QuerySet[P]":
    """Those pages that anybody may see: they and all pages above them are live, unexpired and under no restriction.

    Wagtail's own ``live().public()`` lets a live page through whose parent is a draft, and asks for all restrictions
    first; here ancestors are looked up by their path, which is indexed.
    """
    line = [Substr(OuterRef("path"), 1, depth * Page.steplen) for depth in range(1, MAX_DEPTH + 1)]
    hidden = Page.objects.filter(path__in=line).filter(withdrawn() | Q(view_restrictions__isnull=False))
    return mark_public(queryset.filter(~Exists(hidden.order_by().values("pk")), depth__lte=MAX_DEPTH))
