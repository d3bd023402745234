"""Where a page stands: its translations, the pages above it, and its neighbours."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import graphene
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Length, Substr
from wagtail.models import Page, TranslatableMixin

from cms.caching import tags
from pages.models import ArticlePage, SectionPage
from pages.querysets import row_by_row

from .cohorts import cohort_of, gather, grouped
from .places import Placed
from .relations import pages_at
from .rows import LOCALES, fetch, rows
from .shelf import each
from .visibility import is_admitted, public


class Breadcrumb(Placed, graphene.ObjectType):
    """A page on the way from the home page."""

    title = graphene.String(required=True, description="The page's title.")


def translations(instance: TranslatableMixin) -> list[Any]:
    """The same content in the other languages in which it is public; one query for the whole cohort."""
    model: type[Model] = Page if isinstance(instance, Page) else type(instance)
    cohort = cohort_of(instance)

    def load(members: list[Any]) -> Mapping[Any, list[Any]]:
        keys = {member.translation_key for member in members if isinstance(member, model)}
        groups = each(("translations", model), keys, partial(_translations, model), _of_translations)
        found = rows(model, (key for group in groups.values() for key in group))
        gather(found.values(), cohort.languages)
        return {key: [found[pk] for pk in group if pk in found] for key, group in groups.items()}

    same = cohort.load(("translations", model), load).get(instance.translation_key, [])
    return [row for row in same if row.pk != instance.pk]


def _translations(model: type[Model], keys: list[Any]) -> Mapping[Any, list[int]]:
    same = public(model._default_manager.filter(translation_key__in=keys)).order_by("locale_id")
    pairs = same.values_list("translation_key", "pk")
    return {key: [pk for _key, pk in group] for key, group in grouped(pairs, lambda pair: pair[0]).items()}


def _of_translations(key: Any, pks: Any) -> tuple[str, ...]:
    return tags.translations(key), tags.PAGES, LOCALES


def breadcrumbs(page: Page) -> list[Page]:
    """The pages from the home page down to ``page`` itself; one query for the whole cohort."""

    def load(members: list[Page]) -> Mapping[str, Page]:
        paths = {path: None for member in members if isinstance(member, Page) for path in _line(member)}
        return pages_at(paths) | {member.path: member for member in members if is_admitted(member)}

    above = cohort_of(page).load("breadcrumbs", load)
    return [above[path] for path in _line(page) if path in above]


def _line(page: Page) -> list[str]:
    return [page.path[: depth * Page.steplen] for depth in range(2, page.depth + 1)]


def neighbour(page: Page, *, after: bool) -> Page | None:
    """The public page that follows or precedes ``page`` where readers leaf through; one query for the whole cohort."""
    model, cohort = type(page), cohort_of(page)
    beside = _NEIGHBOURS[model]

    def load(members: list[Page]) -> Mapping[int, Page]:
        own = {member.pk: member for member in members if type(member) is model}

        def nearest(keys: list[int]) -> Mapping[int, int]:
            beyond = Subquery(public(beside(after)).values("pk")[:1])
            pairs = model._default_manager.filter(pk__in=keys).annotate(nearest=beyond).values_list("pk", "nearest")
            return {key: near for key, near in pairs if near}

        pairs = each(("neighbour", model, after), own, nearest, lambda key, near: _near(own[key]))
        found = fetch(model, pairs.values(), cohort.languages)
        return {key: found[near] for key, near in pairs.items() if near in found}

    return cohort.load(("neighbour", model, after), load).get(page.pk)


def _near(page: Page) -> tuple[str, ...]:
    """What the neighbours of ``page`` change with."""
    if isinstance(page, SectionPage):
        return tags.row("page", page.pk), tags.below(page.path[: -Page.steplen]), tags.PAGES
    named = tags.listed("articlepage", page.locale.language_code), tags.column("articlepage", "date")
    return (*named, tags.row("page", page.pk), tags.PAGES)


def _articles_beside(after: bool) -> QuerySet:
    """Articles of the same language by date: the newer ones, the oldest of them first, or the other way round.

    The first condition bounds a range of the index by date, and leaves to the others what has the very same date.
    """
    if after:
        beyond = Q(date__gte=OuterRef("date")) & (Q(date__gt=OuterRef("date")) | Q(pk__gt=OuterRef("pk")))
        order = ("date", "pk")
    else:
        beyond = Q(date__lte=OuterRef("date")) & (Q(date__lt=OuterRef("date")) | Q(pk__lt=OuterRef("pk")))
        order = ("-date", "-pk")
    return ArticlePage.objects.filter(beyond, row_by_row(Q(locale=OuterRef("locale")))).order_by(*order)


def _sections_beside(after: bool) -> QuerySet:
    """Sections of the same article in their order, by ranges of the indexed path."""
    article = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    if after:
        beyond = Q(path__gt=OuterRef("path"), path__lte=Concat(article, Value("ZZZZ")))
        return SectionPage.objects.filter(beyond).order_by("path")
    beyond = Q(path__lt=OuterRef("path"), path__gte=Concat(article, Value("0000")))
    return SectionPage.objects.filter(beyond).order_by("-path")


_NEIGHBOURS: Mapping[type[Page], Callable[[bool], QuerySet]] = {
    ArticlePage: _articles_beside,
    SectionPage: _sections_beside,
}
