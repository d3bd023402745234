"""Lists narrowed by typed filters and brought into order by enums, over what is public alone."""

import pytest
from django.utils.dateparse import parse_datetime

from tests import factories as make


def titles(graphql, field, arguments=""):
    return [node["title"] for node in graphql(f"{{{field}{arguments}{{nodes{{title}}}}}}")[field]["nodes"]]


@pytest.fixture
def shelf(article_index):
    """Three articles of three days; the first two under a topic, the first by an author and naming a platform."""
    facebook, topic, person = make.platform(), make.topic(slug="media"), make.person(slug="layan")
    articles = [
        make.article(article_index, title, slug=slug, date=date)
        for title, slug, date in (("أ", "a", "2026-01-01"), ("ب", "b", "2026-01-02"), ("ج", "c", "2026-01-03"))
    ]
    for article in articles[:2]:
        article.topics.add(topic)
        article.save()
    make.sign(articles[0], person)
    make.section(articles[0], "قسم", [make.block("paragraph", prose=make.prose("عن فيسبوك"))], kind="types")
    return {"facebook": facebook, "topic": topic, "person": person, "articles": articles}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ('slug: {eq: "b"}', ["ب"]),
        ('slug: {in: ["a", "c", "nope"]}', ["ج", "أ"]),
        ('date: {gte: "2026-01-02"}', ["ج", "ب"]),
        ('date: {gt: "2026-01-01", lt: "2026-01-03"}', ["ب"]),
        ('topics: {slugs: ["media"]}', ["ب", "أ"]),
        ('authors: {slugs: ["layan"]}', ["أ"]),
        ('platforms: {slugs: ["facebook"]}', ["أ"]),
        ('platforms: {slugs: ["facebook"]}, slug: {eq: "b"}', []),
        ('not: {topics: {slugs: ["media"]}}', ["ج"]),
        ('or: [{slug: {eq: "a"}}, {slug: {eq: "c"}}]', ["ج", "أ"]),
        ('and: [{topics: {slugs: ["media"]}}, {not: {slug: {eq: "a"}}}]', ["ب"]),
        ("or: []", []),
        ("and: []", ["ج", "ب", "أ"]),
        ("not: {}", []),
        ("or: [{}]", ["ج", "ب", "أ"]),
        ("topics: {}", []),
    ],
)
def test_articles_are_narrowed_by(shelf, graphql, given, found):
    assert titles(graphql, "articles", f"(filter: {{{given}}})") == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("DATE_DESC", ["ج", "ب", "أ"]),
        ("DATE_ASC", ["أ", "ب", "ج"]),
        ("TITLE_ASC", ["أ", "ب", "ج"]),
        ("TITLE_DESC", ["ج", "ب", "أ"]),
        ("PUBLISHED_DESC", ["ج", "ب", "أ"]),
    ],
)
def test_articles_come_in_the_order_asked_for_and_page_in_it(shelf, graphql, order, found):
    assert titles(graphql, "articles", f"(orderBy: {order})") == found
    first = graphql(f"{{articles(orderBy: {order}, first: 1) {{nodes {{title}} pageInfo {{endCursor}}}}}}")["articles"]
    rest = titles(graphql, "articles", f'(orderBy: {order}, after: "{first["pageInfo"]["endCursor"]}")')
    assert [first["nodes"][0]["title"], *rest] == found


def test_totals_count_what_the_filter_lets_through(shelf, graphql):
    assert graphql('{articles(filter: {topics: {slugs: ["media"]}}, first: 1) {totalCount}}') == {
        "articles": {"totalCount": 2}
    }


@pytest.mark.parametrize("narrowed", ["topics: {slugs: []}", "topics: {ids: []}", 'platforms: {slugs: ["none"]}'])
def test_totals_of_what_nothing_meets_are_nought(shelf, graphql, narrowed):
    found = graphql(f"{{articles(filter: {{{narrowed}}}) {{totalCount nodes {{title}}}}}}")
    assert found == {"articles": {"totalCount": 0, "nodes": []}}


def test_filters_take_the_ids_that_answers_give(shelf, graphql):
    node = graphql('{topic(slug: "media") {id}}')["topic"]["id"]
    query = "query($ids: [ID!]) {articles(filter: {topics: {ids: $ids}}) {nodes {title}}}"
    assert [n["title"] for n in graphql(query, ids=[node])["articles"]["nodes"]] == ["ب", "أ"]


def test_sections_are_narrowed_by_article_kind_and_platform(shelf, graphql):
    for given in (
        'article: {slugs: ["a"]}',
        "kind: {eq: TYPES}",
        "kind: {in: [TYPES, OTHER]}",
        'platforms: {slugs: ["facebook"]}',
    ):
        assert titles(graphql, "sections", f"(filter: {{{given}}})") == ["قسم"], given
    for given in ('article: {slugs: ["b"]}', "kind: {eq: OTHER}"):
        assert titles(graphql, "sections", f"(filter: {{{given}}})") == [], given


