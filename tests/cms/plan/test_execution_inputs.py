"""Variables and arguments: what resolvers are given for what clients send, and what clients are told is wrong."""

from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLFloat,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    StringValueNode,
    Undefined,
    build_schema,
)

from tests.cms.plan.both import answer


def _sealed(value: Any) -> Any:
    """A scalar's reading of ``value``, by all the ways in which it can be refused."""
    match value:
        case "told":
            raise GraphQLError("the seal is broken", extensions={"code": "SEAL"})
        case "raised":
            raise ValueError("no seal")
        case "nothing":
            return Undefined
    return f"<{value}>"


def _sealed_literal(node: Any, variables: Any = None) -> Any:
    if not isinstance(node, StringValueNode):
        raise GraphQLError("only texts can be sealed")
    return _sealed(node.value)


def _point(values: dict[str, Any]) -> str:
    return f"({values['x']}|{values['y']})"


Sealed = GraphQLScalarType("Sealed", parse_value=_sealed, parse_literal=_sealed_literal)
Tone = GraphQLEnumType("Tone", {"NONE": None, "FALSE": False, "LOUD": "loud", "SOFT": ("soft",)})
Point = GraphQLInputObjectType(
    "Point", {"x": GraphQLInputField(GraphQLFloat), "y": GraphQLInputField(GraphQLFloat)}, out_type=_point
)
Filter = GraphQLInputObjectType(
    "Filter",
    {
        "words": GraphQLInputField(GraphQLList(GraphQLString)),
        "must": GraphQLInputField(GraphQLNonNull(GraphQLString)),
        "sealed": GraphQLInputField(Sealed),
        "size": GraphQLInputField(GraphQLInt, 20),
        "outName": GraphQLInputField(GraphQLInt, out_name="out_name"),
    },
)
Nest = GraphQLInputObjectType(
    "Nest",
    lambda: {
        "filter": GraphQLInputField(GraphQLNonNull(Filter)),
        "tone": GraphQLInputField(GraphQLNonNull(Tone)),
        "nest": GraphQLInputField(Nest),
    },
)
OneOf = GraphQLInputObjectType(
    "OneOf", {"id": GraphQLInputField(GraphQLInt), "slug": GraphQLInputField(GraphQLString)}, is_one_of=True
)


def _field(*args, **kwargs):
    """A field that answers with what it is given."""
    argument = GraphQLArgument(*args, **kwargs)
    return GraphQLField(GraphQLString, {"in": argument}, resolve=lambda _source, _info, **given: repr(given))


SCHEMA = GraphQLSchema(
    GraphQLObjectType(
        "Query",
        {
            "text": _field(GraphQLString),
            "mustText": _field(GraphQLNonNull(GraphQLString)),
            "byDefault": _field(GraphQLString, "usual"),
            "mustByDefault": _field(GraphQLNonNull(GraphQLString), "usual"),
            "list": _field(GraphQLList(GraphQLString)),
            "mustList": _field(GraphQLNonNull(GraphQLList(GraphQLString))),
            "listMust": _field(GraphQLList(GraphQLNonNull(GraphQLString))),
            "mustListMust": _field(GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLString)))),
            "matrix": _field(GraphQLList(GraphQLList(GraphQLInt))),
            "tone": _field(Tone),
            "mustTone": _field(GraphQLNonNull(Tone)),
            "point": _field(Point, out_name="point"),
            "filter": _field(Filter),
            "filtered": _field(Filter, {"must": "m", "outName": 3}, out_name="out"),
            "nest": _field(Nest),
            "oneOf": _field(OneOf),
            "sealed": _field(Sealed),
        },
    )
)


def given(text, **variables):
    """What the one field of ``text`` was given."""
    found, errors = answer(SCHEMA, text, variable_values=variables)
    assert errors == []
    return found[next(iter(found))]


def refused(text, **variables):
    """The messages of an operation that does not begin, or whose one field fails."""
    found, errors = answer(SCHEMA, text, variable_values=variables)
    assert found is None or list(found.values()) == [None]
    assert all(("path" in error) == (found is not None) for error in errors)
    return [error["message"] for error in errors]


