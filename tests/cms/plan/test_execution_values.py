"""From what resolvers give to what an answer holds: lists, nulls, scalars, and how far up a failure reaches."""

from collections import ChainMap, deque
from enum import Enum

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
    build_schema,
)

from tests.cms.plan.both import answer

NO_NULL = "Cannot return null for non-nullable field Query.items."


def completed(of_type, make):
    """What becomes of the value that ``make`` gives in a field of ``of_type``: its data, and messages by path."""
    schema = build_schema(f"scalar Any type Query {{items: {of_type}}}")
    found, errors = answer(schema, "{items}", root=lambda: {"items": make()})
    assert all(error["locations"] == [{"line": 1, "column": 2}] for error in errors)
    return found and found["items"], {tuple(error["path"]): error["message"] for error in errors}


# Lists


class Walk:
    """Can be walked through, twice at once as well, and nothing else."""

    def __iter__(self):
        return iter(["a", "b"])


LISTS = {
    "list": lambda: ["a", "b"],
    "tuple": lambda: ("a", "b"),
    "deque": lambda: deque(["a", "b"]),
    "generator": lambda: (letter for letter in "ab"),
    "map": lambda: map(str, "ab"),
    "keys": {"a": 1, "b": 2}.keys,
    "walk": Walk,
}


@pytest.mark.parametrize("make", LISTS.values(), ids=LISTS)
def test_whatever_can_be_walked_through_is_a_list(make):
    assert completed("[String!]!", make) == (["a", "b"], {})


def test_a_set_is_a_list_of_some_order():
    found, _errors = completed("[String]", lambda: {"a", "b"})
    assert sorted(found) == ["a", "b"]


@pytest.mark.parametrize("make", [lambda: "text", lambda: b"bytes", lambda: {"a": 1}, ChainMap, lambda: 5])
def test_texts_mappings_and_single_values_are_no_lists(make):
    message = "Expected Iterable, but did not find one for field 'Query.items'."
    assert completed("[String]", make) == (None, {("items",): message})


BAD = RuntimeError("bad")


@pytest.mark.parametrize(
    ("make", "of_type", "expected"),
    [
        # All there.
        *[(lambda: [1, 2], kind, ([1, 2], {})) for kind in ("[Int]", "[Int]!", "[Int!]", "[Int!]!")],
        # A null among them.
        (lambda: [1, None, 2], "[Int]", ([1, None, 2], {})),
        (lambda: [1, None, 2], "[Int]!", ([1, None, 2], {})),
        (lambda: [1, None, 2], "[Int!]", (None, {("items", 1): NO_NULL})),
        (lambda: [1, None, 2], "[Int!]!", (None, {("items", 1): NO_NULL})),
        # No list.
        (lambda: None, "[Int]", (None, {})),
        (lambda: None, "[Int]!", (None, {("items",): NO_NULL})),
        (lambda: None, "[Int!]", (None, {})),
        (lambda: None, "[Int!]!", (None, {("items",): NO_NULL})),
        # An error among them.
        (lambda: [1, BAD, 2], "[Int]", ([1, None, 2], {("items", 1): "bad"})),
        (lambda: [1, BAD, 2], "[Int]!", ([1, None, 2], {("items", 1): "bad"})),
        (lambda: [1, BAD, 2], "[Int!]", (None, {("items", 1): "bad"})),
        (lambda: [1, BAD, 2], "[Int!]!", (None, {("items", 1): "bad"})),
        # An error instead.
        *[(lambda: BAD, kind, (None, {("items",): "bad"})) for kind in ("[Int]", "[Int]!", "[Int!]", "[Int!]!")],
        # Several: all of them where items may be null, the first where they may not.
        (lambda: [BAD, 1, BAD], "[Int]", ([None, 1, None], {("items", 0): "bad", ("items", 2): "bad"})),
        (lambda: [BAD, None, BAD], "[Int!]", (None, {("items", 0): "bad"})),
        # Lists of lists.
        (lambda: [[1], None, [], [None]], "[[Int]]", ([[1], None, [], [None]], {})),
        (lambda: [[1], [2, None]], "[[Int!]]", ([[1], None], {("items", 1, 1): NO_NULL})),
        (lambda: [[1], [2, None]], "[[Int!]!]", (None, {("items", 1, 1): NO_NULL})),
        (lambda: [[BAD], [None], 3], "[[Int!]]", ([None] * 3, {("items", 0, 0): "bad", ("items", 1, 0): NO_NULL} | {
            ("items", 2): "Expected Iterable, but did not find one for field 'Query.items'."})),
        (lambda: [[[[1]], None]], "[[[[Int!]!]]!]!", ([[[[1]], None]], {})),
    ],
)  # fmt: skip
def test_nulls_and_errors_reach_as_far_as_the_type_lets_them(make, of_type, expected):
    assert completed(of_type, make) == expected