def test_platforms_are_narrowed_by_kind_and_year(shelf, graphql):
    make.platform("youtube", "YouTube", "يوتيوب", kind="video_sharing", launch_year=2005)
    assert titles(graphql, "platforms", "(filter: {kind: {eq: VIDEO_SHARING}})") == ["يوتيوب"]
    assert titles(graphql, "platforms", "(filter: {launchYear: {lte: 2005}})") == ["يوتيوب"]
    assert titles(graphql, "platforms", "(orderBy: LATIN_NAME_ASC)") == ["فيسبوك", "يوتيوب"]


def test_times_of_publication_are_compared(shelf, graphql):
    for article, day in zip(shelf["articles"], ("01", "02", "03"), strict=True):
        type(article).objects.filter(pk=article.pk).update(first_published_at=parse_datetime(f"2026-02-{day}T00:00Z"))
    found = titles(graphql, "articles", '(filter: {firstPublishedAt: {gte: "2026-02-02T00:00:00Z"}})')
    assert found == ["ج", "ب"]


@pytest.mark.parametrize("draft", ["topic", "person", "facebook"])
def test_what_is_not_public_cannot_be_felt_for_by_a_filter(shelf, graphql, draft):
    row = shelf[draft]
    type(row).objects.filter(pk=row.pk).update(live=False)
    field = {"topic": "topics", "person": "authors", "facebook": "platforms"}[draft]
    assert titles(graphql, "articles", f'(filter: {{{field}: {{slugs: ["{row.slug}"]}}}})') == []


def test_a_hidden_section_does_not_lend_its_article_its_platforms(shelf, graphql):
    shelf["articles"][0].get_children().update(live=False)
    assert titles(graphql, "articles", '(filter: {platforms: {slugs: ["facebook"]}})') == []


NESTED = "not: {" * 5 + 'slug: {eq: "a"}' + "}" * 5


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("slug: {eq: null}", "`eq` is null; leave it out, or give it a value."),
        ("slug: null", "`slug` is null; leave it out, or give it a value."),
        ("slug: {}", "A filter is empty; give it `eq` or `in`, or leave it out."),
        (NESTED, "The filter nests deeper than 4 levels."),
        ("or: [" + '{slug: {eq: "a"}}, ' * 31 + "]", "The filter has more than 30 conditions; split the request."),
        ("slug: {in: [" + '"a", ' * 101 + "]}", "A list of values has 101 entries; it can have 100."),
        ('id: {eq: "nonsense"}', "'nonsense' is no id; use one that an answer gave."),
    ],
)
def test_filters_beyond_their_bounds_are_refused(shelf, graphql, given, message):
    (error,) = graphql(f"{{articles(filter: {{{given}}}) {{totalCount}}}}", errors=True)
    assert (error["message"], error["extensions"]["code"]) == (message, "BAD_USER_INPUT")


def test_no_column_that_is_not_declared_can_be_named(shelf, graphql):
    for given in ('owner: {eq: "1"}', 'owner__password: {eq: "a"}', 'live: {eq: "false"}'):
        (error,) = graphql(f"{{articles(filter: {{{given}}}) {{totalCount}}}}", errors=True)
        assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_filtered_lists_cost_the_same_for_one_and_for_many(shelf, graphql, article_index, django_assert_num_queries):
    query = """{articles(filter: {topics: {slugs: ["media"]}, platforms: {slugs: ["facebook"]}}) {
        totalCount nodes {title sections {nodes {title}} topics {nodes {name}}}}}"""
    graphql(query)
    with django_assert_num_queries(8):  # two filters look at their links first, for the list and for its total
        graphql(query)
    for place in range(10):
        article = make.article(article_index, f"مقال {place}")
        article.topics.add(shelf["topic"])
        article.save()
        make.section(article, "قسم", [make.block("paragraph", prose=make.prose("عن فيسبوك"))])
    with django_assert_num_queries(8):
        assert graphql(query)["articles"]["totalCount"] == 11


@pytest.mark.parametrize("few", [1_000, 0])
def test_totals_are_those_of_the_lists_whether_links_are_few_or_many(shelf, graphql, article_index, monkeypatch, few):
    monkeypatch.setattr("cms.graphql.linked.FEW", few)
    article = make.article(article_index, "مقال", date="2001-02-03")
    make.section(article, "قسم", [make.block("paragraph", prose=make.prose("عن فيسبوك"))])
    make.article(article_index, "مستور", live=False, topics=[shelf["topic"]])
    narrowings = [
        {},
        {"topics": {"slugs": ["media"]}},
        {"not": {"topics": {"slugs": ["media"]}}},
        {"platforms": {"slugs": ["facebook"]}},
        {"or": [{"platforms": {"slugs": ["facebook"]}}, {"topics": {"slugs": ["media"]}}]},
        {"date": {"lt": "2002-01-01"}},
    ]
    query = "query($f: ArticlePageFilter) {articles(filter: $f) {totalCount nodes {title}}}"
    for narrowing in narrowings:
        found = graphql(query, f=narrowing)["articles"]
        assert found["totalCount"] == len(found["nodes"]) > 0, narrowing
