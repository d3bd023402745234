"""Suggestions while one types: which names are found, in which order, what of them is marked, and what is not told."""

import json

import pytest

from pages.models import ArticleIndexPage, ArticlePage
from tests import factories

from .hidden_site import PAGE_STATES, SNIPPET_STATES

SUGGEST = """query($q: String!, $first: Int, $locale: String, $fallback: [String!]) {
  suggestions(query: $q, first: $first, locale: $locale, fallback: $fallback) {
    title path text html segments {text hit start} node {__typename ... on PageInterface {title}}
  }
}"""


@pytest.fixture
def suggested(graphql):
    def suggested(q: str, first: int = 10, **arguments) -> list[str]:
        return [found["title"] for found in graphql(SUGGEST, q=q, first=first, **arguments)["suggestions"]]

    return suggested


@pytest.fixture
def article(article_index):
    return factories.article(article_index, "شبكات التواصل")


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize(
    "q",
    ["شبكات", "شب", "ش", "الشبك", "وشبكات", "شَبَكـات", "تواصل", "التوا", "والتوا", "بالتواصل", "للتوا", "وتوا",
     "شبكات الت", "شبكات تو", "تواصل شبك", " شبكات! ", "شبكات\u200f التو"],
)  # fmt: skip
def test_a_name_is_found_by_the_beginning_of_any_word_in_any_usual_spelling(suggested, q):
    assert suggested(q) == ["شبكات التواصل"]


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize(
    "q", ["", "  ", "!", "\0", "بكات", "واصل", "التواصل شبكاتي", "شبكات ثم", "zqx", "zqy", '"', "*"]
)
def test_nothing_else_finds_it(suggested, q):
    assert suggested(q) == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("إدارة الأعمال", "اداره الا"),
        ("مستشفى", "مستشفي"),
        ("أهمية ٢٠٢٦", "اهميه 20"),
        ("مَدْرَسَةٌ", "مدرسة"),
        ("کتابی", "كتاب"),
    ],
)
def test_spellings_that_fold_alike_find_one_another(article_index, suggested, written, typed):
    factories.article(article_index, written)
    assert suggested(typed) == [written]


def test_names_that_begin_as_typed_come_first_then_broader_subjects(article_index, suggested):
    article = factories.article(article_index, "عن التسويق")
    factories.section(article, "التسويق بالبريد")
    factories.article(article_index, "التسويق")
    factories.article(article_index, "التسويق اليوم")
    factories.topic("تسويق")
    factories.platform("market", "Market", "تسويق بلس")
    assert suggested("تسو") == ["تسويق بلس", "تسويق", "التسويق", "التسويق اليوم", "التسويق بالبريد", "عن التسويق"]


def test_words_as_typed_side_by_side_come_before_scattered_ones(article_index, suggested):
    factories.article(article_index, "خطة تسويق ثم محتوى رقمي")
    factories.article(article_index, "نحو محتوى في تسويق")
    factories.article(article_index, "نحو تسويق محتوى")
    assert suggested("تسويق محت")[0] == "نحو تسويق محتوى"
    assert len(suggested("تسويق محت")) == 3


def test_one_name_is_suggested_once_for_a_type(article_index, suggested):
    for _ in range(3):
        factories.section(factories.article(article_index, "المقدمة"), "المقدمة")
    assert suggested("المقد") == ["المقدمة", "المقدمة"]


@pytest.mark.django_db
def test_a_platform_is_found_by_each_of_its_names_and_shows_the_one_that_fits(graphql):
    aliases = json.dumps([factories.block("alias") | {"value": "فيس بوك"}])
    factories.platform("facebook", "Facebook", "فيسبوك", aliases=aliases)
    for q, text, html in [
        ("فيسب", "فيسبوك", "<mark>فيسب</mark>وك"),
        ("FACE", "Facebook", "<mark>Face</mark>book"),
        ("بوك", "فيس بوك", "فيس <mark>بوك</mark>"),
        ("فيس بو", "فيس بوك", "<mark>فيس</mark> <mark>بو</mark>ك"),
    ]:
        (found,) = graphql(SUGGEST, q=q)["suggestions"]
        assert (found["title"], found["text"], found["html"]) == ("فيسبوك", text, html)
        assert (found["path"], found["node"]) == (None, {"__typename": "Platform"})


