"""Did you mean: what is offered for misspelt queries, that nothing is offered for others, and that no draft is told."""

import pytest

from cms import vocabulary
from cms.graphql.search import corrections
from cms.graphql.search.proposals import proposals
from cms.models import Word
from pages.models import ArticlePage, SectionPage
from snippets.models import Platform
from tests import factories

from .hidden_site import PAGE_STATES, SNIPPET_STATES
from .spelling_cases import CORPUS, FOREIGN, FOUND, MISSPELT, RIGHT

SEARCH = """query($q: String!, $locale: String, $fallback: [String!], $filter: SearchFilter) {
  search(query: $q, locale: $locale, fallback: $fallback, filter: $filter) {
    totalCount didYouMean {query html segments {text changed}}
  }
}"""


def paragraph(text: str) -> list:
    return [factories.block("paragraph", prose=factories.prose(text))]


@pytest.fixture
def article(article_index):
    return factories.article(article_index, "مقال")


@pytest.fixture
def corpus(article):
    for title, text in CORPUS.items():
        factories.section(article, title, paragraph(text))
    factories.platform("facebook", "Facebook", "فيسبوك")
    factories.platform("instagram", "Instagram", "إنستغرام")
    factories.platform("linkedin", "LinkedIn", "لينكدإن")


@pytest.fixture
def meant(graphql):
    def meant(q: str, **arguments) -> str | None:
        offered = graphql(SEARCH, q=q, **arguments)["search"]["didYouMean"]
        return offered and offered["query"]

    return meant


@pytest.mark.usefixtures("corpus")
def test_misspelt_queries_are_corrected_as_they_were_meant(meant):
    asked = [(kind, q, wanted) for kind, cases in MISSPELT.items() for q, wanted in cases.items()]
    wrong = [(kind, q, wanted, found) for kind, q, wanted in asked if (found := meant(q)) != wanted]
    assert (len(asked), len(asked) - len(wrong)) == (85, 85), wrong


@pytest.mark.usefixtures("corpus")
def test_misspelt_queries_that_are_found_as_they_are_need_no_correction(graphql):
    for q in FOUND:
        found = graphql(SEARCH, q=q)["search"]
        assert (found["totalCount"] > 0, found["didYouMean"]) == (True, None), q


@pytest.mark.usefixtures("corpus")
def test_nothing_is_offered_for_queries_that_are_right_or_of_another_subject(meant):
    assert [(q, found) for q in (*RIGHT, *FOREIGN) if (found := meant(q))] == []
    assert len(RIGHT) == 46


@pytest.mark.usefixtures("corpus")
def test_a_correction_tells_what_it_changed_and_escapes_what_was_typed(graphql):
    found = graphql(SEARCH, q="<b> شبكات، التواسل الاجتمعي!")["search"]
    assert found == {"totalCount": 0, "didYouMean": None}
    found = graphql(SEARCH, q="شبكات & التواسل، الاجتمعي!")["search"]
    assert found["didYouMean"] == {
        "query": "شبكات & التواصل، الاجتماعي!",
        "html": "شبكات &amp; <mark>التواصل</mark>، <mark>الاجتماعي</mark>!",
        "segments": [
            {"text": "شبكات & ", "changed": False},
            {"text": "التواصل", "changed": True},
            {"text": "، ", "changed": False},
            {"text": "الاجتماعي", "changed": True},
            {"text": "!", "changed": False},
        ],
    }


@pytest.mark.usefixtures("corpus")
def test_what_is_offered_is_found_when_it_is_looked_for(graphql, meant):
    for cases in MISSPELT.values():
        for q in cases:
            offered = meant(q)
            assert offered is None or graphql(SEARCH, q=offered)["search"]["totalCount"] > 0, (q, offered)


def test_words_are_corrected_to_such_as_stand_together(article, meant):
    factories.section(article, "صورة جميلة")
    factories.section(article, "سورة الفاتحة")
    assert meant("ثورة الفاتحة") == "سورة الفاتحة"
    assert meant("ثورة جميلة") == "صورة جميلة"


def test_of_words_that_are_as_near_the_one_in_more_texts_is_offered(article, meant):
    for _ in range(3):
        factories.section(article, "تجارة")
    factories.section(article, "تجابة")
    factories.section(article, "تجافة")
    assert meant("تجاكة") == "تجارة"


def test_a_rare_word_is_corrected_only_to_a_much_more_frequent_one(article, meant):
    factories.section(article, "التصويق")
    for _ in range(corrections.MUCH_MORE - 1):
        factories.section(article, "التسويق")
    assert meant("التصويق") is None
    factories.section(article, "التسويق")
    assert meant("التصويق") == "التسويق"
    assert meant("التسويق") is None


def test_the_spelling_of_most_texts_is_offered(article, meant):
    factories.section(article, "الالكترونية")
    factories.section(article, "الإلكترونية")
    assert meant("الالكترونبة") == "الإلكترونية"


@pytest.mark.parametrize("hide", PAGE_STATES.values(), ids=PAGE_STATES.keys())
def test_no_word_of_a_hidden_page_is_offered(article, meant, hide):
    article = ArticlePage.objects.get(pk=article.pk)
    page = factories.section(article, "زمردة نادرة")
    assert meant("ظمردة نادرة") == "زمردة نادرة"
    hide(page)
    assert meant("ظمردة نادرة") is None
    assert meant("زمرده") is None
    assert Word.objects.filter(word="زمرده").exists(), "it was learnt, and is not told all the same"


