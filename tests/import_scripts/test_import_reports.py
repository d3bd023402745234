"""Reports as table and JSON, and three-way comparison."""

import json
from dataclasses import asdict

import pytest

from import_scripts.merging import Merge, fingerprint, merge
from import_scripts.reports import ItemReport, Report, Status, as_json, as_table, columns, json_list, summary, to_json

ITEMS = (
    ItemReport("a.txt", "a", "مقال", Status.CREATED),
    ItemReport("a.txt", "a", "خاتمة", Status.CONFLICT, "why"),
    ItemReport("b.txt", "b", "b.txt", Status.REJECTED, "b.txt:1: what"),
)


def test_the_table_keeps_arabic_in_its_column():
    assert list(as_table(Report(ITEMS))) == [
        "STATUS    SOURCE  ITEM   DETAIL",
        "created   a.txt   \u2068مقال\u2069",
        "conflict  a.txt   \u2068خاتمة\u2069  why",
        "rejected  b.txt   b.txt  b.txt:1: what",
        "",
        "1 file imported, 1 rejected: 1 created, 1 conflict, 1 rejected",
    ]


def test_marks_of_reading_take_no_room():
    assert list(columns(("A", "B"), lambda: [("مُحَمَّد", "x"), ("abcd", "y")]))[1:] == [
        "\u2068مُحَمَّد\u2069  x",
        "abcd  y",
    ]


def test_the_json_report_names_each_item():
    assert json.loads("\n".join(as_json(Report(ITEMS)))) == {
        "items": [
            {"source": "a.txt", "key": "a", "item": "مقال", "status": "created", "detail": ""},
            {"source": "a.txt", "key": "a", "item": "خاتمة", "status": "conflict", "detail": "why"},
            {"source": "b.txt", "key": "b", "item": "b.txt", "status": "rejected", "detail": "b.txt:1: what"},
        ],
        "counts": {"created": 1, "conflict": 1, "rejected": 1},
        "files": {"imported": 1, "rejected": 1},
    }


@pytest.mark.parametrize("items", [(), ITEMS])
def test_json_by_lines_is_json_as_ever(items):
    data = [asdict(item) for item in items]
    assert "\n".join(json_list(data)) == to_json(data)


def test_an_interrupted_run_tells_what_is_left():
    report = Report(ITEMS[:2], left=3)
    assert (
        summary(report) == "1 file imported: 1 created, 1 conflict; interrupted, 3 files left: the same command goes on"
    )
    assert report.files == {"imported": 1, "rejected": 0, "left": 3}


@pytest.mark.parametrize(
    ("items", "failed", "left", "code"),
    [(ITEMS[:2], 0, 0, 0), (ITEMS, 0, 0, 2), (ITEMS, 1, 0, 1), ((), 0, 0, 0), (ITEMS, 1, 1, 130)],
)
def test_the_exit_code_tells_what_happened(items, failed, left, code):
    assert Report(items, failed, left).exit_code == code


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
