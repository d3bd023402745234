"""The engines that are compared: this site's search, Wagtail's as it comes, and PostgreSQL's Arabic."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from wagtail.search.backends.database import SearchBackend

from pages.models import ArticlePage

from .corpus import Text
from .measures import Engine

_SEARCH = """query($q: String!) {
  search(query: $q, filter: {type: {in: [ARTICLE]}}, first: 100) {nodes {... on ArticlePage {slug}}}
}"""


def ours(graphql: Callable[..., Any]) -> Engine:
    """The public search, of articles whose slugs are the keys of the texts."""
    return lambda query: [node["slug"] for node in graphql(_SEARCH, q=query)["search"]["nodes"]]


def wagtail(keys: Mapping[int, str]) -> Engine:
    """Wagtail's default backend over the texts as they are spelled, as a site without folding would have it.

    What it indexes takes the place of our index.
    """
    backend = SearchBackend({})
    backend.add_bulk(ArticlePage, ArticlePage.objects.all())
    return lambda query: [keys[page.pk] for page in backend.search(query, ArticlePage.objects.all())]


def postgresql(texts: list[Text]) -> Engine:
    """PostgreSQL's text search configuration ``arabic``, titles weighing more than texts."""
    sql = """
        WITH texts AS (
            SELECT key,
                setweight(to_tsvector('arabic', title), 'A') || setweight(to_tsvector('arabic', body), 'B') AS words
            FROM unnest(%s::text[], %s::text[], %s::text[]) AS given(key, title, body)
        )
        SELECT key FROM texts, plainto_tsquery('arabic', %s) query
        WHERE words @@ query ORDER BY ts_rank(words, query) DESC, key
    """
    columns = ([text.key for text in texts], [text.title for text in texts], [text.body for text in texts])

    def ask(query: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(sql, [*columns, query])
            return [key for (key,) in cursor.fetchall()]

    return ask
