"""Search: which spellings find one another, in which order hits come, and what no query can do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from cms.graphql.search.kinds import KINDS
from pages.models import ArticlePage
from tests import factories

SEARCH = """query($q: String!, $locale: String, $fallback: [String!], $first: Int, $after: String, $last: Int,
                  $before: String) {
  search(query: $q, locale: $locale, fallback: $fallback, first: $first, after: $after, last: $last, before: $before) {
    totalCount capped
    edges {cursor node {__typename ... on Platform {slug} ... on PageInterface {title}}}
    pageInfo {hasNextPage hasPreviousPage startCursor endCursor}
  }
}"""


def paragraph(text: str) -> list:
    return [factories.block("paragraph", prose=factories.prose(text))]


@pytest.fixture
def article(article_index):
    return factories.article(article_index, "مقال")


@pytest.fixture
def found(graphql):
    def found(q: str, **arguments) -> list[str]:
        edges = graphql(SEARCH, q=q, **arguments)["search"]["edges"]
        return [edge["node"].get("slug") or edge["node"]["title"] for edge in edges]

    return found


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("مَدْرَسَةٌ", "مدرسة"),
        ("مدرسة", "مَدْرَسَةٌ"),
        ("العـــربية", "العربية"),
        ("إدارة الأعمال", "اداره الاعمال"),
        ("اداره الاعمال", "إدارة الأعمال"),
        ("المكتبه", "المكتبة"),
        ("مستشفى", "مستشفي"),
        ("٢٠٢٦", "2026"),
        ("2026", "۲۰۲۶"),
        ("کتابی", "كتابي"),
        ("Café", "CAFE"),
        ("<b>مدر</b>سة", "مدرسة"),
        ("والمكتبة", "مكتبة"),
        ("مكتبة", "والمكتبة"),
        ("مكتبة", "مكتبات"),
        ("المكتبات", "مكتبه"),
        ("مسئول", "مسؤول"),
        ("المسؤولين", "مسئول"),
        ("\u200fشبك\u200cات\u2069", "شبكة"),
        ("ﻣﻜﺘﺒﺔ", "مكتبة"),
    ],
)
def test_usual_spellings_find_one_another_in_titles_and_texts(article, found, written, asked):
    factories.section(article, "قسم", paragraph(f"أول {written} آخر"))
    assert found(asked) == ["قسم"]
    if "<" not in written:
        factories.section(article, written)
        assert found(asked) == [written, "قسم"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("5G", "5g"),
        ("الـ5G", "5G"),
        ("1e5", "1E5"),
        ("COVID19", "covid19"),
        ("وTwitter", "twitter"),
        ("2026م", "٢٠٢٦م"),
        ("v2.0", "v2 0"),
        ("a_b@c.example/d", "d example"),
        ("-7.5%", "5 7"),
        ("C++", "c"),
    ],
)
def test_words_of_letters_and_digits_are_the_same_words_to_either_database(article, found, written, asked):
    factories.section(article, written)
    assert found(asked) == [written]


def test_every_kind_of_content_is_found(home, article_index, found):
    home.introduction = "<p>كلمة</p>"
    home.save()
    article_index.introduction = "<p>الكلمة كلمة</p>"
    article_index.save()
    article = factories.article(article_index, "مقال", lead="<p>كلمة</p>")
    factories.section(article, "قسم", paragraph("كلمة"))
    factories.platform(description="<p>كلمة</p>")
    assert sorted(found("كلمة")) == sorted(["facebook", "الرئيسية", "المقالات", "مقال", "قسم"])


def test_every_page_type_is_a_kind():
    from grapple.registry import registry

    assert set(registry.pages) <= set(KINDS.values())


def test_platforms_are_found_by_either_name_and_by_aliases(article, found):
    factories.platform("x", "Twitter", "تويتر", aliases='[{"type": "alias", "value": "إكس"}]')
    assert found("twitter") == found("تويتر") == found("اكس") == ["x"]


def test_all_words_must_be_there_in_title_and_text_together(article, found):
    factories.section(article, "أحمر", paragraph("أخضر أزرق"))
    factories.section(article, "أحمر وحده")
    assert found("احمر ازرق") == ["أحمر"]
    assert found("احمر اصفر") == []


def test_names_come_first_then_phrases_then_scattered_words(article, found):
    factories.section(article, "واحد", paragraph("إدارة المال ثم الأعمال"))
    factories.section(article, "اثنان", paragraph("في إدارة الأعمال كلام طويل عن غيرها"))
    factories.section(article, "الأعمال كلها إدارة")
    factories.section(article, "فن إدارة الأعمال اليوم")
    factories.section(article, "إدارة الأعمال")
    assert found("إدارة الأعمال") == ["إدارة الأعمال", "فن إدارة الأعمال اليوم", "الأعمال كلها إدارة", "اثنان", "واحد"]


def test_the_exact_spelling_comes_before_others(article, found):
    """A query without hamzas is how a hurried reader types, and prefers nothing."""
    for title, text in (("أول", "إدارة"), ("ثان", "اداره"), ("ثالث", "إدارة"), ("رابع", "اداره")):
        factories.section(article, title, paragraph(text))
    titles = found("إدارة")
    assert ({*titles[:2]}, {*titles[2:]}) == ({"أول", "ثالث"}, {"ثان", "رابع"})
    assert set(found("اداره")) == set(titles)


def test_the_spelling_asked_for_comes_before_folded_ones_inflected_ones_and_other_words_of_the_stem(article, found):
    for title, text in (("رابع", "مكتب"), ("ثالث", "المكتبات"), ("ثان", "مكتبه"), ("أول", "مكتبة")):
        factories.section(article, title, paragraph(text))
    assert found("مكتبة") == ["أول", "ثان", "ثالث", "رابع"]


def test_words_side_by_side_come_first_in_whatever_form(article, found):
    factories.section(article, "واحد", paragraph("شبكات كثيرة، ومنها ما هو للتواصل"))
    factories.section(article, "اثنان", paragraph("شبكة التواصل كلام طويل عن غيرها وعن غير ذلك"))
    assert found("شبكات التواصل") == ["اثنان", "واحد"]


def test_function_words_are_needed_only_where_there_are_no_others(article, found):
    factories.section(article, "أنواع المكتبات")
    factories.section(article, "ما هي")
    assert found("ما هي أنواع المكتبات؟") == ["أنواع المكتبات"]
    assert found("ما هي") == ["ما هي"]


def test_what_stands_after_the_ranked_words_of_a_long_text_is_found(article, found):
    factories.section(article, "قسم", paragraph("حشو " * 3_000 + "المكتبات"))
    assert found("مكتبة") == ["قسم"]


def test_more_of_the_word_comes_first_and_the_newer_of_equals(article, found):
    factories.section(article, "أول", paragraph("كلمة وغيرها هنا"))
    factories.section(article, "ثان", paragraph("كلمة وكلمة كلمة"))
    factories.section(article, "حدث", paragraph("كلمة وغيرها هنا"))
    assert found("كلمة") == ["ثان", "حدث", "أول"]


def test_a_platform_comes_before_pages_that_say_the_same(article, found):
    factories.section(article, "فيسبوك")
    factories.platform()
    assert found("فيسبوك") == ["facebook", "فيسبوك"]


def test_choices_of_editors_are_no_words(article, found):
    factories.section(article, "قسم", [factories.block("heading", text="عنوان", level="h3")])
    assert found("h3") == []
    assert found("عنوان") == ["قسم"]


def test_each_language_is_searched_apart_and_others_stand_in(article, english, found):
    factories.platform("x", "Chirper", "مغرد")
    factories.platform("y", "Chirper", "مغرد", locale=english)
    assert found("chirper") == ["x"]
    assert found("chirper", locale="en") == ["y"]
    assert sorted(found("chirper", locale="en", fallback=["ar"])) == ["x", "y"]


def test_a_translation_that_is_wanted_more_hides_the_one_that_holds_the_word(article, english, found):
    arabic = factories.platform("x", "Chirper", "مغرد", tagline="كلمة")
    assert found("كلمة", locale="en", fallback=["ar"]) == ["x"]
    factories.platform("x", "Chirper", "Chirper", locale=english, translation_key=arabic.translation_key)
    assert found("كلمة", locale="en", fallback=["ar"]) == []


# Pages of the list --------------------------------------------------------------------------------------------------


@pytest.fixture
def five(article):
    for number in range(5):
        factories.section(article, f"كلمة {number}")
    return [f"كلمة {number}" for number in (4, 3, 2, 1, 0)]


def test_pages_forwards_and_backwards_lose_and_repeat_nothing(five, graphql, found):
    assert found("كلمة") == five
    forward, after = [], None
    for _ in range(3):
        page = graphql(SEARCH, q="كلمة", first=2, after=after)["search"]
        forward += [edge["node"]["title"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert (forward, page["pageInfo"]["hasNextPage"], page["totalCount"]) == (five, False, 5)
    page = graphql(SEARCH, q="كلمة", last=2, before=page["pageInfo"]["startCursor"])["search"]
    assert [edge["node"]["title"] for edge in page["edges"]] == five[2:4]
    assert page["pageInfo"]["hasPreviousPage"] is True
    assert [edge["cursor"] for edge in page["edges"]] == [page["pageInfo"][f"{end}Cursor"] for end in ("start", "end")]


def test_a_cursor_stays_with_its_hit_while_better_ones_are_added(five, article, graphql, found):
    after = graphql(SEARCH, q="كلمة", first=2)["search"]["pageInfo"]["endCursor"]
    factories.section(article, "كلمة 5")
    assert found("كلمة", first=2, after=after) == five[2:4]


def test_a_cursor_whose_hit_is_gone_holds_its_place(five, article, graphql, found):
    after = graphql(SEARCH, q="كلمة", first=2)["search"]["pageInfo"]["endCursor"]
    article.get_children().get(title=five[1]).specific.delete()
    assert found("كلمة", first=2, after=after) == five[3:5]


@pytest.mark.parametrize("cursor", ["", "x", "é", "W10", "WzEsMiwzXQ", "WyIxIiwiUEFHRSIsMV0", "W" * 20_000, "[" * 9000])
def test_what_is_no_cursor_is_refused(home, graphql, cursor):
    (error,) = graphql(SEARCH, errors=True, q="كلمة", after=cursor)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


# No oracle ----------------------------------------------------------------------------------------------------------

SECRET = "سرمكنون"


def hidden_content(article_index, arabic) -> None:
    """The same words in every state that is not public."""
    body = paragraph(f"كلمة {SECRET} " * 5)
    factories.section(factories.article(article_index, f"كلمة {SECRET}", live=False), "كلمة قسم", body)
    factories.article(article_index, f"كلمة {SECRET}", expire_at="2001-01-01T00:00Z")
    private = factories.article(article_index, f"كلمة {SECRET}")
    factories.section(private, f"كلمة {SECRET}", body)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    factories.platform("draft", SECRET, f"كلمة {SECRET}", live=False, description=f"<p>كلمة {SECRET}</p>")
    changed = factories.article(article_index, "مقال معلن")
    changed.title = f"كلمة {SECRET}"
    changed.save_revision()


ALL = """query($q: String!, $first: Int) { search(query: $q, first: $first) {
  totalCount capped
  facets {types {type count} topics {topic {name} count} platforms {platform {slug} count} years {year count}}
  edges {cursor highlights {field html} node {__typename ... on PageInterface {title}}}
  pageInfo {hasNextPage endCursor}
}}"""


def test_what_is_not_public_changes_nothing_of_an_answer(article_index, arabic, graphql):
    public_article = factories.article(article_index, "مقال")
    factories.section(public_article, "واحد", paragraph("كلمة ثم كلام"))
    factories.section(public_article, "اثنان", paragraph("كلام ثم كلمة وكلمة"))
    queries = ("كلمة", "كلام", "كلمة كلام", "كلام كلمة", SECRET, f"كلمة {SECRET}")
    before = [graphql(ALL, q=query) for query in queries]
    hidden_content(article_index, arabic)
    assert [graphql(ALL, q=query) for query in queries] == before
    assert before[-1]["search"]["totalCount"] == 0


def test_what_is_not_public_fills_no_place_among_the_hits_counted(article_index, arabic, graphql, monkeypatch):
    monkeypatch.setattr("cms.graphql.search.hits.MAX_HITS", 2)
    for title in ("كلمة أولى", "كلمة ثانية"):
        factories.article(article_index, title)
    hidden_content(article_index, arabic)
    answer = graphql(SEARCH, q="كلمة")["search"]
    assert (answer["totalCount"], answer["capped"]) == (2, False)
    factories.article(article_index, "كلمة ثالثة")
    answer = graphql(SEARCH, q="كلمة")["search"]
    assert (answer["totalCount"], answer["capped"], len(answer["edges"])) == (2, True, 2)


def test_beyond_the_bound_names_are_kept_before_texts(article, graphql, found, monkeypatch):
    monkeypatch.setattr("cms.graphql.search.hits.MAX_HITS", 2)
    factories.section(article, "كلمة")
    for number in range(3):
        factories.section(article, f"قسم {number}", paragraph("كلمة"))
    assert found("كلمة") == ["كلمة", "قسم 2"]


def test_beyond_a_number_of_texts_the_latest_follow_unranked(article, found, monkeypatch):
    monkeypatch.setattr("cms.graphql.search.hits.MAX_RANKED", 2)
    factories.section(article, "قسم 0", paragraph("كلمة نص كلمة نص كلمة نص كلمة"))
    factories.section(article, "قسم 1", paragraph("كلمة"))
    factories.section(article, "قسم 2", paragraph("كلمة نص كلمة نص كلمة"))
    factories.section(article, "قسم 3", paragraph("كلمة"))
    factories.section(article, "كلمة")
    assert found("كلمة") == ["كلمة", "قسم 2", "قسم 3", "قسم 1", "قسم 0"]


# Strange queries ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "q",
    [
        'كلمة "',
        '"كلمة',
        "كلمة\0",
        "(كلمة",
        "كلمة*",
        "كلمة:",
        "كلمة'",
        "^كلمة",
        "كلمة \\",
        "-كلمة",
        "كلمة & | !",
        "%كلمة_",
    ],
)
def test_signs_have_no_meaning(article, found, q):
    factories.section(article, "كلمة")
    assert found(q) == ["كلمة"]


@pytest.mark.parametrize(
    "q", ["AND", "OR", "NOT", "NEAR(a b)", "title:x", "the", "!!!", "' --", "{", "\u200f", "ّ", "😀", "%"]
)
def test_words_of_query_languages_are_words_and_signs_alone_find_nothing(article, graphql, q):
    assert graphql(SEARCH, q=q)["search"]["totalCount"] == 0


def test_no_word_is_too_common_to_be_found(article, found):
    factories.section(article, "the running")
    assert found("the") == ["the running"]
    assert found("run") == []


@pytest.mark.parametrize("q", ["", " \n ", '"', "a" * 201, "a " * 11, "ﷺ" * 4, "word " * 5_000])
def test_a_query_without_words_or_with_too_many_is_refused(home, graphql, q):
    with CaptureQueriesContext(connection) as queries:
        (error,) = graphql(SEARCH, errors=True, q=q)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert len(queries) == 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    q=st.one_of(
        st.text(max_size=210),
        st.text(st.sampled_from("\"*:()-+^{}[]'\\%_&|!<>@~\0 aبNEARORD😀\u200f\u0651ﷺ½"), max_size=210),
        st.lists(st.sampled_from(["AND", "OR", "NOT", "NEAR/2", "كلمة", '"', "*", ":*", "<->", "a:b", "\0"])).map(
            " ".join
        ),
    )
)
def test_any_text_gives_an_answer_or_is_refused(article, client, q):
    body = {"query": SEARCH, "variables": {"q": q}}
    answer = client.post("/graphql/", body, content_type="application/json").json()
    if "errors" in answer:
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    else:
        assert answer["data"]["search"]["totalCount"] >= 0


# Cost ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [(1, 1_000, 12), (12, 1_000, 12), (12, 15, 13)])
def test_the_number_of_queries_is_the_same_for_few_hits_and_many(article_index, graphql, monkeypatch, case):
    """One reads the platforms' names, and one more brings those hits with the words in their names, where there are
    more than are ranked."""
    number, bound, cost = case
    monkeypatch.setattr("cms.graphql.search.hits.MAX_HITS", bound)
    topic = factories.topic()
    factories.platform()
    for serial in range(number):
        article = factories.article(article_index, f"كلمة {serial}")
        article.topics.add(topic)
        article.save()
        factories.section(article, "قسم", paragraph("كلمة فيسبوك"))
    graphql(ALL, q="كلمة", first=100)
    with CaptureQueriesContext(connection) as queries:
        answer = graphql(ALL, q="كلمة", first=100)["search"]
    assert answer["totalCount"] == min(number * 2, bound)
    assert len(queries) == cost, "\n".join(query["sql"] for query in queries)


def test_the_admin_still_finds_pages_as_they_are_spelled(article):
    factories.article(article.get_parent(), "إدارة الأعمال")
    assert [page.title for page in ArticlePage.objects.search("إدارة")] == ["إدارة الأعمال"]
    assert [page.title for page in ArticlePage.objects.search("اداره الاعمال")] == ["إدارة الأعمال"]