@pytest.mark.parametrize("hide", PAGE_STATES.values(), ids=PAGE_STATES.keys())
def test_no_word_below_a_hidden_page_is_offered(article, meant, hide):
    factories.section(article, "زمردة نادرة", paragraph("ياقوتة"))
    assert (meant("ظمردة"), meant("ياقوطة")) == ("زمردة", "ياقوتة")
    hide(ArticlePage.objects.get(pk=article.pk))
    assert (meant("ظمردة"), meant("ياقوطة")) == (None, None)


@pytest.mark.parametrize("hide", SNIPPET_STATES.values(), ids=SNIPPET_STATES.keys())
@pytest.mark.usefixtures("article")
def test_no_word_of_a_hidden_platform_is_offered(meant, hide):
    platform = factories.platform("emerald", "Emerald", "زمردة", tagline="ياقوتة")
    assert (meant("ظمردة"), meant("emerld"), meant("ياقوطة")) == ("زمردة", "emerald", "ياقوتة")
    hide(platform)
    assert (meant("ظمردة"), meant("emerld"), meant("ياقوطة")) == (None, None, None)


def test_no_word_of_a_draft_is_offered_or_learnt_before_it_is_published(article, meant):
    page = factories.section(article, "عنوان", live=False)
    page.title = "زمردة"
    page.save()
    assert meant("ظمردة") is None
    assert not Word.objects.filter(word="زمرده").exists()
    SectionPage.objects.get(pk=page.pk).save_revision().publish()
    assert meant("ظمردة") == "زمردة"


def test_no_word_of_an_unpublished_change_is_offered(article, meant):
    page = factories.section(article, "عنوان")
    page.title = "زمردة"
    page.save_revision()
    assert meant("ظمردة") is None


@pytest.mark.parametrize("hide", PAGE_STATES.values(), ids=PAGE_STATES.keys())
def test_no_form_that_only_a_hidden_page_has_is_offered_for_a_public_form(article, meant, hide):
    factories.section(article, "مكتبات")
    page = factories.section(article, "مكتباتهما مكتبي")
    assert (meant("مكتباتهنما"), meant("مكتببي")) == ("مكتباتهما", "مكتبي")
    hide(page)
    assert (meant("مكتباتهنما"), meant("مكتببي")) == (None, None)


def test_a_word_is_offered_without_what_is_attached_to_it_in_public_texts(article, meant):
    factories.section(article, "وبالزمردة")
    assert (meant("ظمردة"), meant("الظمردة")) == ("زمردة", "الزمردة")


def test_a_hidden_word_does_not_stand_in_the_way_of_a_public_one(article, meant):
    """Whatever is told must not depend on what is hidden."""
    factories.section(article, "زمرده")
    for word in ("ظمرده", "ضمرده"):
        vocabulary.learn([word])
    assert meant("طمرده") == meant("طمردة") == "زمرده"


def test_each_language_has_its_own_words(article, english, meant):
    factories.platform("emerald", "Emerald", "زمردة", locale=english)
    assert meant("emerld") is None
    assert meant("emerld", locale="en") == "emerald"
    assert meant("emerld", locale="ar", fallback=["en"]) == "emerald"


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("q", "statements"),
    [("بركان", 2), ("التصويق", 5), ("شبكات التواسل الاجتمعي", 5), ("af;hj hgj,hwg", 5)],
)
def test_a_correction_takes_five_statements_at_most(graphql, django_assert_num_queries, q, statements):
    graphql(SEARCH, q=q)
    with django_assert_num_queries(statements):
        corrections.correction(q, 0, ("ar",))


def test_a_query_of_known_words_takes_one_statement(article, django_assert_num_queries):
    for _ in range(3):
        factories.section(article, "التسويق")
    with django_assert_num_queries(1):
        assert corrections.correction("التسويق", 0, ("ar",)) is None


@pytest.mark.django_db
def test_a_query_that_found_enough_costs_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert corrections.correction("التصويق", corrections.RARE + 1, ("ar",)) is None


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("q", ["ا" * 199, "ضصثقفغعه " * 9, "\0", "'\"()*:&|!", "a" * 30, "😀😀😀", "ـــ", "%_\\"])
def test_strange_queries_are_answered(graphql, q):
    assert graphql(SEARCH, q=q + "x")["search"]["didYouMean"] is None


@pytest.mark.parametrize("q", ["﷼" * 200, "ﬃ" * 200, "ا" * 200])
@pytest.mark.django_db
def test_no_near_spellings_are_made_of_what_is_longer_than_any_word(monkeypatch, q):
    """A rial sign folds to four letters, of which 55,000 spellings of 800 letters would be made."""
    asked = []
    monkeypatch.setattr(vocabulary, "known", lambda candidates: set(asked.append(len(candidates)) or ()))
    assert proposals(q, {0}) == []
    assert asked[0] <= 2


def test_platforms_are_learnt_with_all_their_texts(db):
    Word.objects.all().delete()
    factories.platform("emerald", "Emerald", "زمردة", tagline="ياقوتة")
    assert vocabulary.known(["emerald", "زمرده", "ياقوته", "مرجان"]) == {"emerald", "زمرده", "ياقوته"}
    assert Platform.objects.count() == 1
