"""Resolvers: what they are found by and given, and what a batch form may rely on."""

from collections import ChainMap
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from time import sleep
from types import SimpleNamespace

import pytest
from graphql import (
    ExecutionContext,
    ExecutionResult,
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLInt,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    execute_sync,
    get_operation_ast,
    parse,
)

from cms.graphql.plan import Hooks, Operation, execute
from tests.cms.plan.both import answer, described

ONE = build_schema("type Query {value(add: Int): String}")


class Method:
    """Has its value from a method."""

    _base = 1

    def value(self, info, add=0):
        return f"{self._base + add} for {info.context}"


class Property:
    """Has its value from a property, that fails as it is told."""

    def __init__(self, error):
        self._error = error

    @property
    def value(self):
        raise self._error


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        (SimpleNamespace(value="attribute"), "attribute"),
        ({"value": "key"}, "key"),
        (ChainMap({}, {"value": "chained"}), "chained"),
        (Method(), "3 for context"),
        ({"value": lambda info, add: f"{info.field_name} {add}"}, "value 2"),
        (SimpleNamespace(), None),
        ({}, None),
        (Property(AttributeError("not there")), None),
        (None, None),
        (5, None),
    ],
)
def test_without_a_resolver_a_value_is_found_on_its_object(root, expected):
    found = answer(ONE, "{value(add: 2)}", root_value=root, context_value="context")
    assert found == ({"value": expected}, [])


def test_a_property_that_fails_is_an_error():
    found, (error,) = answer(ONE, "{value}", root_value=Property(ValueError("failed")))
    assert (found, error["message"]) == ({"value": None}, "failed")


def test_a_method_that_takes_no_such_argument_is_an_error():
    found, (error,) = answer(ONE, "{value(add: 1)}", root_value={"value": lambda info: 1})
    assert found == {"value": None}
    assert "unexpected keyword argument 'add'" in error["message"]


def _schema(resolve):
    """Rows with a number each, resolved by ``resolve``."""
    row = GraphQLObjectType("Row", lambda: {"n": field, "m": field, "rows": GraphQLField(rows)})
    field = GraphQLField(GraphQLInt, {"add": GraphQLArgument(GraphQLInt, 0)}, resolve=resolve)
    rows = build_schema("type Query {a: [Int]}").query_type.fields["a"].type.__class__(row)
    return GraphQLSchema(GraphQLObjectType("Query", {"rows": GraphQLField(rows)}))


ROOT = {"rows": [{"n": 1, "rows": [{"n": 10}, {"n": 20}]}, {"n": 2, "rows": []}, None, {"n": 3, "rows": [{"n": 30}]}]}


def test_a_resolver_is_told_of_its_field_and_of_the_execution():
    seen = []

    def resolve(source, info, add):
        nodes = [node.loc.start for node in info.field_nodes]
        seen.append((info.field_name, nodes, str(info.return_type), info.parent_type.name, info.variable_values))
        seen.append((info.context, info.root_value is ROOT, info.schema is schema, info.operation is operation))
        seen.append((list(info.fragments), info.path.key, info.path.typename))
        return add

    schema = _schema(resolve)
    document = parse("query Q($v: Int = 4) {rows {a: n(add: $v)} ...F} fragment F on Query {rows {a: n(add: $v)}}")
    operation = document.definitions[0]
    answer(schema, document, root_value=ROOT, context_value="context")
    assert seen[:9] == seen[9:]
    assert seen[:3] == [
        ("n", [28, 76], "Int", "Row", {"v": 4}),
        ("context", True, True, True),
        (["F"], "a", "Row"),
    ]


def test_every_object_is_resolved_once_for_each_field_whatever_fails():
    calls = []

    def resolve(source, info, add):
        calls.append((source["n"], info.path.key))
        if source["n"] == 20:
            raise ValueError("twenty")
        return source["n"]

    execute(_schema(resolve), parse("{rows {n rows {n again: n}}}"), root_value=ROOT)
    assert sorted(calls) == sorted(set(calls))
    assert len(calls) == 3 + 2 * 3


# Batches


class Batched:
    """A resolver with a batch form, that counts what it is asked for."""

    def __init__(self, give):
        self.give, self.batches, self.alone = give, [], 0

    def __call__(self, source, info, add):
        self.alone += 1
        given = self.give(source["n"] + add)
        if isinstance(given, Exception):
            raise given
        return given

    def batch(self, sources, info, add):
        self.batches.append(([source["n"] for source in sources], info.field_name, add))
        return [self.give(source["n"] + add) for source in sources]


