"""The measures themselves, on lists whose values are known."""

import pytest

from .corpus import Query
from .measures import gain, measure, precision

QUERY = Query("س", {"a": 3, "b": 2, "c": 1})


@pytest.mark.parametrize(
    ("found", "wanted"),
    [("ab", 1.0), ("xab", 1.0), ("acxyzb", 0.5), ("c", 0.0), ("", 0.0), ("xxxxxab", 0.0)],
)
def test_precision_counts_answers_in_the_first_five_and_no_mentions(found, wanted):
    assert precision(QUERY, found) == wanted


def test_of_more_than_five_answers_five_are_a_full_score():
    assert precision(Query("س", dict.fromkeys("abcdefg", 2)), "abcdefg") == 1.0


def test_gain_is_full_for_the_best_order_and_less_for_any_other():
    assert gain(QUERY, "abc") == 1.0
    assert gain(QUERY, "bac") == pytest.approx((3 + 7 * 0.63093 + 0.5) / (7 + 3 * 0.63093 + 0.5), abs=1e-4)
    assert gain(QUERY, "xyz") == 0.0


def test_recall_and_purity_look_at_all_hits_and_queries_without_answers_count_for_gain_alone():
    mention = Query("م", {"c": 1})
    measured = measure(lambda words: "xyzuva" if words == "س" else "", [QUERY, mention])
    assert (measured.precision, measured.recall, measured.gain) == (0.0, 0.5, 0.0)
    assert measured.purity == pytest.approx(1 / 6)
