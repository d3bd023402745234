"""Typography: what is right is left alone."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.typography import check
from cms.typography.hamzas import _CORRECTIONS

ROOT = Path(__file__).parents[3]

RIGHT_IN_ARABIC = [
    # Figures
    "بلغ 1,000 مستخدم و2.9 مليار و1,234,567.89",
    "عند 10:30 صباحًا، في 12/5/2026 أو 2026-05-12",
    "بين 10-20 و10–20، نسبة 50% و-5 و+7",
    "الأعداد 1, 2, 3 في قائمة",
    "النسبة 1 : 2 والنتيجة 3:2",
    "١٬٠٠٠ و٢٫٥ و٣٫١٤",
    "هاتف +966 50 123 4567 أو 00966501234567 لعام ٢٠٢٦",
    "اتصل على 0501234567 قبل ١٥ من الشهر",
    "هاتف iPhone 15 وWindows 11 في عام ٢٠٢٦",
    "شاشة 4K وقمة G20 في ٢٠٢٦",
    "الإصدار 2.0.1 والنسخة v3.5",
    # Latin runs
    "على Facebook, Instagram وغيرهما",
    "شركة Meta Platforms, Inc. تملكها",
    "كتاب What Is Art? مشهور",
    "عنوانه: Who is it?",
    'قال: "Hello, world; how are you?" ثم مضى',
    "لغة C++ وC# و.NET وNode.js وASP.NET",
    "في U.S.A. وحدها",
    "شركة AT&T وشركة Yahoo! معًا",
    # Addresses, handles, code
    "زر https://example.org/a,b;c?d=1&e=(2) الآن",
    "زر https://example.org/صفحة،أخرى الآن",
    "زر (https://example.org/a) ثم عد",
    "زر www.example.org/path?x=1,2.",
    "موقع Booking.com وexample.org/a?b=c,d",
    "اكتب إلى first.last@example.org، أو info@example.org.",
    "حساب @user_name, @other وحساب @شبكات",
    "وسم #العـربية ووسم #الي_الامام",
    "الأمر `ls ,x;y?` والدالة print(a,b)",
    "الحقل {token,x} والوسم <a href=x,y>",
    "الملف /var/log/a,b.txt والمتغير A=b,c",
    "ملف .env وملف .gitignore",
    # Abbreviations and lists
    "أ.د. محمد ود.سعاد وم.علي",
    "ق.م وص.ب 123",
    "1) أولًا\n2) ثانيًا\nأ) فرع\nب) فرع",
    "a) first\nb) second",
    "مبتسم :) وحزين :( وضاحك ;)",
    'حجمها 15" فقط',
    # Spaces
    "  بداية ونهاية  ",
    "سطر  \n  سطر",
    "ثم سكت ... ومضى",
    "كلمة… كلمة",
    "كلمة - كلمة – كلمة — كلمة",
    "نعم؟! لا!!",
    "قال (نعم)، ثم «لا»؛ ثم مضى.",
    "سطر، \nسطر،\nسطر؟",
    # Tatweel in its place
    "عام 1447هـ وعام 1447 هـ",
    "بـ«كذا» ولـ Facebook والـAPI وكـ(كذا)",
    "الفتحة ـَ والضمة ـُ",
    "ـــــــــ",
    # Pairs
    "قال «نعم (حقًا)» و[كذا] و“كذا” و”كذا“",
    'قال "نعم" و"لا"',
    "«فقرة أولى\nوفقرة ثانية»",
    "don't and it's و'كذا'",
    # Words that need no hamza, and words that only look like others
    "استخدام الانتشار واتصال الاجتماعي باسم ابن امرأة واثنين",
    "واحد فاخر كان علي بان فان وان واو واي فاي فلان فاهم واهم والي كامل باول",
    "اكتب اعلم اعرف اضغط انظر افتح اختر ابدأ",
    "انشاء الله",
    "اي فون واي باد واي بي",
    "قناة ان بي سي",
    "هذا أو ذاك إلى أن إنه إذا الآن أيضًا",
    "الاثنين والاسم والابن والاستفادة والاقتصاد والاختبار والانتقال",
    "",
    "   ",
    "\n\n",
]
RIGHT_IN_ENGLISH = [
    "It costs 1,000.50 dollars; see https://example.org/a,b?c=d, or mail a.b@example.org.",
    "Node.js, ASP.NET and .env files, e.g. config.yml, i.e. v2.0.1.",
    "He said نعم، then left. She asked «كيف حالك؟» twice.",
    "function(a,b) and x==y, f(x), word(s), and/or",
    "Ph.D. and U.S. and a.m.",
    "Prices fell 5%; then, at 10:30, rose.",
    "It's the editors' choice: \"yes\", 'no', “maybe”.",
    'A 15" screen',
    "1) One\n2) Two",
    "Ready? Yes! Wait... what?!",
]


@pytest.mark.parametrize("text", RIGHT_IN_ARABIC)
def test_right_arabic_is_left_alone(text):
    assert check(text, "ar") == []


@pytest.mark.parametrize("text", RIGHT_IN_ENGLISH)
def test_right_english_is_left_alone(text):
    assert check(text, "en") == []


def _strings(value) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for inner in value.values() for text in _strings(inner)]
        case list():
            return [text for inner in value for text in _strings(inner)]
    return []


def test_the_sample_is_left_alone():
    sample = ROOT / "import_scripts" / "sample"
    texts = [(sample / "article.txt").read_text(), *_strings(json.loads((sample / "content.json").read_text()))]
    assert [finding for text in texts for finding in check(text, "ar")] == []


def test_other_languages_are_not_judged_by_arabic_rules():
    assert check("الي العـــربية, او", "fa") == []


def test_no_listed_word_is_corrected_to_itself_or_to_another_length():
    assert [form for form, word in _CORRECTIONS.items() if form == word or len(form) != len(word)] == []
    assert not _CORRECTIONS.keys() & set(_CORRECTIONS.values())


_TEXTS = st.one_of(
    st.lists(
        st.sampled_from(
            [
                *"،,;؛؟?.:!()[]«»“”\"' \n\t\xa0ـ-/@#`{}<>=",
                "الي",
                "او",
                "انه",
                "word",
                "كلمة",
                "20",
                "٢٠",
                "َ",
                "a.b",
                "://",
            ]
        ),
        max_size=30,
    ).map("".join),
    st.text(max_size=60),
)


@settings(deadline=None, max_examples=400)
@given(_TEXTS, st.sampled_from(["ar", "en"]))
def test_excerpts_are_the_text_at_their_place_and_suggestions_differ(text, language):
    for finding in check(text, language):
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.excerpt == text[finding.start : finding.end]
        assert finding.suggestion != finding.excerpt


@settings(deadline=None, max_examples=300)
@given(_TEXTS, st.sampled_from(["ar", "en"]))
def test_following_the_suggestions_comes_to_an_end(text, language):
    for _ in range(4 * len(text) + 4):
        mendable = [finding for finding in check(text, language) if finding.suggestion is not None]
        if not mendable:
            return
        first = mendable[0]
        text = text[: first.start] + first.suggestion + text[first.end :]
    pytest.fail(f"still {mendable} in {text!r}")


@pytest.mark.parametrize(
    "piece",
    [
        *'aا.,@=("1 ـ`/{#:<[«+-_',
        "a.",
        "،ا",
        "#a",
        "://",
        "1,",
        "  ",
        "<a",
        "a@",
        "a(",
        "a#",
        "a-",
        "a+",
        "a.b/",
        "الي ",
        "(a",
        "={",
    ],
)
def test_work_grows_with_the_length_of_the_text(piece):
    """Four times the text may take some eight times the work, and not sixteen times."""

    def work(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        check(text, "ar")
        return time.process_time() - start

    assert min(work(16_000) for _ in range(2)) < 8 * max(work(4_000), 0.01)
