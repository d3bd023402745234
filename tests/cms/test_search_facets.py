"""Facets and filters of a search: what the hits are, counted, and narrowed by the same things."""

import pytest
from wagtail.models import PageViewRestriction

from tests import factories

SEARCH = """query($q: String! = "كلمة", $filter: SearchFilter, $locale: String, $fallback: [String!]) {
  search(query: $q, filter: $filter, locale: $locale, fallback: $fallback) {
    totalCount capped
    nodes {... on Platform {slug} ... on PageInterface {title}}
    facets {
      types {type count}
      topics {topic {slug name} count}
      platforms {platform {slug latinName} count}
      years {year count}
    }
  }
}"""


def naming(*names: str) -> list:
    return [factories.block("paragraph", prose=factories.prose(f"كلمة {' '.join(names)}"))]


@pytest.fixture
def content(article_index):
    """Two articles with two sections each, and two platforms that they name."""
    factories.platform("facebook", "Facebook", "فيسبوك", description="<p>كلمة</p>")
    factories.platform("tiktok", "TikTok", "تيكتوك")
    marketing, media = factories.topic("تسويق", slug="marketing"), factories.topic("إعلام", slug="media")
    old = factories.article(article_index, "كلمة قديمة", date="2024-05-01")
    new = factories.article(article_index, "كلمة جديدة", date="2026-01-31")
    for article, topics in ((old, [marketing]), (new, [marketing, media])):
        article.topics.set(topics)
        article.save()
    factories.section(old, "قديم أول", naming("فيسبوك", "تيكتوك"))
    factories.section(old, "قديم ثان", naming())
    factories.section(new, "جديد أول", naming("فيسبوك"))
    return {"old": old, "new": new}


@pytest.fixture
def search(graphql):
    return lambda **variables: graphql(SEARCH, **variables)["search"]


@pytest.fixture
def found(search):
    def found(**given) -> set[str]:
        return {node.get("slug") or node["title"] for node in search(filter=given)["nodes"]}

    return found


def counts(answer: dict, facet: str, name: str, key: str | None = None) -> dict:
    values = answer["facets"][facet]
    return {value[name][key] if key else value[name]: value["count"] for value in values}


@pytest.mark.usefixtures("content")
def test_facets_count_all_hits(search):
    answer = search()
    assert answer["totalCount"] == 6
    assert counts(answer, "types", "type") == {"SECTION": 3, "ARTICLE": 2, "PLATFORM": 1}
    assert counts(answer, "topics", "topic", "slug") == {"marketing": 5, "media": 2}
    assert counts(answer, "platforms", "platform", "slug") == {"facebook": 4, "tiktok": 2}
    assert counts(answer, "years", "year") == {2024: 3, 2026: 2}


@pytest.mark.usefixtures("content")
def test_the_most_frequent_value_comes_first(search):
    facets = search()["facets"]
    for facet in facets.values():
        assert [value["count"] for value in facet] == sorted((value["count"] for value in facet), reverse=True)


def test_facets_of_nothing_are_empty(home, search):
    assert search(q="معدومة")["facets"] == {"types": [], "topics": [], "platforms": [], "years": []}


@pytest.mark.usefixtures("content")
def test_facets_tell_the_number_of_hits_that_filtering_by_them_leaves(search):
    facets = search()["facets"]
    filters = [
        *(({"type": {"eq": value["type"]}}, value["count"]) for value in facets["types"]),
        *(({"topics": {"slugs": [value["topic"]["slug"]]}}, value["count"]) for value in facets["topics"]),
        *(({"platforms": {"slugs": [value["platform"]["slug"]]}}, value["count"]) for value in facets["platforms"]),
        *(({"year": {"eq": value["year"]}}, value["count"]) for value in facets["years"]),
    ]
    assert len(filters) == 9
    for given, count in filters:
        assert search(filter=given)["totalCount"] == count, given


@pytest.mark.usefixtures("content")
def test_filters_narrow_hits_and_facets(found, search):
    assert found(type={"in": ["ARTICLE", "PLATFORM"]}) == {"facebook", "كلمة قديمة", "كلمة جديدة"}
    assert found(type={"eq": "HOME"}) == set()
    assert found(topics={"slugs": ["media"]}) == {"كلمة جديدة", "جديد أول"}
    assert found(platforms={"slugs": ["tiktok"]}) == {"كلمة قديمة", "قديم أول"}
    assert found(year={"gte": 2025}) == {"كلمة جديدة", "جديد أول"}
    assert found(date={"gt": "2024-05-01", "lte": "2026-01-31"}) == {"كلمة جديدة", "جديد أول"}
    assert found(type={"eq": "SECTION"}, year={"in": [2024]}) == {"قديم أول", "قديم ثان"}
    narrowed = search(filter={"year": {"eq": 2026}})
    assert counts(narrowed, "types", "type") == {"ARTICLE": 1, "SECTION": 1}
    assert counts(narrowed, "platforms", "platform", "slug") == {"facebook": 2}


@pytest.mark.usefixtures("content")
def test_filters_combine(found):
    assert found(**{"or": [{"type": {"eq": "PLATFORM"}}, {"year": {"eq": 2026}}]}) == {
        "facebook",
        "كلمة جديدة",
        "جديد أول",
    }
    assert found(**{"not": {"topics": {"slugs": ["marketing"]}}}) == {"facebook"}
    assert found(**{"and": [{"type": {"eq": "SECTION"}}, {"not": {"platforms": {"slugs": ["facebook"]}}}]}) == {
        "قديم ثان"
    }


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("year", [0, -1, 10_000, 2**31 - 1])
def test_a_year_that_no_calendar_has_finds_nothing(found, year):
    assert found(year={"eq": year}) == set()
    assert found(year={"in": [year]}) == set()


