"""Values that last: kept in the memory of their object from one run to the next, and only where they may be."""

import pytest
from graphql import build_schema, get_operation_ast, parse

from cms.graphql.plan import Hooks, Operation
from tests.cms.plan.both import Kept

SCHEMA = build_schema("type Query {row: Row} type Row {lasts(add: Int): Int, changes: Int, inside: Row, list: [Int]}")


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
        "inside": lambda row: {"n": row["n"] + 1},
        "list": lambda row: row["list"],
    }
    for name, value in values.items():
        resolve = resolver(name, value)
        if name != "changes":
            resolve.lasting = lambda source: source["n"] != 13
        monkeypatch.setattr(SCHEMA.type_map["Row"].fields[name], "resolve", resolve)
    return seen


def row(number=1, **more):
    return {"n": number, "memory": Kept(), **more}


def run(text, source, **variables):
    document = parse(text)
    operation = Operation(SCHEMA, document, get_operation_ast(document))
    return operation.run(variables, root_value={"row": source}, hooks=Remembering())


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
