"""What the index holds of a text."""

import pytest
from hypothesis import given

from cms.arabic import Indexed, fold, searchable, stem, words
from cms.arabic.indexing import RANKED_WORDS

from .test_folding import TEXT


def test_the_index_holds_stems_in_order_then_forms_folded_words_and_other_spellings_once():
    assert searchable("إدارةُ الأعمال (والإدارة) في 2026، إدارة").split(" \n ") == [
        "ادار اعمال ادار في 2026 ادار",
        "اعمال",
        "اداره الاعمال والاداره في 2026",
        "إدارة الأعمال والإدارة",
    ]


def test_what_follows_the_ranked_words_is_in_a_line_of_its_own():
    text = "كلمة " * RANKED_WORDS + "الإدارة إدارة كلمة"
    lines = searchable(text).split(" \n ")
    assert lines[0] == " ".join(["كلم"] * RANKED_WORDS)
    assert lines[1:] == ["", "كلمه", "كلمة", "ادار ادار كلم الاداره اداره كلمه الإدارة إدارة"]


def test_the_lines_are_read_back_each_between_spaces():
    assert Indexed.of(searchable("الإدارة")) == (" ادار ", " اداره ", " الاداره ", " الإدارة ")
    assert Indexed.of("") == ("  ", " ", " ", " ")


@given(TEXT)
def test_every_word_is_found_by_its_stem_in_its_place(text):
    assert Indexed.of(searchable(text)).stems.split() == [stem(word) for word in words(text)]


@given(TEXT)
def test_no_other_spelling_is_what_a_query_could_ask_for(text):
    assert all(fold(word) != word for word in Indexed.of(searchable(text)).spelled.split())


@pytest.mark.parametrize("text", ["", " ", "!؟، …", "😀", "\0", "\ud800"])
def test_of_what_is_no_word_nothing_is_held(text):
    assert searchable(text) == ""
