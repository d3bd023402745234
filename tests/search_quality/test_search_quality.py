"""The quality of search, measured against what Wagtail and PostgreSQL bring."""

from dataclasses import astuple

import pytest
from django.db import connection

from tests import factories

from . import engines
from .corpus import queries, texts
from .measures import Measures, measure

#: By how much search must be better than each of the others, on each of precision and recall.
MARGIN = 0.2


@pytest.fixture
def keys(article_index) -> dict[int, str]:
    """The texts as published articles: their keys by primary key."""
    aliases = '[{"type": "alias", "value": "%s"}]'
    factories.platform("facebook", "Facebook", "فيسبوك", aliases=aliases % "فيس بوك")
    factories.platform(
        "x", "X", "إكس", aliases='[{"type": "alias", "value": "تويتر"}, {"type": "alias", "value": "Twitter"}]'
    )
    factories.platform("youtube", "YouTube", "يوتيوب")
    return {
        factories.article(article_index, text.title, slug=text.key, lead=f"<p>{text.body}</p>").pk: text.key
        for text in texts()
    }


def test_the_set_is_sound():
    known = {text.key for text in texts()}
    assert len(known) == len(texts()) >= 60
    assert len({query.words for query in queries()}) == len(queries()) >= 60
    assert {key for query in queries() for key in query.grades} <= known
    assert {grade for query in queries() for grade in query.grades.values()} == {1, 2, 3}


def test_search_finds_more_and_ranks_better_than_what_comes_with_wagtail_and_postgresql(keys, graphql, monkeypatch):
    reached = {"this search": measure(engines.ours(graphql), queries())}
    monkeypatch.setattr("snippets.searching.searchable", lambda text: text)
    reached["Wagtail's default"] = measure(engines.wagtail(keys), queries())
    if connection.vendor == "postgresql":
        reached["PostgreSQL's arabic"] = measure(engines.postgresql(texts()), queries())
    print(table(reached))
    best = reached.pop("this search")
    for name, other in reached.items():
        assert best.precision >= other.precision + MARGIN, name
        assert best.recall >= other.recall + MARGIN, name


def table(reached: dict[str, Measures]) -> str:
    lines = [f"\n{connection.vendor:22}{'precision at 5':>16}{'recall':>10}{'nDCG at 5':>12}{'purity':>10}"]
    for name, measures in reached.items():
        first, *others = astuple(measures)
        lines.append(f"{name:22}{first:16.2f}{others[0]:10.2f}{others[1]:12.2f}{others[2]:10.2f}")
    return "\n".join(lines)