def test_a_suggestion_tells_node_path_and_what_was_typed_of_the_name(article_index, graphql):
    factories.article(article_index, "<i> 😀 والتَّواصُل", slug="talk")
    (found,) = graphql(SUGGEST, q="تواص")["suggestions"]
    assert found == {
        "title": "<i> 😀 والتَّواصُل",
        "path": "/المقالات/talk/",
        "text": "<i> 😀 والتَّواصُل",
        "html": "&lt;i&gt; 😀 وال<mark>تَّواصُ</mark>ل",
        "segments": [
            {"text": "<i> 😀 وال", "hit": False, "start": 0},
            {"text": "تَّواصُ", "hit": True, "start": 10},
            {"text": "ل", "hit": False, "start": 17},
        ],
        "node": {"__typename": "ArticlePage", "title": "<i> 😀 والتَّواصُل"},
    }


def test_there_are_as_many_as_are_asked_for(article_index, suggested, graphql):
    for number in range(12):
        factories.article(article_index, f"عنوان {number}")
    assert [len(suggested("عنوان", first)) for first in (1, 5, 10)] == [1, 5, 10]
    for arguments in ('query: "عنوان"', 'query: "عنوان", first: null'):
        assert len(graphql(f"{{suggestions({arguments}) {{title}}}}")["suggestions"]) == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ('query: "a", first: 0', "`first` is 0; ask for 1 to 10."),
        ('query: "a", first: 11', "`first` is 11; ask for 1 to 10."),
        (f'query: "{"a" * 201}"', "`query` is too long; write up to 10 words in 200 characters."),
        (f'query: "{"a " * 11}"', "`query` is too long; write up to 10 words in 200 characters."),
    ],
)
@pytest.mark.usefixtures("home")
def test_what_is_out_of_bounds_is_refused(graphql, arguments, message):
    (error,) = graphql(f"{{suggestions({arguments}) {{title}}}}", errors=True)
    assert (error["message"], error["extensions"]["code"]) == (message, "BAD_USER_INPUT")


@pytest.mark.parametrize("hide", PAGE_STATES.values(), ids=PAGE_STATES.keys())
def test_no_hidden_page_is_suggested_nor_what_is_below(article_index, suggested, hide):
    article = factories.article(article_index, "زمردة")
    factories.section(article, "ياقوتة")
    article = ArticlePage.objects.get(pk=article.pk)
    assert (suggested("زمر"), suggested("ياقو")) == (["زمردة"], ["ياقوتة"])
    hide(article)
    assert (suggested("زمر"), suggested("ياقو")) == ([], [])


@pytest.mark.parametrize("hide", PAGE_STATES.values(), ids=PAGE_STATES.keys())
def test_nothing_two_levels_below_a_hidden_page_is_suggested(article_index, suggested, hide):
    factories.section(factories.article(article_index, "مقال"), "ياقوتة")
    assert suggested("ياقو") == ["ياقوتة"]
    hide(ArticleIndexPage.objects.get(pk=article_index.pk))
    assert suggested("ياقو") == []


@pytest.mark.parametrize("hide", SNIPPET_STATES.values(), ids=SNIPPET_STATES.keys())
@pytest.mark.usefixtures("home")
def test_no_hidden_platform_or_topic_is_suggested(suggested, hide):
    rows = [factories.platform("emerald", "Emerald", "زمردة"), factories.topic("زمرد")]
    assert suggested("زمر") == ["زمردة", "زمرد"]
    for row in rows:
        hide(row)
    assert suggested("زمر") == []


def test_a_draft_title_is_not_suggested(article, suggested):
    article.title = "زمردة"
    article.save_revision()
    assert (suggested("زمر"), suggested("شبك")) == ([], ["شبكات التواصل"])
    ArticlePage.objects.get(pk=article.pk).get_latest_revision().publish()
    assert (suggested("زمر"), suggested("شبك")) == (["زمردة"], [])


def test_each_language_is_suggested_apart_and_fallbacks_stand_in(article_index, english, suggested):
    factories.topic("عربي فقط", slug="only")
    twin = factories.topic("مشترك", slug="both")
    twin.copy_for_translation(english).save()
    assert suggested("مشت", locale="en") == ["مشترك"]
    assert suggested("عربي", locale="en") == []
    assert suggested("عربي", locale="en", fallback=["ar"]) == ["عربي فقط"]


@pytest.mark.parametrize("articles", [1, 9])
def test_suggestions_cost_the_same_for_one_and_for_many(article_index, graphql, django_assert_num_queries, articles):
    for _ in range(articles):
        factories.article(article_index, f"عنوان {_}")
    graphql(SUGGEST, q="عنوان", first=10)
    with django_assert_num_queries(3):
        assert len(graphql(SUGGEST, q="عنوان", first=10)["suggestions"]) == articles
