"""Dates and minutes in words: calendars, months by region, digits, plural forms."""

from datetime import date, timedelta

import pytest
from babel import Locale
from hijridate import Hijri

from cms.dates import Calendar, DateStyle, Digits, Region, Wording, date_text, minutes_text
from tests import factories

DAY = date(2026, 11, 25)
HIJRI = Calendar.UMM_AL_QURA
RLM = "\u200f"


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (None, "25 نوفمبر 2026"),
        (Region.SY, "٢٥ تشرين الثاني ٢٠٢٦"),
        (Region.LB, "٢٥ تشرين الثاني ٢٠٢٦"),
        (Region.IQ, "٢٥ تشرين الثاني ٢٠٢٦"),
        (Region.EG, "٢٥ نوفمبر ٢٠٢٦"),
        (Region.SA, "٢٥ نوفمبر ٢٠٢٦"),
        (Region.AE, "25 نوفمبر 2026"),
        (Region.MA, "25 نونبر 2026"),
        (Region.DZ, "25 نوفمبر 2026"),
        (Region.TN, "25 نوفمبر 2026"),
    ],
)
def test_months_and_digits_are_those_of_the_region(region, expected):
    assert date_text(DAY, "ar", Wording(region=region)) == expected


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (Region.SY, "5 تموز 2026"),
        (Region.EG, "5 يوليو 2026"),
        (Region.MA, "5 يوليوز 2026"),
        (Region.DZ, "5 جويلية 2026"),
        (Region.TN, "5 جويلية 2026"),
    ],
)
def test_digits_are_chosen_apart_from_the_region(region, expected):
    assert date_text(date(2026, 7, 5), "ar", Wording(region=region, digits=Digits.LATN)) == expected


def test_cldr_knows_every_region_in_arabic():
    assert {Locale("ar", region.name).territory for region in Region} == {region.name for region in Region}


@pytest.mark.parametrize(
    ("style", "gregorian", "hijri"),
    [
        (DateStyle.SHORT, f"25{RLM}/11{RLM}/2026", f"15{RLM}/6{RLM}/1448 هـ"),
        (DateStyle.MEDIUM, f"25{RLM}/11{RLM}/2026", f"15{RLM}/06{RLM}/1448 هـ"),
        (DateStyle.LONG, "25 نوفمبر 2026", "15 جمادى الآخرة 1448 هـ"),
        (DateStyle.FULL, "الأربعاء، 25 نوفمبر 2026", "الأربعاء، 15 جمادى الآخرة 1448 هـ"),
    ],
)
def test_styles_say_more_and_more_in_both_calendars(style, gregorian, hijri):
    assert date_text(DAY, "ar", Wording(style=style)) == gregorian
    assert date_text(DAY, "ar", Wording(style=style, calendar=HIJRI)) == hijri


@pytest.mark.parametrize(
    ("style", "gregorian", "hijri"),
    [
        (DateStyle.SHORT, "11/25/26", "6/15/1448 AH"),
        (DateStyle.MEDIUM, "Nov 25, 2026", "Jumada al-Akhirah 15, 1448 AH"),
        (DateStyle.LONG, "November 25, 2026", "Jumada al-Akhirah 15, 1448 AH"),
        (DateStyle.FULL, "Wednesday, November 25, 2026", "Wednesday, Jumada al-Akhirah 15, 1448 AH"),
    ],
)
def test_english_has_its_own_names_and_order(style, gregorian, hijri):
    assert date_text(DAY, "en", Wording(style=style)) == gregorian
    assert date_text(DAY, "en", Wording(style=style, calendar=HIJRI)) == hijri


def test_a_region_unknown_in_the_language_changes_nothing_and_a_known_one_does():
    assert date_text(DAY, "en", Wording(region=Region.SY)) == "November 25, 2026"
    assert date_text(DAY, "en", Wording(region=Region.AE)) == "25 November 2026"


@pytest.mark.parametrize(
    ("digits", "expected"),
    [(Digits.LATN, "15 رجب 1440 هـ"), (Digits.ARAB, "١٥ رجب ١٤٤٠ هـ"), (Digits.ARABEXT, "۱۵ رجب ۱۴۴۰ هـ")],
)
def test_each_set_of_digits(digits, expected):
    assert date_text(date(2019, 3, 22), "ar", Wording(calendar=HIJRI, digits=digits)) == expected


# The first days of Hijri years and of Ramadan as the authority of Umm al-Qura published them.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 7, 19), "1 محرم 1445 هـ"),
        (date(2024, 7, 7), "1 محرم 1446 هـ"),
        (date(2025, 6, 26), "1 محرم 1447 هـ"),
        (date(2024, 3, 11), "1 رمضان 1445 هـ"),
        (date(2025, 3, 1), "1 رمضان 1446 هـ"),
    ],
)
def test_days_of_umm_al_qura(day, expected):
    assert date_text(day, "ar", Wording(calendar=HIJRI)) == expected


