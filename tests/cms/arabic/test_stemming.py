"""Stemming: which forms are of one word, and which words stay apart."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.arabic import fold, form, stem
from cms.arabic.function_words import FUNCTION_WORDS
from cms.arabic.stemming import LONGEST, _analysed


@pytest.mark.parametrize(
    "forms",
    [
        "مدرسة المدرسة والمدرسة للمدرسة لمدرسة وبمدرسة مدرستان المدرستين مدرستنا مدرسته مدرسات",
        "مكتبة المكتبات مكتبات كالمكتبة وبالمكتبة ومكتبتها لمكتبتك",
        "مستشفى المستشفى مستشفيات لمستشفي",
        "مسؤول مسئول المسؤولين والمسئولون للمسؤولين",
        "لغة لغات اللغة اللغات للغة للغات",
        "شبكة شبكات الشبكتين شبكاتها لشبكاتهم",
        "فئة الفئات فئات",
        "مستخدم المستخدمون مستخدميها مستخدمو",
        "إعلان الإعلانات إعلاناتك إعلانًا لإعلانك",
        "اجتماعي الاجتماعية اجتماعيا الاجتماعيين اجتماعيون",
        "إلكتروني الالكترونية إلكترونيًا",
        "سوريا سوري السورية السوريين",
        "أصدقاء أصدقائي أصدقاؤه أصدقاءنا الأصدقاء",
        "غذاء غذائي الغذائية",
        "قراءة قرائة القراءة",
        "كتاب كتابًا الكتاب بكتاب ولكتاب",
        "قانون قانونا القانونية",
        "كلية الكليات",
        "فيديو فيديوهات بالفيديو",
        "فيسبوك الفيسبوك بالفيسبوك لفيسبوك",
        "محتوى المحتوى محتواه محتويات",
        "شيء شئ الشيء",
        "نص النص بالنص للنص",
        "Twitter وTwitter بـTwitter",
        "5G الـ5G",
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(fold(word)) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "إعلان أعلى",
        "بطاقة طاقة",
        "وجود جودة",
        "لبنان لبن",
        "تمرين تمر",
        "مشترك مشتري",
        "كامل أمل",
        "ميزان ميزة",
        "ماء ما",
        "كلمة كلام",
        "لدينا دين",
        "the running run",
        "الله له",
    ],
)
def test_words_that_only_look_alike_stay_apart(words):
    assert len({stem(fold(word)) for word in words.split()}) == len(words.split())


@pytest.mark.parametrize(
    ("one", "other"), [("مكتبة", "مكتب"), ("بيانات", "بيان"), ("وسائل", "سائل"), ("مسؤولية", "مسؤول")]
)
def test_words_that_share_a_stem_by_chance_differ_in_form(one, other):
    assert stem(fold(one)) == stem(fold(other))
    assert form(fold(one)) != form(fold(other))


@pytest.mark.parametrize("inflected", ["المكتبة", "مكتبات", "للمكتبات", "مكتبتها", "والمكتبتين"])
def test_article_and_number_change_no_form(inflected):
    assert form(fold(inflected)) == form("مكتبه")


def test_function_words_are_their_own_stems():
    assert {stem(word) for word in FUNCTION_WORDS} == FUNCTION_WORDS


@given(st.text(st.sampled_from("ابتكلموفنهيءس2a"), min_size=1, max_size=60))
def test_any_word_has_a_stem_that_is_one_word(word):
    for made in (stem(word), form(word)):
        assert made
        assert made.isalnum()


@pytest.mark.parametrize("letter", "لوب")
def test_what_is_longer_than_any_word_is_left_alone(letter):
    assert stem(letter * (LONGEST + 1)) == letter * (LONGEST + 1)
    assert stem(letter * 10_000) == letter * 10_000


def test_threads_may_stem_at_once():
    words = [fold(f"{start}{middle}ات") for start in ("مكتب", "شبك", "معلوم") for middle in "ابتثجحخدذرز"]
    expected = [stem(word) for word in words]
    _analysed.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stem, words * 20)) == expected * 20
