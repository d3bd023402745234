"""What "public" means for shared content: published and not expired, or filed in no private collection."""

from typing import TypeVar

from django.db.models import Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Length, Now, Substr
from wagtail.models import CollectionViewRestriction

M = TypeVar("M", bound=Model)

#: The attribute of every row that the querysets below let through.
PUBLIC_MARK = "is_public"


def mark_public(queryset: "QuerySet[M]") -> "QuerySet[M]":
    """The same rows, each carrying the mark that it was found public."""
    return queryset.annotate(**{PUBLIC_MARK: Value(1, output_field=IntegerField())})


def withdrawn() -> Q:
    """Not live, or past its expiry date, even where the scheduled task that unpublishes has not run yet."""
    return Q(live=False) | Q(expire_at__lte=Now())


def public_snippets(queryset: "QuerySet[M]") -> "QuerySet[M]":
    """Those rows of a snippet with drafts that anybody may see."""
    return mark_public(queryset.exclude(withdrawn()))


def public_files(queryset: "QuerySet[M]") -> "QuerySet[M]":
    """Those images or documents whose collection, and every collection above it, is open to anybody."""
    restrictions_above = CollectionViewRestriction.objects.annotate(
        head=Substr(OuterRef("collection__path"), 1, Length("collection__path"))
    ).filter(head=F("collection__path"))
    return mark_public(queryset.filter(~Exists(restrictions_above)))
