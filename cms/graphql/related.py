"""Articles that are about the same: they share topics, or their sections name the same platforms."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from pages.models import ArticlePage, SectionMention, SectionPage
from pages.querysets import PARENT_PATH, ParentPath
from snippets.models import Platform

from .cohorts import cohort_of
from .connections import Connection, Slice, numbered
from .relations import below, extent
from .rows import fetch
from .visibility import public

#: How many related articles an article has at most.
MAX_RELATED = 20
#: How many articles that share a topic, and how many that name a platform lately, are compared: a common topic or
#: platform must not make the answer slow.
MAX_COMPARED = 60
#: How many articles of each topic are looked at, the latest made.
MAX_OF_TOPIC = 300
#: A shared topic says more than a platform that both happen to name.
TOPIC_WEIGHT, PLATFORM_WEIGHT = 3, 1


def related(article: ArticlePage, arguments: dict[str, Any]) -> Connection:
    """The articles most related to ``article``, in its language; a constant number of queries for the whole cohort."""
    cohort = cohort_of(article)
    ranked = cohort.load("related", lambda members: _ranked([m for m in members if isinstance(m, ArticlePage)]))

    def rows(keys: Sequence[int]) -> list[Any]:
        everything = {key for keys in ranked.values() for key in keys}
        found = cohort.load("related rows", lambda members: fetch(ArticlePage, everything, cohort.languages))
        return [found[key] for key in keys if key in found]

    return numbered(ranked.get(article.pk, []), Slice.of(arguments), rows)


def _ranked(articles: list[ArticlePage]) -> Mapping[int, list[int]]:
    """Primary keys of related articles by that of each article, the most related first, then the newest."""
    scores: dict[int, Counter[int]] = defaultdict(Counter)
    for owner, candidate, shared in _sharing_topics(articles):
        scores[owner][candidate] += TOPIC_WEIGHT * shared
    paths = {article.path: article.pk for article in articles}
    named = _named_by(articles)
    lately = _lately_naming({platform for platforms in named.values() for platform in platforms})
    by_path: dict[int, Counter[str]] = {
        paths[path]: Counter(naming for platform in platforms for naming in lately.get(platform, ()))
        for path, platforms in named.items()
    }
    candidates = {key for counter in scores.values() for key in counter}
    seen = public(ArticlePage.objects.filter(pk__in=candidates))
    naming = public(ArticlePage.objects.filter(path__in={path for counter in by_path.values() for path in counter}))
    facts = {row["pk"]: row for rows in (seen, naming) for row in rows.values("pk", "path", "date", "locale_id")}
    keys = {row["path"]: key for key, row in facts.items()}
    for owner, counter in by_path.items():
        for path, count in counter.items():
            if path in keys:
                scores[owner][keys[path]] += PLATFORM_WEIGHT * count
    return {article.pk: _best(article, scores[article.pk], facts) for article in articles}


def _best(article: ArticlePage, scores: Counter[int], facts: Mapping[int, Mapping[str, Any]]) -> list[int]:
    fitting = [key for key in scores if key != article.pk and facts.get(key, {}).get("locale_id") == article.locale_id]
    fitting.sort(key=lambda key: (scores[key], facts[key]["date"], key), reverse=True)
    return fitting[:MAX_RELATED]


def _sharing_topics(articles: list[ArticlePage]) -> Iterable[tuple[int, int, int]]:
    """Article, other article, and how many topics they share; a bounded number of others for each."""
    links = ArticlePage.topics.through.objects
    newest = links.filter(topic=OuterRef("topic")).order_by("-articlepage").values("articlepage")
    own: QuerySet = links.filter(articlepage__in=[article.pk for article in articles])
    pairs = (
        own.filter(topic__articles__gte=_nth(newest, MAX_OF_TOPIC))
        .values(owner=F("articlepage"), candidate=F("topic__articles"))
        .annotate(shared=Count("topic"))
    )
    place = Window(RowNumber(), partition_by=F("owner"), order_by=[F("shared").desc(), F("candidate").desc()])
    compared = pairs.annotate(place=place).filter(place__lte=MAX_COMPARED)
    return compared.values_list("owner", "candidate", "shared")


def _named_by(articles: list[ArticlePage]) -> Mapping[str, set[int]]:
    """The platforms that public sections of each article name, by the article's path."""
    sections = public(SectionPage.objects.filter(below([extent(article) for article in articles])))
    mentions = SectionMention.objects.filter(section__in=sections.values("pk"))
    named: dict[str, set[int]] = defaultdict(set)
    for path, platform in mentions.values_list(ParentPath("section__path"), "platform"):
        named[path].add(platform)
    return named


def _lately_naming(platforms: set[int]) -> Mapping[int, set[str]]:
    """Paths of the articles whose sections named each platform last."""
    newest = SectionMention.objects.filter(platform=OuterRef("pk"), section__live=True).order_by("-section")
    latest = Platform.objects.filter(
        pk__in=platforms, mention_links__section__gte=_nth(newest.values("section"), MAX_COMPARED)
    )
    links = list(latest.values_list("pk", "mention_links__section"))
    seen = public(SectionPage.objects.filter(pk__in={section for _platform, section in links}))
    paths = dict(seen.values_list("pk", PARENT_PATH))
    found: dict[int, set[str]] = defaultdict(set)
    for platform, section in links:
        if section in paths:
            found[platform].add(paths[section])
    return found


def _nth(keys: QuerySet, place: int) -> Coalesce:
    """The key at ``place`` of ``keys``, which fall; 0 where there are fewer. It bounds a range of their index."""
    return Coalesce(Subquery(keys[place - 1 : place]), 0)
