"""Folding: which spellings are one, and the way back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.arabic import fold, fold_with_offsets, spellings, words

TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "أإآٱاىيیئةهہكکپڤءؤوبسلمن \u064e\u0650\u0651\u0652\u0653\u0654\u0670\u0640\u200c\u200f\u2068٠۹0ﷲﻻ½ßİé"
        ),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مدرسة", "مَدْرَسَةٌ"),
        ("العربية", "العـــربية"),
        ("اداره الاعمال", "إدارة الأعمال"),
        ("المكتبه", "المكتبة"),
        ("مستشفي", "مستشفى"),
        ("۲۰۲۶", "٢٠٢٦"),
        ("2026", "٢٠٢٦"),
        ("ﻻ", "لا"),
        ("کتابی", "كتابي"),
        ("شبك\u200cات", "شبكات"),
        ("CAFÉ", "cafe"),
        ("مسؤول", "مسئول"),
        ("مسؤول", "مسوول"),
        ("رؤوس", "رءوس"),
        ("شُئُون", "شؤون"),
        ("مسـئـول", "مسؤول"),
        ("مسي\u0654ول", "مسؤول"),
        ("ﻣﺴﺌﻮﻝ", "مسئول"),
        ("ڤيديو پلس", "فيديو بلس"),
    ],
)
def test_usual_spellings_of_a_word_are_one(one, other):
    assert fold(one) == fold(other)
    assert words(one) == words(other)


@given(TEXT)
def test_what_is_folded_folds_to_itself(text):
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_folding_with_offsets_is_folding(text):
    folded = fold_with_offsets(text)
    assert (folded.text, len(folded.offsets)) == (fold(text), len(fold(text)))
    assert list(folded.offsets) == sorted(folded.offsets)


@given(TEXT)
def test_a_word_found_is_in_the_original_what_folds_to_it(text):
    for word, start, end in fold_with_offsets(text).words():
        assert word in fold(text[start:end])
        assert words(text[start:end]).count(word) >= 1


@given(TEXT)
def test_a_span_never_leaves_a_letter_without_its_marks(text):
    for _word, start, end in fold_with_offsets(text).words():
        assert start < end
        assert end == len(text) or not unicodedata.combining(text[end])
        assert not unicodedata.combining(text[start])


def test_marks_tatweel_and_controls_stay_with_the_letter_before_them():
    text = "قال: مَدْرَسَةٌ\u200f!"
    assert [text[start:end] for _word, start, end in fold_with_offsets(text).words()] == ["قال", "مَدْرَسَةٌ\u200f"]


def test_a_character_that_folds_to_several_is_taken_whole():
    text = "a½b"
    spans = {word: text[start:end] for word, start, end in fold_with_offsets(text).words()}
    assert spans == {"a1": "a½", "2b": "½b"}


def test_folding_of_a_long_text_visits_each_character_once():
    text = "مَدْرَسَةٌ " * 20_000
    folded = fold_with_offsets(text)
    assert len(folded.words()) == 20_000
    assert folded.words()[-1] == ("مدرسه", len(text) - 11, len(text) - 1)


def test_spellings_keep_hamzas_and_final_letters_and_lose_marks():
    assert spellings("إِدَارَةُ الأعمـال، Café ٢٠٢٦") == ["إدارة", "الأعمال", "café", "٢٠٢٦"]


def test_a_yeh_before_a_waw_keeps_its_place():
    assert fold("فيديو عيون") == "فيديو عيون"


def test_each_hamza_of_a_row_before_a_waw_becomes_one():
    assert [fold(text) for text in ("ءو", "ءءو", "اءءو ءء", "ءءا")] == ["وو", "ووو", "اووو ءء", "ءءا"]


def test_a_row_of_hamzas_is_looked_at_once():
    """Minutes pass where each of them is looked at from each before it."""
    assert fold("ء" * 500_000) == "ء" * 500_000


@pytest.mark.parametrize("text", ["", " ", "!؟، …", "😀", "\0", "\ud800"])
def test_what_is_no_word_leaves_nothing(text):
    assert words(text) == []