# Arguments


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("text", "{}"),
        ("text(in: null)", "{'in': None}"),
        ('text(in: "a")', "{'in': 'a'}"),
        ("byDefault", "{'in': 'usual'}"),
        ("byDefault(in: null)", "{'in': None}"),
        ("mustByDefault", "{'in': 'usual'}"),
        ('list(in: "one")', "{'in': ['one']}"),
        ('list(in: ["A", null])', "{'in': ['A', None]}"),
        ("matrix(in: 1)", "{'in': [[1]]}"),
        ("matrix(in: [1, [2], null])", "{'in': [[1], [2], None]}"),
        ("tone(in: NONE)", "{'in': None}"),
        ("mustTone(in: NONE)", "{'in': None}"),
        ("tone(in: FALSE)", "{'in': False}"),
        ("tone(in: SOFT)", "{'in': ('soft',)}"),
        ("point(in: {x: -3, y: 4.5})", "{'point': '(-3.0|4.5)'}"),
        ('filter(in: {must: "m"})', "{'in': {'must': 'm', 'size': 20}}"),
        ('filter(in: {outName: 1, size: null, must: "m"})', "{'in': {'must': 'm', 'size': None, 'out_name': 1}}"),
        ('filter(in: {words: "w", must: "m", sealed: "s"})',
         "{'in': {'words': ['w'], 'must': 'm', 'sealed': '<s>', 'size': 20}}"),
        ("filtered", "{'out': {'must': 'm', 'size': 20, 'out_name': 3}}"),
        ("filtered(in: null)", "{'out': None}"),
        ("oneOf(in: {id: 1})", "{'in': {'id': 1}}"),
    ],
)  # fmt: skip
def test_literals_reach_resolvers_as_their_types_have_it(call, expected):
    assert given(f"{{{call}}}") == expected


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("mustText", "Argument 'in' of required type 'String!' was not provided."),
        ("mustText(in: null)", "Argument 'in' of non-null type 'String!' must not be null."),
        ("byDefault(in: WORD)", "Argument 'in' has invalid value WORD."),
        ("listMust(in: [null])", "Argument 'in' has invalid value [null]."),
        ('filter(in: ["a", "b"])', "Argument 'in' has invalid value [\"a\", \"b\"]."),
        ("filter(in: {})", "Argument 'in' has invalid value {}."),
        ('sealed(in: "told")', "Argument 'in' has invalid value \"told\"."),
        ('sealed(in: "raised")', "Argument 'in' has invalid value \"raised\"."),
        ("sealed(in: 3)", "Argument 'in' has invalid value 3."),
        ("tone(in: NOBODY)", "Argument 'in' has invalid value NOBODY."),
        ('oneOf(in: {id: 1, slug: "s"})', "Argument 'in' has invalid value {id: 1, slug: \"s\"}."),
        ("oneOf(in: {id: null})", "Argument 'in' has invalid value {id: null}."),
        ("mustText(in: $unlisted)",
         "Argument 'in' of required type 'String!' was provided the variable '$unlisted' which was not provided a"
         " runtime value."),
    ],
)  # fmt: skip
def test_an_argument_that_cannot_be_read_is_the_error_of_its_field(call, message):
    assert refused(f"{{{call}}}") == [message]


def test_an_input_whose_reading_fails_is_the_error_of_its_field():
    found, (error,) = answer(SCHEMA, "{point(in: {x: 1}) text}")
    assert found == {"point": None, "text": "{}"}
    assert (error["message"], error["path"]) == ("'y'", ["point"])


def test_an_argument_that_fails_ends_an_object_that_must_be():
    schema = build_schema("type Query {a: A} type A {b(c: Int!): Int! d: Int}")
    found, (error,) = answer(schema, "query($c: Int) {a {d b(c: $c)}}", root_value={"a": {"b": 1, "d": 2}})
    assert found == {"a": None}
    assert error["path"] == ["a", "b"]


# Variables