def test_a_list_that_breaks_off_fails_as_a_whole_and_its_items_are_still_told():
    def breaking():
        yield 1
        yield "x"
        raise ValueError("broke off")

    found, messages = completed("[Int]", breaking)
    assert found is None
    assert messages[("items",)] == "broke off"
    assert messages[("items", 1)].startswith("Int cannot represent")


def test_a_stop_raised_by_a_resolver_is_an_error_and_ends_nothing_else():
    schema = build_schema("type Query {rows: [Row]} type Row {a: Int, b: Int}")

    def stop(info):
        raise StopIteration("stopped")

    found, errors = answer(schema, "{rows {a b}}", root_value={"rows": [{"a": stop, "b": 1}, {"a": 2, "b": 3}]})
    assert found == {"rows": [{"a": None, "b": 1}, {"a": 2, "b": 3}]}
    assert [error["message"] for error in errors] == ["stopped"]


@pytest.mark.parametrize(("of_type", "kept"), [("[Int]", [1, None]), ("[Int!]", None)])
def test_undefined_among_items_is_the_error_that_it_is_in_graphql_core(of_type, kept):
    assert completed(of_type, lambda: [1, Undefined]) == (kept, {("items", 1): "Undefined"})


def test_undefined_from_a_resolver_is_the_error_that_it_is_in_graphql_core():
    assert completed("Int", lambda: Undefined) == (None, {("items",): "Undefined"})


# Objects


TREE = """
    type Query {node: Node, sure: Node!, many: [Node], sureMany: [Node!]!}
    type Node {may: String, must: String!, node: Node, sure: Node!, many: [Node], sureMany: [Node!]}
"""


class Null:
    """A tree whose leaves are null."""

    may = must = None

    def node(self, info):
        return type(self)()

    sure = node

    def many(self, info):
        return [type(self)(), type(self)()]

    sureMany = many  # noqa: N815


class Throw(Null):
    """A tree whose leaves fail."""

    def may(self, info):
        raise ValueError("may failed")

    def must(self, info):
        raise ValueError("must failed")


MUST = "Cannot return null for non-nullable field Node.must."


