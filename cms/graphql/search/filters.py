"""What a search can be narrowed by. A section counts as what its article is: filed under its topics, of its date."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date
from functools import reduce
from operator import or_
from typing import Any

import graphene
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.lookups import In
from wagtail.models import Page

from cms.graphql.inputs import Criteria, Criterion, by_choice, by_reference, by_value, filter_input
from cms.graphql.linked import Linked
from cms.graphql.mentioned import are_above, mentions_of, sections_among
from pages.models import ArticlePage
from pages.querysets import PARENT_PATH, row_by_row
from snippets.models import Platform, Topic

from .kinds import ARTICLE_PATH, KIND, KINDS, SEARCH_TYPE


def _and_sections(asked: Q) -> Q:
    """Articles that meet what is ``asked`` of them, and their sections."""
    articles = ArticlePage.objects.filter(asked)

    def by_paths(known: list[str]) -> Q:
        return Q(path__in=known) | Q(In(PARENT_PATH, known))

    def by_page() -> Q:
        own = ArticlePage.objects.filter(row_by_row(asked), path=OuterRef(ARTICLE_PATH))
        return Q(Exists(own.values("pk")))

    return Q(Linked(articles.order_by().values_list("path", flat=True), by_paths, by_page))


def _filed(topics: QuerySet) -> Q:
    return Q(pk__in=ArticlePage.topics.through.objects.filter(topic__in=topics.values("pk")).values("articlepage"))


def _naming(platforms: QuerySet) -> Q:
    """Sections that name any of the platforms, and the articles of such sections; public with what is above them."""
    mentions = mentions_of(platforms)

    def by_paths(known: list[str]) -> Q:
        return Q(path__in={*known, *(path[: -Page.steplen] for path in known)})

    def by_page() -> Q:
        return Q(pk__in=mentions.values("section")) | Q(**{KIND: "ARTICLE"}) & are_above(mentions)

    return Q(Linked(sections_among(mentions).values_list("path", flat=True), by_paths, by_page))


def _in_years(given: Mapping[str, Any]) -> Q:
    """Dates by their years, as the ranges of an index; years that no calendar has are asked for too."""
    condition = Q()
    for name, year in given.items():
        match name:
            case "in_":
                condition &= reduce(or_, (_between(each, each) for each in year), Q(pk__in=()))
            case "eq":
                condition &= _between(year, year)
            case "gt" | "gte":
                condition &= _between(year + (name == "gt"), MAXYEAR)
            case _:
                condition &= _between(MINYEAR, year - (name == "lt"))
    return condition


def _between(first: int, last: int) -> Q:
    first, last = max(first, MINYEAR), min(last, MAXYEAR)
    return Q(date__range=(date(first, 1, 1), date(last, 12, 31))) if first <= last else Q(pk__in=())


def _by_year() -> Criterion:
    by_number = by_value("year", graphene.Int, "By the year of the date that readers see.")

    def condition(given: Mapping[str, Any]) -> Q:
        by_number.condition(given)
        return _in_years(given)

    return replace(by_number, condition=condition)


def _of_articles(criterion: Criterion) -> Criterion:
    """A criterion of articles as one of pages."""
    return replace(criterion, of=_and_sections)


def _never(criterion: Criterion) -> Criterion:
    """The same question of rows of which none can meet it; what it is given is checked all the same."""

    def condition(given: Mapping[str, Any]) -> Q:
        criterion.condition(given)
        return Q(pk__in=())

    return Criterion(criterion.input_type, condition, criterion.description)


_BY_TYPE = {"type": by_choice(KIND, SEARCH_TYPE, "By type.")}
_OF_PAGES: Criteria = {
    "topics": _of_articles(by_reference(Topic, _filed, "By the topics of articles, any of these.")),
    "platforms": by_reference(Platform, _naming, "By platforms that a section names, any of these."),
    "date": _of_articles(by_value("date", graphene.Date, "By the date that readers see.")),
    "year": _of_articles(_by_year()),
}

#: The criteria by the model whose rows they are asked of. Platforms have no topic, no date and name no platform.
CRITERIA: Mapping[type[Model], Criteria] = {
    Page: {**_BY_TYPE, **_OF_PAGES},
    Platform: {**_BY_TYPE, **{name: _never(criterion) for name, criterion in _OF_PAGES.items()}},
}

SEARCH_FILTER = filter_input("SearchFilter", CRITERIA[Page])


def kinds_asked(given: Mapping[str, Any] | None) -> Collection[str]:
    """The kinds that a filter lets through at most."""
    given = given or {}
    kinds = {*KINDS} if _OF_PAGES.keys().isdisjoint(given) else {"ARTICLE", "SECTION"}
    for name, value in (given.get("type") or {}).items():
        kinds &= {each.value for each in (value if name == "in_" else [value])}
    return kinds
