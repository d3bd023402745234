"""The near spellings of a word, and what they cost."""

import pytest

from cms.arabic.confusions import variants


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("التصويق", "التسويق", 0.4),
        ("التسسويق", "التسويق", 0.3),
        ("التسوييق", "التسويق", 0.3),
        ("التسوق", "التسويق", 0.45),
        ("التوصال", "التواصل", 0.5),
        ("الحملة", "الجملة", 0.55),
        ("التسويز", "التسويق", 1.0),
        ("تسويغ", "التسويق", 0.6),
        ("وتسويق", "التسويق", 0.2),
        ("اجتمعي", "الاجتماعي", 0.65),
        ("facebok", "facebook", 0.3),
        ("facebook", "fasebook", 0.4),
    ],
)
def test_slips_cost_what_their_kind_costs(typed, meant, cost):
    assert round(variants(typed)[meant], 2) == cost


def test_cheap_slips_come_in_pairs_and_others_alone():
    assert variants("التصوق")["التسويق"] == pytest.approx(0.85)
    assert "التسويق" not in variants("التكوزق")


def test_short_words_have_few_neighbours():
    assert variants("من") == {}
    assert variants("سور")["صور"] == 0.4
    assert "بور" not in variants("سور")
    assert variants("سورة")["بورة"] == 1.0


def test_a_word_is_not_near_itself():
    for word in ("التسويق", "اا", "ااا", "facebook", "صصص"):
        assert word not in variants(word)


def test_no_word_has_more_than_some_thousand_neighbours():
    longest = max(len(variants("ثضصقكذزظسحعاوي"[:length])) for length in range(1, 15))
    assert longest < 12_000
    assert len(variants("ثضصقكذزظسحعاوي" * 2)) < 5_000