@pytest.mark.parametrize(
    ("kind", "field", "variables", "expected"),
    [
        ("String", "text", {}, "{}"),
        ("String", "text", {"v": None}, "{'in': None}"),
        ("String", "text", {"v": "a"}, "{'in': 'a'}"),
        ('String = "d"', "text", {}, "{'in': 'd'}"),
        ('String = "d"', "text", {"v": "a"}, "{'in': 'a'}"),
        ('String = "d"', "text", {"v": None}, "{'in': None}"),
        ("String = null", "text", {}, "{'in': None}"),
        ('String! = "d"', "mustText", {}, "{'in': 'd'}"),
        ('String = "d"', "mustText", {}, "{'in': 'd'}"),
        ("String", "byDefault", {}, "{'in': 'usual'}"),
        ("String", "byDefault", {"v": None}, "{'in': None}"),
        ("String", "mustByDefault", {}, "{'in': 'usual'}"),
        ("[String]", "list", {"v": None}, "{'in': None}"),
        ("[String]", "list", {"v": ["A", None]}, "{'in': ['A', None]}"),
        ("[String]", "list", {"v": "A"}, "{'in': ['A']}"),
        ("[String]", "list", {"v": ()}, "{'in': []}"),
        ("[String!]", "listMust", {"v": None}, "{'in': None}"),
        ("[String!]!", "mustListMust", {"v": ["A"]}, "{'in': ['A']}"),
        ("[[Int]]", "matrix", {"v": [1, [2, None]]}, "{'in': [[1], [2, None]]}"),
        ("Tone", "tone", {"v": "SOFT"}, "{'in': ('soft',)}"),
        ("Tone = FALSE", "tone", {}, "{'in': False}"),
        ("Filter", "filter", {"v": {"must": "m", "words": "w"}}, "{'in': {'words': ['w'], 'must': 'm', 'size': 20}}"),
        ('Filter = {must: "m"}', "filter", {}, "{'in': {'must': 'm', 'size': 20}}"),
        ("Filter", "filtered", {}, "{'out': {'must': 'm', 'size': 20, 'out_name': 3}}"),
        ("Point", "point", {"v": {"y": 1, "x": 2}}, "{'point': '(2.0|1.0)'}"),
        ("Sealed", "sealed", {"v": 3}, "{'in': '<3>'}"),
        ("OneOf", "oneOf", {"v": {"slug": "s"}}, "{'in': {'slug': 's'}}"),
        ("OneOf = {id: 2}", "oneOf", {}, "{'in': {'id': 2}}"),
        ("String", "text", {"v": "a", "unknown": {}}, "{'in': 'a'}"),
    ],
)
def test_variables_reach_resolvers_as_their_types_have_it(kind, field, variables, expected):
    assert given(f"query($v: {kind}) {{{field}(in: $v)}}", **variables) == expected


@pytest.mark.parametrize(
    ("call", "variables", "expected"),
    [
        ("list(in: [$v, $left])", {"v": "a"}, "{'in': ['a', None]}"),
        ("filter(in: {must: $v, words: [$left], sealed: $w})", {"v": "m", "w": "s"},
         "{'in': {'words': [None], 'must': 'm', 'sealed': '<s>', 'size': 20}}"),
        ('filter(in: {must: "m", words: $left})', {}, "{'in': {'must': 'm', 'size': 20}}"),
    ],
)  # fmt: skip
def test_variables_inside_literals_are_left_out_where_they_are_missing(call, variables, expected):
    assert given(f"query($v: String, $left: String, $w: Sealed) {{{call}}}", **variables) == expected


