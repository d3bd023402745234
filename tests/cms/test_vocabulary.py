"""The vocabulary: what it learns, and at what cost."""

import pytest
from django.core.management import call_command

from cms import vocabulary
from cms.models import Word
from tests import factories

pytestmark = pytest.mark.django_db


def learnt() -> list[str]:
    return sorted(Word.objects.values_list("word", flat=True))


def test_words_are_learnt_folded_and_once():
    vocabulary.learn(["إدارةُ إدارة", "اداره"])
    vocabulary.learn(["إدارة أعمال"])
    assert learnt() == ["اداره", "اعمال"]


def test_the_article_behind_what_is_attached_is_learnt_as_well():
    vocabulary.learn(["وبالمدرسة للكتاب"])
    assert learnt() == sorted(["وبالمدرسه", "المدرسه", "مدرسه", "للكتاب", "الكتاب", "كتاب"])


@pytest.mark.parametrize("word", ["والمدرسه", "بالمدرسه", "فكالمدرسه", "وللمدرسه", "المدرسه", "مدرسه"])
def test_each_form_that_is_learnt_of_a_word_has_it_among_its_sources(word):
    vocabulary.learn([word])
    assert [form for form in learnt() if word not in vocabulary.sources(form)] == []


def test_a_word_without_an_article_or_of_another_script_is_learnt_from_itself():
    assert (vocabulary.sources("facebook"), vocabulary.sources("في")) == (("facebook",), ("في",))


def test_numbers_single_letters_and_what_is_too_long_are_not_learnt():
    vocabulary.learn(["و 2026 ٢٠٢٦ " + "م" * 41, "م" * 40])
    assert learnt() == ["م" * 40]


def test_learning_and_asking_take_one_statement_each(django_assert_num_queries):
    with django_assert_num_queries(1):
        vocabulary.learn([f"كلمة{number}" for number in range(500)])
    with django_assert_num_queries(1):
        assert len(vocabulary.known([f"كلمه{number}" for number in range(5_000)])) == 500


def test_nothing_known_of_nothing():
    assert vocabulary.known([]) == set()


def test_the_index_that_is_made_anew_makes_the_vocabulary_anew(article_index):
    factories.article(article_index, "زمردة")
    Word.objects.all().delete()
    call_command("update_index", verbosity=0)
    assert "زمرده" in learnt()