@pytest.mark.parametrize(
    "given",
    [
        {"type": None},
        {"type": {}},
        {"topics": {"ids": ["x"]}},
        {"platforms": {"slugs": ["a\0"]}},
        {"year": {"in": list(range(101))}},
        {"not": {"not": {"not": {"not": {"type": {"eq": "HOME"}}}}}},
    ],
)
def test_a_filter_that_means_nothing_is_refused(home, graphql, given):
    (error,) = graphql(SEARCH, errors=True, filter=given)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_facets_and_filters_know_nothing_of_what_is_not_public(content, search, found):
    before = search()
    draft_topic = factories.topic("سر", slug="secret", live=False)
    factories.platform("hidden", "Hidden", "خفيمكنون", live=False)
    content["old"].topics.add(draft_topic)
    content["old"].save()
    factories.section(content["old"], "علني يسمي", naming("خفيمكنون"), live=False)
    section = factories.section(content["new"], "خاص", naming("تيكتوك"))
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert search() == before
    assert found(topics={"slugs": ["secret"]}) == set()
    assert found(platforms={"slugs": ["hidden"]}) == set()
    assert found(platforms={"slugs": ["tiktok"]}) == {"كلمة قديمة", "قديم أول"}


def test_facets_speak_the_wanted_language(content, search, english):
    from snippets.models import Platform, Topic

    topic, platform = Topic.objects.get(slug="media"), Platform.objects.get(slug="facebook")
    factories.topic("Media", slug="media", locale=english, translation_key=topic.translation_key)
    factories.platform(locale=english, translation_key=platform.translation_key)
    answer = search(locale="en", fallback=["ar"])
    assert counts(answer, "topics", "topic", "name") == {"تسويق": 5, "Media": 2}
    assert answer["totalCount"] == 5


NARROWED = (
    """query($filter: SearchFilter) {search(query: "كلمة", filter: $filter) {nodes {... on PageInterface {title}}}}"""
)


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("few", [1_000, 0])
def test_filters_mean_the_same_whether_few_pages_meet_them_or_many(found, monkeypatch, few):
    monkeypatch.setattr("cms.graphql.linked.FEW", few)
    assert found(topics={"slugs": ["media"]}) == {"كلمة جديدة", "جديد أول"}
    assert found(topics={"slugs": ["marketing"]}, year={"eq": 2024}) == {"كلمة قديمة", "قديم أول", "قديم ثان"}
    assert found(platforms={"slugs": ["tiktok"]}) == {"كلمة قديمة", "قديم أول"}
    assert found(platforms={"slugs": ["facebook"]}, topics={"slugs": ["media"]}) == {"كلمة جديدة", "جديد أول"}
    assert found(date={"eq": "2024-05-01"}, type={"eq": "ARTICLE"}) == {"كلمة قديمة"}
    assert found(**{"not": {"platforms": {"slugs": ["facebook"]}}, "year": {"eq": 2024}}) == {"قديم ثان"}
    assert found(**{"or": [{"platforms": {"slugs": ["tiktok"]}}, {"date": {"gt": "2026-01-01"}}]}) == {
        "كلمة قديمة",
        "قديم أول",
        "كلمة جديدة",
        "جديد أول",
    }
    assert found(type={"eq": "PLATFORM"}, topics={"slugs": ["media"]}) == set()


@pytest.mark.parametrize("few", [1_000, 0])
def test_nothing_hidden_is_found_by_a_filter_whether_few_pages_meet_it_or_many(content, found, monkeypatch, few):
    monkeypatch.setattr("cms.graphql.linked.FEW", few)
    content["old"].get_children().get(title="قديم أول").unpublish()
    PageViewRestriction.objects.create(page=content["new"], restriction_type="login")
    assert found(platforms={"slugs": ["facebook"]}) == set()
    assert found(topics={"slugs": ["marketing"]}) == {"كلمة قديمة", "قديم ثان"}
    assert found(year={"gt": 2000}) == {"كلمة قديمة", "قديم ثان"}


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("year", "articles"),
    [
        ({"gt": 2024}, {"كلمة جديدة"}),
        ({"gte": 2024, "lt": 2026}, {"كلمة قديمة"}),
        ({"lte": 2024}, {"كلمة قديمة"}),
        ({"gt": -5, "lt": 2**31 - 1}, {"كلمة قديمة", "كلمة جديدة"}),
        ({"gt": 2**31 - 1}, set()),
        ({"lt": -(2**31)}, set()),
        ({"in": [2024, 2026, 10_000]}, {"كلمة قديمة", "كلمة جديدة"}),
    ],
)
def test_years_are_compared_whatever_calendars_have(found, year, articles):
    assert found(year=year, type={"eq": "ARTICLE"}) == articles


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("given", "cost"),
    [
        ({}, 5),  # pages and platforms are read apart
        ({"type": {"eq": "SECTION"}}, 4),
        ({"topics": {"slugs": ["media"]}, "year": {"eq": 2026}}, 5),  # what is asked of articles is looked up at once
        ({"topics": {"slugs": ["media"]}, "platforms": {"slugs": ["facebook"]}}, 6),
    ],
)
def test_a_filter_costs_a_query_for_articles_and_one_for_platforms(graphql, django_assert_num_queries, given, cost):
    graphql(NARROWED, filter=given)
    with django_assert_num_queries(cost):
        graphql(NARROWED, filter=given)
