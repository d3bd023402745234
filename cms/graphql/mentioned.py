"""Pages by the platforms that sections name."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from pages.models import SectionMention, SectionPage
from pages.querysets import unhidden_pages


def mentions_of(platforms: QuerySet) -> QuerySet:
    """The mentions of any of ``platforms``, in no order."""
    return SectionMention.objects.filter(platform__in=platforms.values("pk")).order_by()


def sections_among(mentions: QuerySet) -> QuerySet:
    """The sections of ``mentions`` that are public with what is above them."""
    return unhidden_pages(SectionPage.objects.filter(pk__in=mentions.values("section"))).order_by()


def are_above(mentions: QuerySet) -> Q:
    """Pages of which a section, public with what is above it, is one of ``mentions``; asked row by row."""
    below = {"path__gt": OuterRef("path"), "path__lte": Concat(OuterRef("path"), Value("ZZZZ"))}
    named = Exists(mentions.filter(section=OuterRef("pk")))
    return Q(Exists(unhidden_pages(SectionPage.objects.filter(named, **below))))
