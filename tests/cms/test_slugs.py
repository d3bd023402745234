"""Slugs: what becomes of a title, and of a slug that somebody types."""

import json
import unicodedata

import pytest
from django.core.exceptions import ValidationError

from cms.slug_input import SlugField, formatters
from cms.slugs import cleaned, latin, slug_of

TITLES = [
    ("ما هي أنـواعُ الشبكات؟", "ما-هي-أنواع-الشبكات"),
    ("Facebook وTwitter: أيهما؟", "facebook-وtwitter-أيهما"),
    ("إدارة الأعمال، على مهل", "إدارة-الأعمال-على-مهل"),
    ("نعم،لا؛ربما/أبدًا", "نعم-لا-ربما-أبدا"),
    ("«قول»وفعل", "قول-وفعل"),
    ("عام ٢٠٢٦ و2026", "عام-٢٠٢٦-و2026"),
    ("أ\u200fب\u200c ج\u00ad", "أب-ج"),
    ("ﻣﺪﺭﺳﺔ ﻻ", "مدرسة-لا"),
    (unicodedata.normalize("NFD", "أؤئإآ"), "أؤئإآ"),
    ("Café au lait", "café-au-lait"),
    ("  —  ", "fallback"),
    ("؟؟؟", "fallback"),
    ("\u0640\u0640 \u064e", "fallback"),
    ("كلمة " * 40, "-".join(["كلمة"] * 16)),
    ("ا" * 200, "ا" * 80),
]


@pytest.mark.parametrize(("title", "slug"), TITLES)
def test_a_title_becomes_a_slug(title, slug):
    assert slug_of(title, "fallback") == slug


@pytest.mark.parametrize("title", [title for title, _slug in TITLES])
def test_a_slug_is_in_nfc_and_asks_for_itself(title):
    slug = slug_of(title, "fallback")
    assert unicodedata.is_normalized("NFC", slug)
    assert slug_of(slug) == cleaned(slug) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("شبكات التواصل", "shbkat-altwasl"),
        ("إدارة الأعمال ٢٠٢٦", "idarh-alamal-2026"),
        ("مَدْرَسَة", "mdrsh"),
        ("Facebook وTwitter", "facebook-wtwitter"),
        ("Café", "cafe"),
    ],
)
def test_a_title_becomes_a_slug_in_latin_letters_where_the_site_is_set_so(settings, title, slug):
    settings.SLUG_TRANSLITERATION = True
    assert slug_of(title) == slug
    assert slug_of(title).isascii()


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("أنـواعُ", "أنواع"),
        (" أنواع  الشبكات ", "أنواع-الشبكات"),
        ("-a--b-", "a-b"),
        ("A_b", "A_b"),
        ("سؤال؟", "سؤال؟"),
        ("", ""),
        ("\u0627\u0654مل", "أمل"),
    ],
)
def test_a_typed_slug_loses_ornament_and_nothing_else(typed, slug):
    assert cleaned(typed) == slug


def test_a_forms_field_cleans_before_it_checks():
    field = SlugField(allow_unicode=True)
    assert field.clean("أنـواعُ الشبكات") == "أنواع-الشبكات"
    with pytest.raises(ValidationError):
        field.clean("سؤال؟")
    with pytest.raises(ValidationError):
        field.clean("\u0640")


def test_the_browser_is_told_to_write_latin_letters_only_where_the_site_is_set_so(settings):
    assert ("ش", "sh") not in formatters()
    settings.SLUG_TRANSLITERATION = True
    told = dict(formatters())
    assert {letter: told[letter] for letter in "شابع٢"} == {"ش": "sh", "ا": "a", "ب": "b", "ع": latin("ع"), "٢": "2"}


@pytest.mark.parametrize("address", ["pages/add/pages/articlepage/{}/", "snippets/snippets/topic/add/"])
def test_the_admins_forms_tell_the_browser_what_to_leave_out(admin_client, article_index, address):
    html = admin_client.get(f"/admin/{address.format(article_index.pk)}").content.decode()
    shown = html.split('data-w-slug-formatters-value="', 1)[1].split('"', 1)[0].replace("&quot;", '"')
    replaced = {pattern: form for (pattern, _flags), form in json.loads(shown)}
    assert replaced["ا\u0654"] == "أ"
    ornament, ends = (pattern for pattern, form in replaced.items() if not form)
    assert "\u0640" in ornament
    assert ends == r"^\s+|\s+$"
