"""Rich text: what runs the other way is found, and with it what belongs to it and nothing else."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.direction import Direction, direction_of
from pages.rich_text.runs import has_letters, language_of_run, may_hold_runs, runs


def found(text: str, base: Direction) -> list[str]:
    return [text[first:last] for first, last in runs(text, base)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تعرّف على Facebook.", ["Facebook"]),
        ("بث Facebook Live على الهاتف", ["Facebook Live"]),
        ("بين YouTube & TikTok فرق", ["YouTube & TikTok"]),
        ("أيهما: Facebook، Instagram؟", ["Facebook", "Instagram"]),
        ("Facebook, Instagram", ["Facebook", "Instagram"]),
        ("تملك Meta (Facebook) شبكات", ["Meta (Facebook)"]),
        ("فيسبوك (Facebook Live) هنا", ["Facebook Live"]),
        ("كلمة Meta (Facebook والشركة)", ["Meta", "Facebook"]),
        ("بلغ عدد مستخدمي Facebook 3 مليارات", ["Facebook"]),
        ("هاتف iPhone 15 Pro جديد", ["iPhone 15 Pro"]),
        ("شاشة 4K وقمة G20 في 2026", ["4K", "G20"]),
        ("لغة C++ وC# وخدمة Disney+", ["C++", "C#", "Disney+"]),
        ("في U.S.A. أولًا", ["U.S.A."]),
        ("زر https://example.org/a?b=ج. ثم عد", ["https://example.org/a?b=ج"]),
        ("اكتب إلى info@example.org، أو", ["info@example.org"]),
        ("وسم #Ramadan وحساب @shabakat", ["#Ramadan", "@shabakat"]),
        ("وسم #رمضان و100% من 2.9", []),
        ("Привет يا Ελλάδα و日本", ["Привет", "Ελλάδα", "日本"]),
        ("", []),
        ("وزنه 5 kg وطوله 10.5 cm.", ["5 kg", "10.5 cm"]),
        ("حرارة -5°C وسعة 16GB", ["-5°C", "16GB"]),
        ("من 5 مستخدمين m", ["m"]),
        ("ثمنه $20 أو $5M أو 20 USD", ["$20", "$5M", "20 USD"]),
        ("الفرق -5 و+7 و-3%", ["-5", "+7", "-3%"]),
        ("هاتف +966 50 123 4567، أو 050 123 4567", ["+966 50 123 4567", "050 123 4567"]),
        ("هاتف +٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", ["+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧"]),
        ("رقم +1 (555) 123-4567.", ["+1 (555) 123-4567"]),
        ("في 2026-05-12 أو 12/5/2026", ["2026-05-12"]),
        ("بين 10-20 و10–20 عند 10:30", []),
        ("أعوام 2010 2020 2026", []),
        ("نسبة 50% من 1,000", []),
        ("منصة .NET و.NET", [".NET", ".NET"]),
        ("انتهى.Net", ["Net"]),
        ("نظام Android 14، ونظام iOS 17.2.", ["Android 14", "iOS 17.2"]),
        ("قناة (MBC 1) وقناة MBC 2", ["MBC 1", "MBC 2"]),
        ("لدى Facebook 2.9 مليار", ["Facebook"]),
        ("وسم 😀 Facebook 😀 هنا", ["Facebook"]),
        ('قال "Hello world".', ["Hello world"]),
    ],
)
def test_runs_inside_arabic(text, expected):
    assert found(text, Direction.RTL) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The word شبكات التواصل (social) is", ["شبكات التواصل"]),
        ("He asked «كيف حالك؟» twice", ["كيف حالك؟"]),
        ("Say مرحبًا، كيف حالك.", ["مرحبًا، كيف حالك"]),
        ("see https://example.org/صفحة now", []),
        ("in عام 2026 م it was", ["عام 2026 م"]),
        ("in عام 2026, it was", ["عام 2026"]),
        ("call +966 50 123 4567 (هاتف)", ["هاتف"]),
        ("only English, 100%", []),
    ],
)
def test_runs_inside_english(text, expected):
    assert found(text, Direction.LTR) == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("شبكات التواصل 2026", "ar"),
        ("مُحَمَّد؟", "ar"),
        ("گوگل", None),
        ("فارسی", None),
        ("שלום", None),
        ("Facebook", None),
        ("Привет", None),
    ],
)
def test_language_of_a_run_is_named_only_where_the_script_tells_it(run, expected):
    assert language_of_run(run) == expected


def test_direction_follows_the_language():
    known = {code: direction_of(code) for code in ("ar", "en", "fa", "he", "ar-sa", "xx")}
    assert known == {"ar": "rtl", "en": "ltr", "fa": "rtl", "he": "rtl", "ar-sa": "rtl", "xx": "ltr"}


def test_letters_run_in_the_direction_that_unicode_gives_them():
    classes = {Direction.LTR: {"L"}, Direction.RTL: {"R", "AL"}}
    wrong = [
        (direction, f"U+{code:04X}")
        for code in range(0x10000)
        for direction, allowed in classes.items()
        if has_letters(chr(code), direction) and unicodedata.bidirectional(chr(code)) not in allowed
    ]
    assert wrong == []


_WORDS = st.sampled_from(
    [
        "Live",
        "Meta",
        "و",
        "شبكة",
        "3",
        "+",
        "-",
        "$",
        "20",
        "05",
        "٥",
        " kg",
        "°C",
        "(",
        ")",
        " ",
        " ",
        "&",
        ".",
        "،",
        "-",
        "http://",
        "#",
        "\u200f",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.lists(_WORDS, max_size=40).map("".join), st.text(max_size=60)), st.sampled_from(Direction))
def test_runs_are_apart_hold_letters_and_none_of_the_surroundings(text, base):
    last_end = 0
    for first, last in runs(text, base):
        run = text[first:last]
        assert last_end <= first < last <= len(text)
        assert has_letters(run, base.opposite) or (base is Direction.RTL and any(c.isdecimal() for c in run))
        assert may_hold_runs(text, base)
        assert base is Direction.LTR or "://" in run or not has_letters(run, base)
        assert run == run.strip()
        last_end = last
    outside = text
    for first, last in reversed(runs(text, base)):
        outside = outside[:first] + outside[last:]
    assert base is Direction.LTR or not has_letters(outside, Direction.LTR)
