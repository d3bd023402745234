"""What a search can be narrowed by. A section counts as what its article is: filed under its topics, of its date."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import Exists, F, IntegerField, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, ExtractYear, Length, Substr
from wagtail.models import Page

from cms.graphql.inputs import Criteria, Criterion, by_choice, by_reference, by_value, filter_input
from pages.models import ArticlePage, SectionMention, SectionPage
from pages.querysets import row_by_row, unhidden_pages
from snippets.models import Platform, Topic

from .kinds import KIND, SEARCH_TYPE

PARENT_PATH = Substr("path", 1, Length("path") - Page.steplen)
_OWN_PARENT_PATH = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)

#: The year as a plain number: the lookups of Django's own refuse years that no calendar has.
YEAR = Cast(ExtractYear(F("date")), IntegerField())


def _articles_where(condition: Q) -> Q:
    """Articles that meet ``condition``, and their sections."""
    articles = ArticlePage.objects.annotate(year=YEAR).filter(condition)
    return Q(row_by_row(Q(Exists(articles.filter(path__in=[OuterRef("path"), _OWN_PARENT_PATH]).values("pk")))))


def _filed(topics: QuerySet) -> Q:
    links = ArticlePage.topics.through.objects.filter(topic__in=topics.values("pk"))
    return _articles_where(Q(pk__in=links.values("articlepage")))


def _naming(platforms: QuerySet) -> Q:
    """Sections that name any of the platforms, and the articles of such sections; public with what is above them."""
    naming = SectionMention.objects.filter(platform__in=platforms.values("pk")).values("section")
    sections = unhidden_pages(SectionPage.objects.filter(pk__in=naming))
    articles = sections.annotate(article_path=PARENT_PATH).values("article_path")
    return Q(row_by_row(Q(pk__in=naming) | Q(path__in=articles)))


def _of_articles(criterion: Criterion) -> Criterion:
    """A criterion of articles as one of pages."""
    return Criterion(
        criterion.input_type, lambda given: _articles_where(criterion.condition(given)), criterion.description
    )


def _never(criterion: Criterion) -> Criterion:
    """The same question of rows of which none can meet it; what it is given is checked all the same."""

    def condition(given: Mapping[str, Any]) -> Q:
        criterion.condition(given)
        return Q(pk__in=())

    return Criterion(criterion.input_type, condition, criterion.description)


_BY_TYPE = {"type": by_choice(KIND, SEARCH_TYPE, "By type.")}
_OF_PAGES: Criteria = {
    "topics": by_reference(Topic, _filed, "By the topics of articles, any of these."),
    "platforms": by_reference(Platform, _naming, "By platforms that a section names, any of these."),
    "date": _of_articles(by_value("date", graphene.Date, "By the date that readers see.")),
    "year": _of_articles(by_value("year", graphene.Int, "By the year of the date that readers see.")),
}

#: The criteria by the model whose rows they are asked of. Platforms have no topic, no date and name no platform.
CRITERIA: Mapping[type[Model], Criteria] = {
    Page: {**_BY_TYPE, **_OF_PAGES},
    Platform: {**_BY_TYPE, **{name: _never(criterion) for name, criterion in _OF_PAGES.items()}},
}

SEARCH_FILTER = filter_input("SearchFilter", CRITERIA[Page])