def test_a_batch_gets_all_objects_of_its_level_in_their_order():
    resolve = Batched(lambda n: n)
    text = "query($v: Int!) {rows {n(add: $v) rows {n m(add: 5)}}}"
    execute(_schema(resolve), parse(text), root_value=ROOT, variable_values={"v": 100})
    assert resolve.batches == [([1, 2, 3], "n", 100), ([10, 20, 30], "n", 0), ([10, 20, 30], "m", 5)]
    assert resolve.alone == 0


def test_a_batch_answers_as_its_resolver_does():
    resolve = Batched(lambda n: {2: None, 10: ValueError("ten"), 3: "no number"}.get(n, n))
    found, errors = answer(_schema(resolve), "{rows {n rows {n}}}", root_value=ROOT)
    assert found["rows"][0] == {"n": 1, "rows": [{"n": None}, {"n": 20}]}
    assert [error["path"] for error in errors] == [["rows", 3, "n"], ["rows", 0, "rows", 0, "n"]]
    assert (resolve.alone, len(resolve.batches)) == (6, 2)


def test_a_batch_that_fails_fails_for_each_of_its_objects():
    class Failing(Batched):
        def batch(self, sources, info, add):
            raise GraphQLError("all of them", extensions={"code": "ALL"})

    resolve = Failing(lambda n: GraphQLError("all of them", extensions={"code": "ALL"}))
    found, errors = answer(_schema(resolve), "{rows {n}}", root_value=ROOT)
    assert found == {"rows": [{"n": None}, {"n": None}, None, {"n": None}]}
    assert [error["path"] for error in errors] == [["rows", place, "n"] for place in (0, 1, 3)]


def test_where_a_batch_fails_each_object_is_still_asked_by_itself():
    class Failing(Batched):
        def batch(self, sources, info, add):
            raise ValueError("one of them spoils it")

    resolve = Failing(lambda n: ValueError("two") if n == 2 else n)
    found, (error,) = answer(_schema(resolve), "{rows {n}}", root_value=ROOT)
    assert found == {"rows": [{"n": 1}, {"n": None}, None, {"n": 3}]}
    assert (error["message"], error["path"]) == ("two", ["rows", 1, "n"])


def test_no_batch_is_asked_for_nothing():
    resolve = Batched(lambda n: n)
    for rows in ([], None, [None, None]):
        answer(_schema(resolve), "{rows {n}}", root_value={"rows": rows})
    assert resolve.batches == []


# Hooks


class Odd(Hooks):
    """Lets no even number into an answer; counts what it is told."""

    def __init__(self):
        self.failures, self.steps = [], 0

    def admitted(self, objects):
        return [found["n"] % 2 == 1 for found in objects]

    def go_on(self):
        self.steps += 1

    def failed(self, error):
        self.failures.append(error)


class OddContext(ExecutionContext):
    """The same for graphql-core."""

    def complete_object_value(self, return_type, field_nodes, info, path, result):
        if result["n"] % 2 == 0:
            return None
        return super().complete_object_value(return_type, field_nodes, info, path, result)


HOOKED = build_schema("type Query {rows: [Row], sure: [Row!]} type Row {n: Int, rows: [Row!]!, bad: Int}")


@pytest.mark.parametrize(
    "text", ["{rows {n}}", "{sure {n}}", "{rows {rows {n}}}", "query($v: Boolean = true) {rows {n @skip(if: $v)}}"]
)
def test_what_is_not_admitted_is_null_as_if_it_were_not_there(text):
    rows = [{"n": 1, "rows": [{"n": 3}]}, {"n": 2, "rows": []}, {"n": 5, "rows": [{"n": 7}, {"n": 8}]}]
    options = {"root_value": {"rows": rows, "sure": rows}, "variable_values": {"v": None} if "$v" in text else None}
    planned = execute(HOOKED, parse(text), hooks=Odd(), **options)
    assert described(planned) == described(
        execute_sync(HOOKED, parse(text), execution_context_class=OddContext, **options)
    )
    assert "'n': 2" not in str(planned.data)


