"""What can be found: the types of content that search looks through."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import graphene
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, Model, QuerySet, Value, When
from wagtail.models import Page

from pages.models import ArticleIndexPage, ArticlePage, HomePage, SectionPage
from pages.querysets import PARENT_PATH
from snippets.models import Platform

KINDS: Mapping[str, type[Model]] = {
    "ARTICLE": ArticlePage,
    "SECTION": SectionPage,
    "PLATFORM": Platform,
    "HOME": HomePage,
    "ARTICLE_LIST": ArticleIndexPage,
}

#: The models whose tables hold all of these: one query each finds them.
ROOTS: tuple[type[Model], ...] = (Platform, Page)

#: The names under which ``rows`` carry their kind, and pages the path of the article that they are or are part of.
KIND, ARTICLE_PATH = "search_kind", "article_path"


def _meaning(kind: Any) -> str:
    return f"The type `{KINDS[kind.value].__name__}`." if kind else "A type of content that search finds."


SEARCH_TYPE = graphene.Enum("SearchType", [(name, name) for name in KINDS], description=_meaning)


def kinds_by_type(root: type[Model] | None = None) -> Mapping[int, str]:
    """The kinds by the keys of their content types, all or those below one root."""
    types = ContentType.objects.get_for_models(*KINDS.values())
    return {types[model].pk: name for name, model in KINDS.items() if root is None or issubclass(model, root)}


@cache
def root_of(kind: str) -> type[Model]:
    """The model whose keys objects of this kind have."""
    return next(root for root in ROOTS if issubclass(KINDS[kind], root))


def rows(root: type[Model]) -> QuerySet:
    """All rows of ``root``, each with its kind."""
    if root is not Page:
        return root._default_manager.annotate(**{KIND: Value(_only_kind(root))})
    cases = (When(content_type=key, then=Value(kind)) for key, kind in kinds_by_type(Page).items())
    article_path = Case(When(**{KIND: "ARTICLE"}, then=F("path")), default=PARENT_PATH)
    return Page.objects.annotate(**{KIND: Case(*cases, default=Value(""))}).annotate(**{ARTICLE_PATH: article_path})


def _only_kind(root: type[Model]) -> str:
    return next(kind for kind, model in KINDS.items() if model is root)
