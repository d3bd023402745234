"""Words and minutes: how they are counted."""

import pytest

from pages.reading import WORDS_A_MINUTE, count_words, reading_minutes
from tests import factories


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("كلمة", 1),
        ("كلمتان اثنتان", 2),
        ("سطر\nوسطر", 2),
        ("قبل - بعد", 2),
        ("– • ، ؟ ...", 0),
        ("قال: «نعم»، ثم لا.", 4),
        ("٢٠٢٦ 2026 x", 3),
        ("وTwitter", 1),
        ("كَلِمَة", 1),
        ("كـــلمة", 1),
        ("ــــ", 0),
        ("\u064e \u0651", 0),
        ("نعم،لا؛ربما؟أبدًا", 4),
        ("«أهلًا»وسهلًا", 2),
        ("و فيسبوك و «تويتر» وَ يوتيوب", 3),
        ("1،000 و٫5", 2),
        ("كلمة\u200bكلمة\u00a0كلمة", 3),
        ("فيس\u200cبوك", 1),
        ("example.org/a-b", 1),
        ("الرابع (ب)", 2),
    ],
)
def test_words_are_what_holds_a_letter_or_a_digit(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [(0, "ar", 1), (1, "ar", 1), (138, "ar", 1), (139, "ar", 2), (1380, "ar", 10), (228, "en", 1), (229, "en", 2)],
)
def test_minutes_are_whole_and_at_least_one(words, language, minutes):
    assert reading_minutes(words, language) == minutes


def test_language_without_a_figure_is_read_like_english():
    assert reading_minutes(10_000, "fr") == reading_minutes(10_000, "en")
    assert "fr" not in WORDS_A_MINUTE


def test_article_counts_its_lead_and_its_sections_with_their_titles(article_index, graphql):
    page = factories.article(article_index, "عنوان لا يُعدّ", lead=factories.prose("ثلاث كلمات <b>هنا</b>"))
    words = factories.prose(" ".join(["كلمة"] * 130))
    factories.section(page, "قسم أول", [factories.block("paragraph", prose=words)])
    page.refresh_from_db()
    factories.section(page, "قسم", [factories.block("point", title="نقطة", prose=factories.prose("نص النقطة"))])
    counted = {"wordCount": 3 + 2 + 130 + 1 + 3, "readingTime": 2}
    assert graphql("{articles {nodes {wordCount readingTime}}}")["articles"]["nodes"] == [counted]


def test_codes_are_no_words_and_emphasis_splits_none(article_index, graphql):
    table = {"columns": [{"type": "text", "heading": "عمود"}], "rows": [{"values": ["أ"]}], "caption": "جدول"}
    body = [
        factories.block("heading", text="عنوان", level="h4"),
        factories.block("callout", tone="tip", title="تنبيه", prose=factories.prose("و<b>فيسبوك</b>، <i>نعم</i>.")),
        factories.block("table", table=table),
    ]
    factories.section(factories.article(article_index), "قسم", body)
    assert graphql("{articles {nodes {wordCount}}}")["articles"]["nodes"] == [{"wordCount": 8}]


def test_article_without_text_takes_a_minute(article_index, graphql):
    factories.article(article_index)
    found = graphql("{articles {nodes {wordCount readingTime tableOfContents {title}}}}")["articles"]["nodes"]
    assert found == [{"wordCount": 0, "readingTime": 1, "tableOfContents": []}]