def test_every_failure_is_told_and_time_is_asked_for():
    hooks, error = Odd(), ValueError("bad")
    execute(HOOKED, parse("{rows {bad}}"), root_value={"rows": [{"n": 1, "bad": error}] * 3}, hooks=hooks)
    assert hooks.failures == [error] * 3
    assert hooks.steps >= 2


class End(BaseException):
    """Ends a run as no error of a field can."""


@pytest.mark.parametrize("moment", ["go_on", "failed", "admitted"])
def test_what_is_no_exception_ends_the_run(moment):
    class Ending(Hooks):
        pass

    def end(self, *_args):
        raise End

    setattr(Ending, moment, end)
    with pytest.raises(End):
        execute(HOOKED, parse("{rows {bad}}"), root_value={"rows": [{"bad": ValueError("bad")}]}, hooks=Ending())


def test_an_end_inside_a_resolver_ends_the_run():
    def end(info):
        raise End

    with pytest.raises(End):
        execute(HOOKED, parse("{rows {n}}"), root_value={"rows": end})


# Plans that are kept


def test_an_operation_answers_anew_for_each_run():
    text = """query Q($yes: Boolean! $no: Boolean = false $add: Int = 1) {
      rows {n(add: $add) @include(if: $yes) ... @skip(if: $no) {m(add: $add) rows {n @skip(if: $yes)}}}
    }"""
    schema, document = _schema(lambda source, info, add: source["n"] + add), parse(text)
    operation = Operation(schema, document, get_operation_ast(document))
    for again in range(2):
        for yes in (True, False):
            for no in (True, False, None, ...):
                given = {"yes": yes, "add": again} | ({} if no is ... else {"no": no})
                expected = execute_sync(schema, document, root_value=ROOT, variable_values=given)
                assert described(operation.run(given, root_value=ROOT)) == described(expected)


def test_arguments_are_read_once_for_all_objects_of_a_level():
    seen = []
    schema = build_schema("type Query {rows: [Row]} type Row {n(add: [Int]): Int}")
    schema.type_map["Row"].fields["n"].resolve = lambda source, info, add: seen.append(add)
    execute(
        schema,
        parse("query Q($add: [Int]) {rows {n(add: $add)}}"),
        root_value={"rows": [1, 2]},
        variable_values={"add": [7]},
    )
    assert seen == [[7], [7]]
    assert seen[0] is seen[1]


def test_a_coroutine_below_leaves_the_operation_to_graphql_core():
    async def resolve(source, info, add):
        """Never called."""

    def instead(schema, document, **options):
        return ExecutionResult({"asked": options["root_value"] is ROOT, "with": options["variable_values"]})

    reasons = []

    class Told(Hooks):
        def not_covered(self, reason):
            reasons.append(reason)

    options = {"root_value": ROOT, "variable_values": {"v": 1}, "hooks": Told(), "instead": instead}
    result = execute(_schema(resolve), parse("query($v: Int) {rows {rows {n(add: $v)}}}"), **options)
    assert result.data == {"asked": True, "with": {"v": 1}}
    assert reasons == ["a resolver that is a coroutine"]


def test_more_ways_to_run_than_plans_are_kept_are_all_answered():
    names = "abcde"
    declared = " ".join(f"${name}: Boolean!" for name in names)
    text = f"query({declared}) {{rows {{{' '.join(f'{name}: n @include(if: ${name})' for name in names)}}}}}"
    schema, document = _schema(lambda source, info, add: source["n"]), parse(text)
    operation = Operation(schema, document, get_operation_ast(document))
    for chosen in [*product([True, False], repeat=len(names))] * 2:
        given = dict(zip(names, chosen, strict=True))
        kept = [name for name in names if given[name]]
        assert list(operation.run(given, root_value=ROOT).data["rows"][0]) == kept


def test_one_operation_is_run_by_many_threads_at_once():
    def resolve(source, info, add):
        sleep(0)
        return source["n"] + add

    text = "query($add: Int!, $more: Boolean!) {rows {n(add: $add) rows @include(if: $more) {m(add: $add)}}}"
    schema, document = _schema(resolve), parse(text)
    operation = Operation(schema, document, get_operation_ast(document))

    def differs(number):
        given = {"add": number, "more": number % 3 > 0}
        expected = execute_sync(schema, document, root_value=ROOT, variable_values=given)
        return described(operation.run(given, root_value=ROOT)) != described(expected)

    with ThreadPoolExecutor(8) as threads:
        assert not any(threads.map(differs, range(400)))
