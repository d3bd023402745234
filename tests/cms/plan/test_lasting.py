"""Values that last: kept in the memory of their object from one run to the next, and only where they may be."""

import pytest
from graphql import build_schema, get_operation_ast, parse

from cms.graphql.plan import Hooks, Operation
from cms.graphql.plan.running import CHANGING
from tests.cms.plan.both import Kept

SCHEMA = build_schema(
    """type Query {row: Row, rows: [Row]}
    type Row {lasts(add: Int): Int, changes: Int, told: Int, inside: Row, list: [Int]}"""
)


class Remembering(Hooks):
    """Gives each row, which is a dictionary, the memory in it."""

    def memories(self, objects):
        return [found and found.get("memory") for found in objects]


@pytest.fixture
def asked(monkeypatch):
    """The fields whose resolvers were asked, in their order."""
    seen = []

    def resolver(name, value):
        def resolve(source, info, **arguments):
            seen.append(name)
            return value(source)

        return resolve

    values = {
        "lasts": lambda row: row["n"],
        "changes": lambda row: len(seen),
        "told": lambda row: len(seen),
        "inside": lambda row: {"n": row["n"] + 1},
        "list": lambda row: row["list"],
    }
    for name, value in values.items():
        resolve = resolver(name, value)
        if name != "changes":
            resolve.lasting = lambda source: source["n"] != 13
        if name == "told":
            resolve.given = lambda info: bytes([info.context])
        monkeypatch.setattr(SCHEMA.type_map["Row"].fields[name], "resolve", resolve)
    return seen


def row(number=1, **more):
    return {"n": number, "memory": Kept(), **more}


def run(text, source, told=0, **variables):
    document = parse(text)
    operation = Operation(SCHEMA, document, get_operation_ast(document))
    root = {"row": source, "rows": [source, {"n": 5}, row(13)]}
    return operation.run(variables, root_value=root, context_value=told, hooks=Remembering())


def test_a_value_is_made_once_and_given_to_all_operations(asked):
    source = row()
    assert run("{row {lasts}}", source).data == {"row": {"lasts": 1}}
    assert run("query Other {row {__typename lasts}}", source).data == {"row": {"__typename": "Row", "lasts": 1}}
    assert asked == ["lasts"]


def test_what_changes_is_made_each_time(asked):
    source = row()
    assert run("{row {changes}}", source).data != run("{row {changes}}", source).data


def test_an_object_without_memory_is_asked_each_time(asked):
    for _again in range(2):
        run("{row {lasts}}", {"n": 1})
    assert asked == ["lasts", "lasts"]


def test_objects_are_kept_whole_down_to_their_leaves(asked):
    source = row()
    for _again in range(2):
        assert run("{row {inside {lasts inside {lasts}}}}", source).data == {
            "row": {"inside": {"lasts": 2, "inside": {"lasts": 3}}}
        }
    assert asked == ["inside", "lasts", "inside", "lasts"]


@pytest.mark.parametrize("changing", ["changes", "inside {changes}", "sum: lasts(add: $add)"])
def test_an_object_is_not_kept_where_anything_in_it_may_change(asked, changing):
    source = row()
    for again in range(3):
        asked.clear()
        run(f"query($add: Int) {{row {{inside {{lasts {changing}}}}}}}", source, add=again)
    assert "inside" in asked


def test_a_value_is_not_kept_of_an_object_of_which_it_does_not_last(asked):
    for source in (row(13), row(12)):
        asked.clear()
        for _again in range(2):
            run("{row {inside {lasts}}}", source)
        assert asked.count("lasts") == 2


def test_a_failure_is_told_each_time(asked):
    source = row(list=[1, ValueError("bad"), 3])
    first, second = (run("{row {list inside {list}}}", source) for _again in range(2))
    assert first.errors == second.errors
    assert first.data == second.data == {"row": {"list": [1, None, 3], "inside": {"list": None}}}