@pytest.mark.parametrize(
    ("kind", "field", "variables", "messages"),
    [
        ("String!", "mustText", {}, ["Variable '$v' of required type 'String!' was not provided."]),
        ("String!", "mustText", {"v": None}, ["Variable '$v' of non-null type 'String!' must not be null."]),
        ("[String]!", "mustList", {"v": None}, ["Variable '$v' of non-null type '[String]!' must not be null."]),
        ("String!", "mustText", {"v": [1]},
         ["Variable '$v' got invalid value [1]; String cannot represent a non string value: [1]"]),
        ("[String!]", "listMust", {"v": ["A", None]},
         ["Variable '$v' got invalid value None at 'v[1]'; Expected non-nullable type 'String!' not to be None."]),
        ("Filter", "filter", {"v": "text"},
         ["Variable '$v' got invalid value 'text'; Expected type 'Filter' to be a mapping."]),
        ("Filter", "filter", {"v": {}},
         ["Variable '$v' got invalid value {}; Field 'must' of required type 'String!' was not provided."]),
        ("Filter", "filter", {"v": {"must": "m", "word": 1}},
         ["Variable '$v' got invalid value {'must': 'm', 'word': 1}; Field 'word' is not defined by type 'Filter'."
          " Did you mean 'words'?"]),
        ("Filter", "filter", {"v": {"must": "m", "sealed": "told"}},
         ["Variable '$v' got invalid value 'told' at 'v.sealed'; the seal is broken"]),
        ("Sealed", "sealed", {"v": "raised"},
         ["Variable '$v' got invalid value 'raised'; Expected type 'Sealed'. no seal"]),
        ("Sealed", "sealed", {"v": "nothing"}, ["Variable '$v' got invalid value 'nothing'; Expected type 'Sealed'."]),
        ("Nest", "nest", {"v": {"filter": {"size": "x"}, "nest": {}}},
         ["Variable '$v' got invalid value 'x' at 'v.filter.size'; Int cannot represent non-integer value: 'x'",
          "Variable '$v' got invalid value {'size': 'x'} at 'v.filter'; Field 'must' of required type 'String!' was not"
          " provided.",
          "Variable '$v' got invalid value {'filter': {'size': 'x'}, 'nest': {}}; Field 'tone' of required type 'Tone!'"
          " was not provided.",
          "Variable '$v' got invalid value {} at 'v.nest'; Field 'filter' of required type 'Filter!' was not provided.",
          "Variable '$v' got invalid value {} at 'v.nest'; Field 'tone' of required type 'Tone!' was not provided."]),
        ("OneOf", "oneOf", {"v": {"id": 1, "slug": None}},
         ["Variable '$v' got invalid value {'id': 1, 'slug': None}; Exactly one key must be specified for OneOf type"
          " 'OneOf'."]),
        ("OneOf", "oneOf", {"v": {"id": None}},
         ["Variable '$v' got invalid value None at 'v.id'; Field 'id' must be non-null."]),
        ("Query", "text", {"v": {}},
         ["Variable '$v' expected value of type 'Query' which cannot be used as an input type."]),
        ("Nobody!", "text", {"v": 1},
         ["Variable '$v' expected value of type 'Nobody!' which cannot be used as an input type."]),
        # These begin, and fail where they are used.
        ('String = "d"', "mustText", {"v": None}, ["Argument 'in' of non-null type 'String!' must not be null."]),
        ('OneOf! = {id: 1, slug: "s"}', "oneOf", {}, ["Argument 'in' has invalid value $v."]),
    ],
)  # fmt: skip
def test_variables_that_cannot_be_read_are_told(kind, field, variables, messages):
    told = refused(f"query($v: {kind}) {{{field}(in: $v)}}", **variables)
    assert sorted(told) == sorted(messages)


def test_errors_of_scalars_keep_their_extensions():
    _none, (error,) = answer(SCHEMA, "query($v: Sealed) {sealed(in: $v)}", variable_values={"v": "told"})
    assert error["extensions"] == {"code": "SEAL"}
    assert error["locations"] == [{"line": 1, "column": 7}]


@pytest.mark.parametrize(("most", "told"), [(2, 3), (3, 3), (50, 3)])
def test_errors_of_variables_are_told_up_to_a_number(most, told):
    _none, errors = answer(
        SCHEMA,
        "query($v: [String!]) {listMust(in: $v)}",
        variable_values={"v": [0, 1, 2]},
        max_coercion_errors=most,
    )
    assert len(errors) == told
    gave_up = "Too many errors processing variables, error limit reached. Execution aborted."
    assert [error["message"] for error in errors].count(gave_up) == (most < told)


def test_suggestions_are_told_only_where_they_may_be():
    options = {"variable_values": {"v": {"must": "m", "word": 1}}}
    text = "query($v: Filter) {filter(in: $v)}"
    for hidden in (True, False):
        _none, (error,) = answer(SCHEMA, text, hide_suggestions=hidden, **options)
        assert ("Did you mean" in error["message"]) == (not hidden)


def test_variables_that_are_nested_too_deeply_are_refused():
    deep: Any = {}
    for _layer in range(3000):
        deep = {"nest": deep}
    _none, errors = answer(SCHEMA, "query($v: Nest) {nest(in: $v)}", variable_values={"v": deep})
    assert [error["message"] for error in errors] == ["Variable values are nested too deeply."]