def test_every_month_has_its_hijri_name():
    days = [Hijri(1447, month, 1).to_gregorian() for month in range(1, 13)]
    names = [date_text(date(*day.datetuple()), "ar", Wording(calendar=HIJRI))[2:-8] for day in days]
    assert names == [
        "محرم",
        "صفر",
        "ربيع الأول",
        "ربيع الثاني",
        "جمادى الأولى",
        "جمادى الآخرة",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذو القعدة",
        "ذو الحجة",
    ]


@pytest.mark.parametrize(
    ("outermost", "expected", "away"),
    [
        (date(1924, 8, 1), "1 محرم 1343 هـ", timedelta(-1)),
        (date(2077, 11, 16), "30 ذو الحجة 1500 هـ", timedelta(1)),
    ],
)
def test_beyond_the_tables_there_is_no_hijri_date_and_still_a_gregorian_one(outermost, expected, away):
    assert date_text(outermost, "ar", Wording(calendar=HIJRI)) == expected
    assert date_text(outermost + away, "ar", Wording(calendar=HIJRI)) is None
    assert date_text(outermost + away, "ar") is not None


@pytest.mark.parametrize(
    ("minutes", "arabic", "english"),
    [
        (1, "دقيقة", "1 minute"),
        (2, "دقيقتان", "2 minutes"),
        (3, "3 دقائق", "3 minutes"),
        (10, "10 دقائق", "10 minutes"),
        (11, "11 دقيقة", "11 minutes"),
        (99, "99 دقيقة", "99 minutes"),
        (100, "100 دقيقة", "100 minutes"),
        (103, "103 دقائق", "103 minutes"),
        (1234, "1,234 دقيقة", "1,234 minutes"),
    ],
)
def test_minutes_agree_with_their_number(minutes, arabic, english):
    assert minutes_text(minutes, "ar") == arabic
    assert minutes_text(minutes, "en") == english


def test_minutes_have_the_digits_and_the_separators_asked_for():
    assert minutes_text(1234, "ar", Digits.ARAB) == "١٬٢٣٤ دقيقة"
    assert minutes_text(7, "ar", Digits.ARABEXT) == "۷ دقائق"


@pytest.fixture
def article(article_index):
    page = factories.article(article_index, date=DAY)
    factories.section(page, "قسم", [factories.block("paragraph", prose=factories.prose("كلمة " * 400))])
    return page


def test_an_article_tells_its_dates_and_its_reading_time_in_words(article, graphql):
    answer = graphql(
        """{articles {nodes {
            dateText hijri: dateText(calendar: UMM_AL_QURA, style: FULL, digits: ARAB)
            levant: dateText(region: SY, digits: LATN) nothing: dateText(region: null, digits: null, style: null)
            updatedOnText readingTimeText eastern: readingTimeText(digits: ARAB)
        }}}"""
    )
    assert answer["articles"]["nodes"] == [
        {
            "dateText": "25 نوفمبر 2026",
            "hijri": "الأربعاء، ١٥ جمادى الآخرة ١٤٤٨ هـ",
            "levant": "25 تشرين الثاني 2026",
            "nothing": "25 نوفمبر 2026",
            "updatedOnText": None,
            "readingTimeText": "3 دقائق",
            "eastern": "٣ دقائق",
        }
    ]


def test_each_translation_tells_them_in_its_own_language(article, english, graphql):
    twin = article.copy_for_translation(english, copy_parents=True)
    twin.updated_on = date(1900, 1, 2)
    twin.save_revision().publish()
    answer = graphql(
        """{articles(locale: "en") {nodes {
            dateText updatedOnText hijri: updatedOnText(calendar: UMM_AL_QURA) readingTimeText}}}"""
    )
    assert answer["articles"]["nodes"] == [
        {
            "dateText": "November 25, 2026",
            "updatedOnText": "January 2, 1900",
            "hijri": None,
            "readingTimeText": "1 minute",
        }
    ]


def test_an_unknown_region_is_refused_with_what_there_is(graphql):
    (error,) = graphql("{articles {nodes {dateText(region: FR)}}}", errors=True)
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert error["message"].startswith("Value 'FR' does not exist in 'Region' enum.")


def test_dates_in_words_cost_no_query(article, graphql, django_assert_num_queries):
    graphql("{articles {nodes {date}}}")
    for fields in ("date lang", "dateText updatedOnText(calendar: UMM_AL_QURA)"):
        with django_assert_num_queries(1):
            graphql(f"{{articles {{nodes {{{fields}}}}}}}")