@pytest.mark.parametrize(
    ("text", "data", "nulls", "throws"),
    [
        ("{node {may}}", {"node": {"may": None}}, [], ["node.may"]),
        ("{node {must}}", {"node": None}, ["node.must"], ["node.must"]),
        ("{sure {must}}", None, ["sure.must"], ["sure.must"]),
        ("{node {node {must} may}}", {"node": {"node": None, "may": None}}, ["node.node.must"],
         ["node.node.must", "node.may"]),
        ("{node {sure {sure {sure {must}}}}}", {"node": None}, ["node.sure.sure.sure.must"],
         ["node.sure.sure.sure.must"]),
        ("{node {node {sure {sure {must}}}}}", {"node": {"node": None}}, ["node.node.sure.sure.must"],
         ["node.node.sure.sure.must"]),
        ("{many {must}}", {"many": [None, None]}, ["many.0.must", "many.1.must"], ["many.0.must", "many.1.must"]),
        ("{sureMany {must}}", None, ["sureMany.0.must"], ["sureMany.0.must"]),
        # What fails before stays told, what would come after it is not.
        ("{node {may must}}", {"node": None}, ["node.must"], ["node.may", "node.must"]),
        ("{node {must may}}", {"node": None}, ["node.must"], ["node.must"]),
        ("{node {sure {may must} may} sure {may}}", {"node": None, "sure": {"may": None}}, ["node.sure.must"],
         ["node.sure.may", "node.sure.must", "sure.may"]),
        ("{node {sureMany {may must}} many {may}}", {"node": {"sureMany": None}, "many": [{"may": None}] * 2},
         ["node.sureMany.0.must"],
         ["node.sureMany.0.may", "node.sureMany.0.must", "many.0.may", "many.1.may"]),
        ("{sure {must} node {must}}", None, ["sure.must"], ["sure.must"]),
        ("{node {must} sure {must}}", None, ["node.must", "sure.must"], ["node.must", "sure.must"]),
    ],
)  # fmt: skip
def test_null_goes_up_to_what_may_be_null_and_the_first_failure_ends_an_object(text, data, nulls, throws):
    for root, paths, messages in ((Null, nulls, {"must": MUST}), (Throw, throws, {})):
        found, errors = answer(build_schema(TREE), text, root_value=root())
        assert found == data
        assert [".".join(map(str, error["path"])) for error in errors] == paths
        for error in errors:
            leaf = error["path"][-1]
            assert error["message"] == messages.get(leaf, f"{leaf} failed")


def test_the_path_of_an_error_has_aliases_and_places_in_lists():
    text = "{\n  a: many {\n    b: sure {\n      c: many {\n        d: may\n      }\n    }\n  }\n}"
    _found, errors = answer(build_schema(TREE), text, root_value=Throw())
    assert [error["path"] for error in errors] == [["a", i, "b", "c", j, "d"] for i in (0, 1) for j in (0, 1)]
    assert {str(error["locations"]) for error in errors} == {"[{'line': 5, 'column': 9}]"}


def test_the_error_of_merged_fields_is_at_all_of_them():
    _found, (error,) = answer(build_schema(TREE), "{node {may} node {may ... {may}}}", root_value=Throw())
    assert [place["column"] for place in error["locations"]] == [8, 19, 28]


# Errors


def told(error):
    """The one error of a field whose resolver raises ``error``, and of one that gives it."""

    def raises(info):
        raise error

    schema = build_schema("type Query {items: Int}")
    (raised,) = answer(schema, "{items}", root_value={"items": raises})[1]
    (given,) = answer(schema, "{items}", root_value={"items": lambda info: error})[1]
    assert raised == given
    return raised


class Spoken(Exception):
    """Says more than its text."""

    message = "spoken"
    extensions = {"code": "SPOKEN"}


PLACE = {"locations": [{"line": 1, "column": 2}], "path": ["items"]}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError("plain"), {"message": "plain", **PLACE}),
        (KeyError("key"), {"message": "'key'", **PLACE}),
        (Exception(), {"message": "An unknown error occurred.", **PLACE}),
        (Spoken("not this"), {"message": "spoken", "extensions": {"code": "SPOKEN"}, **PLACE}),
        (GraphQLError("told"), {"message": "told", **PLACE}),
        (GraphQLError("told", extensions={"code": "C"}), {"message": "told", "extensions": {"code": "C"}, **PLACE}),
        (GraphQLError("told", path=["else"]), {"message": "told", "path": ["else"]}),
        (GraphQLError("told", original_error=Spoken()), {"message": "told", "extensions": {"code": "SPOKEN"}, **PLACE}),
    ],
)
def test_an_error_keeps_what_it_says_and_gets_its_place(error, expected):
    assert told(error) == expected


def test_one_error_at_many_places_is_told_at_each():
    shared = GraphQLError("shared")
    found, errors = answer(
        build_schema("type Query {a: Int, b: [Int]}"), "{a b}", root_value={"a": shared, "b": [shared, 1, shared]}
    )
    assert found == {"a": None, "b": [None, 1, None]}
    assert [error["path"] for error in errors] == [["a"], ["b", 0], ["b", 2]]
    assert shared.path is None


