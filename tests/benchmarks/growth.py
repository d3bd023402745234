"""Times what could grow with the number of articles, on a database that `tests.benchmarks.scale` has filled.

    export ROW_CACHE_BYTES=0 RATE_LIMIT=0 DATABASE_URL=…
    python manage.py shell -c "from tests.benchmarks.growth import measure; measure()"

Prints of each operation the medians of some runs: milliseconds in the database and in all, and SQL statements.
"""

import json
from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection
from django.test import Client
from graphql_relay import to_global_id

from cms.graphql.connections import encode
from pages.models import ArticlePage, SectionPage

from .scale import COMMON, RARE, SOME

RUNS = 3
_FILTERED = "query($f: ArticlePageFilter) {articles(filter: $f, first: 20) {nodes {title}}}"
_TOTAL = "query($f: ArticlePageFilter) {articles(filter: $f, first: 1) {totalCount}}"
_SEARCH = "query($q: String!) {search(query: $q, first: 10) {nodes {__typename}}}"


def measure(*only: str) -> None:
    """Time all operations, or those named."""
    for name, query, variables in operations():
        if only and name not in only:
            continue
        times = sorted(_timed(query, variables) for _ in range(RUNS))
        database, whole, statements = (median(values) for values in zip(*times, strict=True))
        print(f"{name:34} {database:9.1f} {whole:9.1f} {statements:4.0f}", flush=True)


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, operation and variables of each."""
    middle = _middle(ArticlePage)
    section = _middle(SectionPage)
    path = middle.url_path.removeprefix("/home")
    far = encode([str(middle.date), middle.pk])
    yield "article by path", "query($p: String!) {page(path: $p) {title}}", {"p": path}
    yield "section by path", "query($p: String!) {page(path: $p) {title}}", {"p": f"{path}مقدمة/"}
    yield "article by slug", "query($s: String!) {article(slug: $s) {title}}", {"s": middle.slug}
    yield "list", "{articles(first: 20) {nodes {title}}}", {}
    yield "list, oldest first", "{articles(first: 20, orderBy: DATE_ASC) {nodes {title}}}", {}
    yield "list, by title", "{articles(first: 20, orderBy: TITLE_ASC) {nodes {title}}}", {}
    yield "list, by publication", "{articles(first: 20, orderBy: PUBLISHED_DESC) {nodes {title}}}", {}
    yield "list, another language", '{articles(first: 20, locale: "en") {nodes {title}}}', {}
    yield "list, with fallback", '{articles(first: 20, locale: "en", fallback: ["ar"]) {nodes {title}}}', {}
    yield "list, deep", "query($a: String!) {articles(first: 20, after: $a) {nodes {title}}}", {"a": far}
    yield "list, before", "query($a: String!) {articles(last: 20, before: $a) {nodes {title}}}", {"a": far}
    yield "total", "{articles(first: 1) {totalCount}}", {}
    yield "total of another language", '{articles(first: 1, locale: "en") {totalCount}}', {}
    yield "total of sections", "{sections(first: 1) {totalCount}}", {}
    yield "total by date", _TOTAL, {"f": {"date": {"gte": "2010-01-01"}}}
    yield "total by topic", _TOTAL, {"f": {"topics": {"slugs": ["t1"]}}}
    yield "sections list", "{sections(first: 20) {nodes {title}}}", {}
    yield (
        "articles of the article list",
        '{page(path: "/articles/") {... on ArticleIndexPage {articles {nodes {title}}}}}',
        {},
    )
    yield "filter by date", _FILTERED, {"f": {"date": {"lt": str(middle.date)}}}
    yield "filter by topic", _FILTERED, {"f": {"topics": {"slugs": ["t1"]}}}
    yield "filter by two topics", _FILTERED, {"f": {"and": [{"topics": {"slugs": [s]}} for s in ("t1", "t2")]}}
    yield "filter by author", _FILTERED, {"f": {"authors": {"slugs": ["p1"]}}}
    yield "filter by platform", _FILTERED, {"f": {"platforms": {"slugs": ["s1"]}}}
    yield "filter by rare platform of none", _FILTERED, {"f": {"platforms": {"slugs": ["none"]}}}
    yield (
        "next and previous",
        "query($s: String!) {article(slug: $s) {next {title} previous {title}}}",
        {"s": middle.slug},
    )
    yield "next and previous of 45", "{articles(first: 45) {nodes {next {title} previous {title}}}}", {}
    yield (
        "next of a section",
        "query($i: ID!) {section(by: {id: $i}) {next {title} previous {title}}}",
        {"i": to_global_id("SectionPage", section.pk)},
    )
    yield "related", "query($s: String!) {article(slug: $s) {related(first: 5) {nodes {title}}}}", {"s": middle.slug}
    yield "mentionedIn", '{platform(slug: "s1") {mentionedIn(first: 10) {nodes {title}}}}', {}
    yield "articles of a topic", '{topic(slug: "t1") {articles(first: 10) {nodes {title}}}}', {}
    yield "articles of three topics", "{topics(first: 3) {nodes {articles(first: 10) {nodes {title}}}}}", {}
    yield "articles of all topics", "{topics {nodes {articles(first: 10) {nodes {title}}}}}", {}
    yield "articles of a person", '{person(slug: "p1") {articles(first: 10) {nodes {title}}}}', {}
    yield "sitemap", "{sitemap(first: 100) {nodes {path}}}", {}
    deep = encode([section.pk])
    yield "sitemap, deep", "query($a: String!) {sitemap(first: 100, after: $a) {nodes {path}}}", {"a": deep}
    yield "sitemap, with alternates", "{sitemap(first: 100) {nodes {path alternates {path}}}}", {}
    yield from _searches(str(middle.date))


def _searches(day: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "search, common", _SEARCH, {"q": COMMON}
    yield "search, common twice", _SEARCH, {"q": f"{COMMON} شبكات"}
    yield "search, some", _SEARCH, {"q": SOME}
    yield "search, rare", _SEARCH, {"q": RARE}
    yield "search, none", _SEARCH, {"q": f"{RARE} غائب"}
    yield "search, ten words", _SEARCH, {"q": "التسويق شبكات تواصل محتوى إعلان جمهور متجر منصة تفاعل حملة"}
    facets = "facets {types {count} topics {count} platforms {count} years {count}}"
    yield "search, facets", f"query($q: String!) {{search(query: $q) {{{facets}}}}}", {"q": COMMON}
    filtered = "query($q: String!, $f: SearchFilter) {search(query: $q, filter: $f) {nodes {__typename}}}"
    topic, year = {"topics": {"slugs": ["t1"]}}, {"year": {"eq": 2010}}
    narrowings = {
        "topic": topic,
        "platform": {"platforms": {"slugs": ["s1"]}},
        "year": year,
        "topic and year": topic | year,
        "another topic": {"not": topic},
        "day": {"date": {"eq": day}},
        "year of none": {"year": {"eq": 1990}},
        "platform of none": {"platforms": {"slugs": ["none"]}},
        "type": {"type": {"eq": "PLATFORM"}},
    }
    for name, narrowing in narrowings.items():
        yield f"search, by {name}", filtered, {"q": COMMON, "f": narrowing}
    yield "search, another language", 'query($q: String!) {search(query: $q, locale: "en") {totalCount}}', {"q": COMMON}


def _middle(model: type) -> Any:
    """A page half way through its table."""
    rows = model.objects.filter(locale__language_code="ar").order_by("pk")
    return rows[rows.count() // 2]


def _timed(query: str, variables: dict[str, Any]) -> tuple[float, float, int]:
    spent: list[float] = []

    def timing(execute: Any, *args: Any) -> Any:
        start = perf_counter()
        try:
            return execute(*args)
        finally:
            spent.append(perf_counter() - start)

    body = json.dumps({"query": query, "variables": variables})
    with connection.execute_wrapper(timing):
        start = perf_counter()
        answer = Client(HTTP_HOST="localhost").post("/graphql/", body, content_type="application/json").json()
        whole = perf_counter() - start
    if "errors" in answer:
        print(answer["errors"][0]["message"], end=" ")
    return 1000 * sum(spent), 1000 * whole, len(spent)