def test_what_is_asked_is_told_apart_by_its_fragments(asked):
    source = row()
    plain = "{row {inside {...F}}} fragment F on Row {...G} fragment G on Row {lasts}"
    aliased = "{row {inside {...F}}} fragment F on Row {...G} fragment G on Row {other: lasts}"
    assert run(plain, source).data == {"row": {"inside": {"lasts": 2}}}
    assert run(aliased, source).data == {"row": {"inside": {"other": 2}}}


def test_what_is_asked_is_told_apart_by_what_directives_decide(asked):
    source = row()
    text = "query($yes: Boolean!) {row {inside {lasts other: lasts @include(if: $yes)}}}"
    assert run(text, source, yes=False).data == {"row": {"inside": {"lasts": 2}}}
    assert run(text, source, yes=True).data == {"row": {"inside": {"lasts": 2, "other": 2}}}


def test_a_failure_elsewhere_leaves_what_is_kept_whole(asked):
    source = row(list=[ValueError("bad")])
    text = "{row {list inside {lasts}}}"
    for _again in range(2):
        assert run(text, source).data == {"row": {"list": [None], "inside": {"lasts": 2}}}


def test_an_answer_is_kept_whole_where_all_of_it_is(asked):
    source = row(list=[1])
    text = "{row {kind: __typename lasts list inside {lasts}}}"
    expected = {"row": {"kind": "Row", "lasts": 1, "list": [1], "inside": {"lasts": 2}}}
    assert run(text, source).data == expected
    for key in [key for key, value in source["memory"].items() if not isinstance(value, dict) or "kind" not in value]:
        del source["memory"][key]
    asked.clear()
    assert run(text, source).data == expected
    assert asked == []


@pytest.mark.parametrize("others", ["changes", "sum: lasts(add: $add)", "inside {changes}"])
def test_an_answer_is_not_kept_whole_where_anything_in_it_may_change(asked, others):
    source = row()
    first, second = (run(f"query($add: Int) {{row {{lasts {others}}}}}", source, add=1) for _again in range(2))
    assert ("changes" in others) == (first.data != second.data)
    assert not any(isinstance(value, dict) and value.keys() > {"lasts"} for value in source["memory"].values())


def test_whole_answers_are_told_apart_by_the_names_in_them(asked):
    source = row()
    for name in ("a", "b"):
        for kind in ("c", "d"):
            text = f"{{row {{{name}: lasts {kind}: __typename}}}}"
            for _again in range(2):
                assert run(text, source).data == {"row": {name: 1, kind: "Row"}}


def test_whole_answers_stand_beside_those_that_are_made(asked):
    source = row()
    for _again in range(2):
        assert run("{rows {lasts}}", source).data == {"rows": [{"lasts": 1}, {"lasts": 5}, {"lasts": 13}]}
    assert asked == ["lasts"] * 5


def test_a_failure_is_not_kept_whole(asked):
    source = row(list=[ValueError("bad")])
    first, second = (run("{row {lasts list}}", source) for _again in range(2))
    assert len(first.errors) == len(second.errors) == 1
    assert first.data == second.data == {"row": {"lasts": 1, "list": [None]}}


def test_what_the_request_tells_parts_what_is_kept(asked):
    source = row()
    text = "{row {lasts told}}"
    of_one, of_two = run(text, source, 1).data, run(text, source, 2).data
    assert of_one != of_two
    assert run(text, source, 1).data == of_one
    assert run(text, source, 2).data == of_two


def test_an_object_is_not_kept_where_the_request_tells_of_anything_in_it(asked):
    source = row()
    of_one, of_two = (run("{row {inside {told}}}", source, told).data for told in (1, 2))
    assert of_one != of_two


def test_a_failure_is_not_kept_whole_though_another_run_keeps_its_field_meanwhile(asked):
    class Meanwhile(Kept):
        def get(self, key, default=None):
            return 1 if default is CHANGING else super().get(key, default)

    source = row(list=[ValueError("bad")])
    source["memory"] = Meanwhile()
    run("{row {lasts list}}", source)
    assert [value for value in source["memory"].values() if isinstance(value, dict)] == []