def test_errors_are_in_the_order_of_the_document():
    root = {
        "first": ValueError("1"),
        "second": [ValueError("2"), ValueError("3")],
        "third": {"fourth": ValueError("4")},
    }
    schema = build_schema("type Query {first: Int, second: [Int], third: Third} type Third {fourth: Int}")
    text = "{...Later second first} fragment Later on Query {third {fourth}}"
    _found, errors = answer(schema, text, root_value=root)
    assert [error["message"] for error in errors] == ["2", "3", "1", "4"]


# Leaves


def scalar(serialize):
    return GraphQLScalarType("Odd", serialize=serialize)


def leaf(of_type, value):
    schema = GraphQLSchema(GraphQLObjectType("Query", {"leaf": GraphQLField(of_type, resolve=lambda *_: value)}))
    found, errors = answer(schema, "{leaf}")
    return found["leaf"], [error["message"] for error in errors]


@pytest.mark.parametrize("nothing", [None, Undefined])
def test_a_scalar_that_gives_nothing_is_an_error(nothing):
    message = f"Expected `Odd.serialize('given')` to return non-nullable value, returned: {nothing}"
    assert leaf(scalar(lambda value: nothing), "given") == (None, [message])


def test_a_scalar_that_fails_is_an_error():
    def serialize(value):
        raise GraphQLError(f"no {value}", extensions={"code": "ODD"})

    assert leaf(scalar(serialize), "given") == (None, ["no given"])


@pytest.mark.parametrize("value", [{"b": [1, None]}, [], 0, "", False, [[{"a": None}]]])
def test_a_scalar_may_give_any_json(value):
    assert leaf(scalar(lambda given: value), "given") == (value, [])


class Tone(Enum):
    LOUD = 1
    SOFT = 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, "LOUD"), (Tone.SOFT, None), ("LOUD", None), ([], None), ({}, None), (True, "LOUD"), (2.0, "SOFT")],
)
def test_an_enum_gives_the_names_of_its_values_alone(value, expected):
    found, messages = leaf(GraphQLEnumType("Tone", {"LOUD": 1, "SOFT": 2}), value)
    assert found == expected
    assert bool(messages) == (expected is None)


def test_an_enum_of_python_takes_its_members():
    assert leaf(GraphQLEnumType("Tone", Tone, names_as_values=None), Tone.SOFT) == ("SOFT", [])


@pytest.mark.parametrize(
    ("of_type", "value", "expected"),
    [
        ("Int", True, 1), ("Int", 3.0, 3), ("Int", "4", 4), ("Int", 2**31 - 1, 2**31 - 1), ("Int", 2**31, None),
        ("Int", 1.5, None), ("Int", "x", None), ("Int", "", None), ("Int", [1], None), ("Int", float("nan"), None),
        ("Float", 1, 1.0), ("Float", True, 1), ("Float", "1.5", 1.5), ("Float", float("inf"), None),
        ("Float", "", None),
        ("String", 1, "1"), ("String", 1.5, "1.5"), ("String", True, "true"), ("String", {}, None),
        ("String", [], None), ("String", "نص", "نص"),
        ("Boolean", 1, True), ("Boolean", 0.0, False), ("Boolean", "true", None), ("Boolean", float("nan"), None),
        ("ID", 7, "7"), ("ID", 7.0, "7"), ("ID", "x", "x"), ("ID", 1.5, None), ("ID", True, None), ("ID", {}, None),
    ],
)  # fmt: skip
def test_built_in_scalars_take_what_they_take_in_graphql_core(of_type, value, expected):
    found, messages = completed(of_type, lambda: value)
    assert (found, type(found)) == (expected, type(expected))
    assert bool(messages) == (expected is None)


def test_texts_and_truths_of_other_classes_are_written_as_plain_ones():
    class Name(str):
        """A text of a class of its own, as Django's safe strings are."""

    found, _messages = completed("String", lambda: Name("safe"))
    assert found == "safe"
