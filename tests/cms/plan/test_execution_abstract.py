"""Interfaces and unions: how an object's type is found, and what is said where it cannot be."""

from types import SimpleNamespace

import pytest
from graphql import GraphQLError, build_schema

from tests.cms.plan.both import answer

SDL = """
    type Query {works: [Work], work: Work, any: Any, promised: [Any!]!, titled: Titled}
    interface Titled {title: String}
    interface Work implements Titled {title: String, related: [Work]}
    type Book implements Work & Titled {title: String, related: [Work], pages: Int}
    type Film implements Work & Titled {title: String, related: [Work], minutes: Int}
    type Map implements Titled {title: String}
    union Any = Book | Film
"""
TEXT = """{
  works {title ... on Book {pages} ...InFilm ... on Titled {again: title}}
}
fragment InFilm on Film {minutes}"""


class Book:
    def __init__(self, title, pages, related=()):
        self.title, self.pages, self.related = title, pages, related


class Film:
    def __init__(self, title, minutes):
        self.title, self.minutes, self.related = title, minutes, None


NILE, SEA = Film("Nile", 90), Book("Sea", 200, [Film("Shore", 10)])
EXPECTED = {
    "works": [{"title": "Sea", "pages": 200, "again": "Sea"}, {"title": "Nile", "minutes": 90, "again": "Nile"}]
}


def schema_with(is_type_of=None, resolve_type=None):
    """The schema with these functions by the name of their type."""
    schema = build_schema(SDL)
    for name, function in (is_type_of or {}).items():
        schema.type_map[name].is_type_of = function
    for name, function in (resolve_type or {}).items():
        schema.type_map[name].resolve_type = function
    return schema


def is_a(kind):
    return lambda value, info: isinstance(value, kind)


def by_class(value, info, abstract):
    return type(value).__name__


def fails(*_args):
    raise ValueError("cannot tell")


SCHEMAS = {
    "is_type_of": schema_with({"Book": is_a(Book), "Film": is_a(Film)}),
    "resolve_type": schema_with(resolve_type={"Work": by_class, "Any": by_class, "Titled": by_class}),
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_objects_of_an_interface_are_answered_by_their_types(schema):
    assert answer(schema, TEXT, root_value={"works": [SEA, NILE]}) == (EXPECTED, [])


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_objects_of_a_union_are_answered_by_their_types(schema):
    text = "{any {kind: __typename ... on Work {title related {title ... on Film {minutes}}}}}"
    expected = {"kind": "Book", "title": "Sea", "related": [{"title": "Shore", "minutes": 10}]}
    assert answer(schema, text, root_value={"any": SEA}) == ({"any": expected}, [])


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_fields_that_only_one_type_has_are_left_out_of_the_others_even_without_a_fragment(schema):
    text = "{works {__typename title pages minutes}}"
    book = {"__typename": "Book", "title": "Sea", "pages": 200}
    film = {"__typename": "Film", "title": "Nile", "minutes": 90}
    assert answer(schema, text, root_value={"works": [SEA, NILE]}) == ({"works": [book, film]}, [])


def test_selections_of_an_interface_and_of_its_types_become_one():
    text = "{works {related {title} ... on Book {related {... on Film {minutes}}} ... on Titled {... on Work {pages}}}}"
    expected = {"works": [{"related": [{"title": "Shore", "minutes": 10}], "pages": 200}, {"related": None}]}
    assert answer(SCHEMAS["is_type_of"], text, root_value={"works": [SEA, NILE]}) == (expected, [])


class Named:
    __typename = "Work"
    related = None


class NamedBook(Named):
    __typename = "Book"
    title, pages = "Sea", 200


class Reprint(NamedBook):
    """Says nothing of its type itself."""


class NamedFilm(Named):
    __typename = "Film"
    title, minutes = "Nile", 90


@pytest.mark.parametrize(
    "works",
    [
        [{"__typename": "Book", "title": "Sea", "pages": 200}, {"__typename": "Film", "title": "Nile", "minutes": 90}],
        [NamedBook(), NamedFilm()],
        [Reprint(), NamedFilm()],
    ],
    ids=["mapping", "class", "inherited"],
)
def test_an_object_can_tell_its_type_itself(works):
    assert answer(build_schema(SDL), TEXT, root_value={"works": works}) == (EXPECTED, [])


def refused(schema, value, field="work"):
    """The message for an object whose type is not found."""
    found, (error,) = answer(schema, f"{{{field} {{__typename}}}}", root_value={field: value})
    assert found == {field: None}
    assert (error["path"], error["locations"]) == ([field], [{"line": 1, "column": 2}])
    return error["message"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Nobody", "Abstract type 'Work' was resolved to a type 'Nobody' that does not exist inside the schema."),
        ("String", "Abstract type 'Work' was resolved to a non-object type 'String'."),
        ("Any", "Abstract type 'Work' was resolved to a non-object type 'Any'."),
        ("Map", "Runtime Object type 'Map' is not a possible type for 'Work'."),
        ("__Type", "Runtime Object type '__Type' is not a possible type for 'Work'."),
        (
            7,
            "Abstract type 'Work' must resolve to an Object type at runtime for field 'Query.work' with value"
            " { name: 7 }, received '7'.",
        ),
        (
            None,
            "Abstract type 'Work' must resolve to an Object type at runtime for field 'Query.work'. Either the 'Work'"
            " type should provide a 'resolve_type' function or each possible type should provide an 'is_type_of'"
            " function.",
        ),
    ],
)
def test_a_type_that_cannot_be_is_said_so(name, message):
    schema = schema_with(resolve_type={"Work": lambda value, info, abstract: value["name"]})
    told = refused(schema, {"name": name})
    assert told == message.replace("{ name: 7 }", "{'name': 7}")


