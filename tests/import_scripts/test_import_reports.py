"""Reports as table and JSON, and three-way comparison."""

import json

import pytest

from import_scripts.merging import Merge, fingerprint, merge
from import_scripts.reports import ItemReport, Report, Status, as_json, as_table, columns

ITEMS = (
    ItemReport("a.txt", "a", "مقال", Status.CREATED),
    ItemReport("a.txt", "a", "خاتمة", Status.CONFLICT, "why"),
    ItemReport("b.txt", "b", "b.txt", Status.REJECTED, "b.txt:1: what"),
)


def test_the_table_keeps_arabic_in_its_column():
    assert as_table(Report(ITEMS)).split("\n") == [
        "STATUS    SOURCE  ITEM   DETAIL",
        "created   a.txt   \u2068مقال\u2069",
        "conflict  a.txt   \u2068خاتمة\u2069  why",
        "rejected  b.txt   b.txt  b.txt:1: what",
        "",
        "1 file imported, 1 rejected: 1 created, 1 conflict, 1 rejected",
    ]


def test_marks_of_reading_take_no_room():
    assert columns(("A", "B"), [("مُحَمَّد", "x"), ("abcd", "y")]).split("\n")[1:] == [
        "\u2068مُحَمَّد\u2069  x",
        "abcd  y",
    ]


def test_the_json_report_names_each_item():
    assert json.loads(as_json(Report(ITEMS))) == {
        "items": [
            {"source": "a.txt", "key": "a", "item": "مقال", "status": "created", "detail": ""},
            {"source": "a.txt", "key": "a", "item": "خاتمة", "status": "conflict", "detail": "why"},
            {"source": "b.txt", "key": "b", "item": "b.txt", "status": "rejected", "detail": "b.txt:1: what"},
        ],
        "counts": {"created": 1, "conflict": 1, "rejected": 1},
        "files": {"imported": 1, "rejected": 1},
    }


@pytest.mark.parametrize(("items", "failed", "code"), [(ITEMS[:2], 0, 0), (ITEMS, 0, 2), (ITEMS, 1, 1), ((), 0, 0)])
def test_the_exit_code_tells_what_happened(items, failed, code):
    assert Report(items, failed).exit_code == code


@pytest.mark.parametrize(
    ("incoming", "current", "written", "merged"),
    [
        ("a", "a", "a", Merge()),
        ("b", "a", "a", Merge(take=("f",))),
        ("a", "b", "a", Merge(kept=("f",))),
        ("b", "c", "a", Merge(kept=("f",))),
        ("b", "b", "a", Merge(agreed=("f",))),
        ("a", "b", None, Merge(kept=("f",))),
    ],
)
def test_a_field_is_compared_three_ways(incoming, current, written, merged):
    known = {} if written is None else {"f": written}
    assert merge({"f": incoming}, {"f": current}, known, overwrite=False) == merged


def test_overwriting_tells_whose_text_was_replaced():
    fields = ({"f": "b", "g": "b"}, {"f": "a", "g": "c"}, {"f": "a", "g": "a"})
    assert merge(*fields, overwrite=True) == Merge(take=("f", "g"), replaced=("g",))


def test_equal_data_has_one_fingerprint():
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1}) != fingerprint({"a": 1, "b": 3})
