"""How many hits there are of each type, topic, platform and year: each facet in a constant number of queries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db.models import IntegerField, Model
from django.db.models.functions import Cast, ExtractYear
from wagtail.models import Page

from cms.graphql.languages import Languages
from cms.graphql.rows import fetch
from cms.graphql.visibility import public
from pages.models import ArticlePage, SectionPage
from pages.querysets import PARENT_PATH
from snippets.models import Platform, Topic

from .hits import Hit

#: Each facet tells its most frequent values, this many.
MAX_VALUES = 50

_YEAR = Cast(ExtractYear("date"), IntegerField())


class Facets:
    """Counts over ``hits``. A section counts for the topics and the year of its article."""

    def __init__(self, hits: tuple[Hit, ...], languages: Languages) -> None:
        self._hits = hits
        self._languages = languages

    def types(self) -> list[dict[str, Any]]:
        return _counted("type", Counter(hit.kind for hit in self._hits))

    def years(self) -> list[dict[str, Any]]:
        years = dict(self._articles.annotate(year=_YEAR).values_list("path", "year"))
        return _counted("year", Counter(years[path] for path in self._article_paths.values() if path in years))

    def topics(self) -> list[dict[str, Any]]:
        filed = self._articles.filter(topics__isnull=False).values_list("path", "topics")
        return self._referred("topic", Topic, self._article_paths, filed)

    def platforms(self) -> list[dict[str, Any]]:
        """Platforms that a hit names: a section itself, an article in any public section."""
        sections = {key: path for key, path in self._paths.items() if self._kinds[key] == "SECTION"}
        articles = {key: path for key, path in self._paths.items() if self._kinds[key] == "ARTICLE"}
        wanted = SectionPage.objects.annotate(article_path=PARENT_PATH)
        wanted = wanted.filter(pk__in=sections) | wanted.filter(article_path__in=articles.values())
        named = public(wanted.filter(mention_links__isnull=False))
        named = list(named.values_list("path", "mention_links__platform", "article_path"))
        pairs = {(path, platform) for path, platform, _above in named}
        pairs |= {(above, platform) for _path, platform, above in named}
        return self._referred("platform", Platform, sections | articles, pairs)

    @cached_property
    def _kinds(self) -> Mapping[int, str]:
        return {hit.key: hit.kind for hit in self._hits if hit.root is Page}

    @cached_property
    def _paths(self) -> Mapping[int, str]:
        return dict(Page.objects.filter(pk__in=self._kinds).values_list("pk", "path"))

    @cached_property
    def _article_paths(self) -> Mapping[int, str]:
        """By the key of a hit the path of the article that it is or is a section of."""
        return {
            key: path if self._kinds[key] == "ARTICLE" else path[: -Page.steplen]
            for key, path in self._paths.items()
            if self._kinds[key] in {"ARTICLE", "SECTION"}
        }

    @property
    def _articles(self) -> Any:
        return ArticlePage.objects.filter(path__in=set(self._article_paths.values()))

    def _referred(
        self, name: str, model: type[Model], paths: Mapping[int, str], pairs: Iterable[tuple[str, int]]
    ) -> list[dict[str, Any]]:
        """Counts of public rows, of which ``pairs`` say at which path each is referred to."""
        by_path: dict[str, set[int]] = {}
        for path, key in pairs:
            by_path.setdefault(path, set()).add(key)
        found = fetch(model, {key for keys in by_path.values() for key in keys}, self._languages)
        counts: Counter[int] = Counter()
        for path in paths.values():
            counts.update({found[key].pk for key in by_path.get(path, ()) if key in found})
        shown = {row.pk: row for row in found.values()}
        return [{**value, name: shown[value[name]]} for value in _counted(name, counts)]


def _counted(name: str, counts: Mapping[Any, int]) -> list[dict[str, Any]]:
    """The most frequent first, equals in their own order."""
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MAX_VALUES]
    return [{name: value, "count": count} for value, count in best]