def test_a_type_itself_in_the_place_of_its_name_is_refused():
    schema = schema_with()
    schema.type_map["Work"].resolve_type = lambda *_: schema.type_map["Book"]
    assert "please return type name instead" in refused(schema, {})


def test_an_object_that_no_type_takes_is_refused():
    schema = schema_with({"Book": is_a(Book), "Film": lambda *_: None})
    assert refused(schema, NILE).startswith("Abstract type 'Work' must resolve to an Object type at runtime")


@pytest.mark.parametrize(
    "schema",
    [
        schema_with({"Book": fails}),
        schema_with({"Book": lambda *_: False, "Film": fails}),
        schema_with(resolve_type={"Work": fails}),
    ],
    ids=["first", "second", "resolve_type"],
)
def test_a_failure_to_tell_a_type_is_the_error_of_each_item(schema):
    found, errors = answer(schema, TEXT, root_value={"works": [NILE, NILE]})
    assert found == {"works": [None, None]}
    place = {"message": "cannot tell", "locations": [{"line": 2, "column": 3}]}
    assert errors == [{**place, "path": ["works", index]} for index in (0, 1)]


def test_errors_of_resolve_type_keep_their_extensions():
    def resolve_type(*_args):
        raise GraphQLError("no type", extensions={"code": "TYPE"})

    _found, (error,) = answer(
        schema_with(resolve_type={"Any": resolve_type}), "{any {__typename}}", root_value={"any": 1}
    )
    assert error["extensions"] == {"code": "TYPE"}


def test_an_object_that_its_own_type_denies_is_an_error():
    schema = schema_with({"Book": lambda value, info: value.pages > 100}, {"Any": by_class})
    thin, text = Book("Thin", 9), "{promised {... on Work {title}}}"
    found, (error,) = answer(schema, text, root_value={"promised": [SEA, thin]})
    assert found is None
    assert error["message"] == "Expected value of type 'Book' but got: <Book instance>."
    assert error["path"] == ["promised", 1]


def test_what_tells_types_is_told_of_the_execution():
    seen = []

    def resolve_type(value, info, abstract):
        seen.append((info.context, info.root_value is root, info.schema is schema, info.field_name, abstract.name))
        seen.append((info.parent_type.name, str(info.return_type), len(info.field_nodes), info.variable_values))
        return "Book"

    def is_type_of(value, info):
        seen.append((info.context, info.field_name, info.parent_type.name))
        return True

    schema, root = schema_with({"Book": is_type_of}, {"Titled": resolve_type}), {"titled": SimpleNamespace(title="T")}
    text = "query($v: Int = 1) {titled {title} titled {kind: __typename}}"
    assert answer(schema, text, root_value=root, context_value="context") == (
        {"titled": {"title": "T", "kind": "Book"}},
        [],
    )
    assert seen[:3] == seen[3:]
    assert seen[:3] == [
        ("context", True, True, "titled", "Titled"),
        ("Query", "Titled", 2, {"v": 1}),
        ("context", "titled", "Query"),
    ]


def test_interfaces_and_unions_are_described():
    text = """{
        work: __type(name: "Work") {...All} any: __type(name: "Any") {...All} book: __type(name: "Book") {...All}}
        fragment All on __Type {
            kind fields {name} interfaces {name} possibleTypes {name} enumValues {name} inputFields {name}}
    """
    found, errors = answer(build_schema(SDL), text)
    assert errors == []
    members = [{"name": "Book"}, {"name": "Film"}]
    absent = {"enumValues": None, "inputFields": None}
    assert found["any"] == {"kind": "UNION", "fields": None, "interfaces": None, "possibleTypes": members, **absent}
    assert found["work"]["possibleTypes"] == members
    assert found["work"]["interfaces"] == [{"name": "Titled"}]
    assert found["book"]["kind"] == "OBJECT"
    assert found["book"]["possibleTypes"] is None
