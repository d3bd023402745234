"""Highlights: the original spelling of what was found, cut between words and escaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.arabic import fold, stem, words
from cms.graphql.search.highlights import EXCERPT, SearchedField, highlights
from pages.models import ArticleIndexPage, ArticlePage, HomePage, SectionPage
from snippets.models import Platform
from tests import factories

SEARCH = """query($q: String!) { search(query: $q) { edges {
  node {__typename}
  highlights {field text html segments {text hit start}}
}}}"""


def marked(text: str, asked: str) -> str:
    (found,) = highlights({"body": text}, map(stem, words(asked)))
    return found.html


@pytest.mark.parametrize(
    ("text", "asked", "html"),
    [
        ("في مَدْرَسَةٍ كبيرة", "مدرسه", "في <mark>مَدْرَسَةٍ</mark> كبيرة"),
        ("العـــربية لغة", "العربية", "<mark>العـــربية</mark> لغة"),
        ("إدارة الأعمال", "الاعمال اداره", "<mark>إدارة</mark> <mark>الأعمال</mark>"),
        ("عام ٢٠٢٦م، عام ٢٠٢٦", "2026", "عام ٢٠٢٦م، عام <mark>٢٠٢٦</mark>"),
        ("مدرستان وللمدارس", "مدرسة", "<mark>مدرستان</mark> وللمدارس"),
        ("في والمَكْتَبَاتُ؛ ومكتب", "مكتبة", "في <mark>والمَكْتَبَاتُ</mark>؛ <mark>ومكتب</mark>"),
        ("مدارس", "مدرسة", None),
        ('<b>كلمة</b> & "كلام"', "كلمة", "&lt;b&gt;<mark>كلمة</mark>&lt;/b&gt; &amp; &quot;كلام&quot;"),
        ("سطر\n\n  كلمة\tآخر", "كلمة", "سطر <mark>كلمة</mark> آخر"),
    ],
)
def test_words_found_are_marked_as_they_are_spelled(text, asked, html):
    if html is None:
        assert highlights({"body": text}, map(stem, words(asked))) == []
    else:
        assert marked(text, asked) == html


def test_offsets_count_as_javascript_does():
    (found,) = highlights({"title": "😀 مَدرسة ثم مدرسه"}, ["مدرس"])
    assert [(segment.text, segment.hit, segment.start) for segment in found.segments] == [
        ("😀 ", False, 0),
        ("مَدرسة", True, 3),
        (" ثم ", False, 9),
        ("مدرسه", True, 13),
    ]


def test_a_long_text_is_cut_at_spaces_around_the_first_word_found():
    text = " ".join(f"كلام{number}" for number in range(100)) + " إدارة " + " ".join(["بعده"] * 100)
    (found,) = highlights({"body": text}, ["ادار"])
    assert found.text.startswith("…كلام")
    assert found.text.endswith("بعده…")
    assert len(found.text) <= EXCERPT + 2
    assert f" {found.text.strip('…')} " in f" {text} "
    assert found.html.count("<mark>إدارة</mark>") == 1


def test_a_text_without_spaces_is_cut_at_the_word_itself():
    (found,) = highlights({"body": "م" * 500 + "،إدارة،" + "ن" * 500}, ["ادار"])
    assert found.text == "…إدارة…"


@given(
    before=st.text(max_size=300),
    word=st.sampled_from(["مَدْرَسَةٌ", "مدرســـة", "المدرسة", "مدرسه"]),
    after=st.text(max_size=300),
)
def test_of_any_text_an_excerpt_is_a_piece_and_its_marks_are_the_words_found(before, word, after):
    text = f"{before} {word} {after}"
    (found,) = highlights({"body": text}, ["مدرس"])
    tidy = " ".join(text.split())
    assert found.text.strip("…") in tidy or found.text[1:-1] in tidy
    assert "".join(segment.text for segment in found.segments) == found.text
    assert any(segment.hit for segment in found.segments)
    assert all({*words(segment.text)} & {"مدرسه", "المدرسه"} for segment in found.segments if segment.hit)
    assert "<" not in found.html.replace("<mark>", "").replace("</mark>", "")


def test_only_fields_that_hold_a_word_are_shown_in_the_order_of_reading(article_index, graphql):
    article = factories.article(article_index, "مقال", lead="<p>مدخل <b>الكل</b>مة</p>")
    body = [
        factories.block("heading", text="عنوان", level="h3"),
        factories.block("paragraph", prose=factories.prose("نص فيه الكَلِمَة &lt;script&gt;")),
    ]
    factories.section(article, "الكلمة", body)
    section, opening = graphql(SEARCH, q="الكلمه")["search"]["edges"]
    assert [(shown["field"], shown["html"]) for shown in section["highlights"]] == [
        ("TITLE", "<mark>الكلمة</mark>"),
        ("BODY", "عنوان نص فيه <mark>الكَلِمَة</mark> &lt;script&gt;"),
    ]
    assert [(shown["field"], shown["text"]) for shown in opening["highlights"]] == [("LEAD", "مدخل الكلمة")]


def test_a_platform_shows_all_names_that_stand_for_the_one_asked_for(graphql, arabic):
    factories.platform("x", "Twitter", "تويتر", aliases='[{"type": "alias", "value": "إكس"}]', tagline="تغريد")
    (edge,) = graphql(SEARCH, q="اكس")["search"]["edges"]
    assert edge["highlights"] == [
        {
            "field": field,
            "text": name,
            "html": f"<mark>{name}</mark>",
            "segments": [{"text": name, "hit": True, "start": 0}],
        }
        for field, name in (("ARABIC_NAME", "تويتر"), ("LATIN_NAME", "Twitter"), ("ALIASES", "إكس"))
    ]


def test_a_name_of_several_words_is_one_hit_and_half_of_it_is_none():
    (found,) = highlights({"body": "فيس بوك ثم بوك فيس، وفي الفَيْس بوكِ وFacebook"}, ["فيس بوك", "facebook"])
    assert found.html == ("<mark>فيس بوك</mark> ثم بوك فيس، وفي <mark>الفَيْس بوكِ</mark> <mark>وFacebook</mark>")
    assert highlights({"body": "فيس ثم بوك"}, ["فيس بوك"]) == []


def test_every_text_has_a_field_in_the_schema(arabic):
    fields = {value.value for value in SearchedField._meta.enum}
    kinds = (HomePage(), ArticleIndexPage(), ArticlePage(), SectionPage(), Platform(locale=arabic))
    assert {name for instance in kinds for name in instance.texts()} == fields


def test_a_hit_in_each_fold_is_a_hit_of_the_query(arabic):
    text = "الإِدارَةُ"
    assert words(fold(text)) == words(text)
    assert marked(text, text) == f"<mark>{text}</mark>"
