"""Which operation runs, what it selects and in which order: the same by both executors, and right."""

from types import SimpleNamespace

import pytest
from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, GraphQLString, build_schema, parse

from cms.graphql.plan import Hooks, execute
from tests.cms.plan.both import answer

LIBRARY = build_schema("""
    type Query {name: String, founded: Int, best: Book, shelf(size: Int): [Book]}
    type Book {title: String, pages: Int, next: Book}
""")
LAST = {"title": "Last", "pages": 3, "next": None}
FIRST = {"title": "First", "pages": 1, "next": LAST}
ROOT = {
    "name": "Alexandria",
    "founded": -283,
    "best": FIRST,
    "shelf": lambda info, size=2: [FIRST, None, LAST][:size],
}


def data(text, schema=LIBRARY, **options):
    """The data of an operation that has no errors."""
    found, errors = answer(schema, text, **{"root_value": ROOT, **options})
    assert errors == []
    return found


def errors(text, schema=LIBRARY, **options):
    found, told = answer(schema, text, **{"root_value": ROOT, **options})
    assert found is None
    return told


# Which operation


@pytest.mark.parametrize(
    "text", ["{name}", "query {name}", "query Any {name}", "query Any {name} type Query {no: Int}"]
)
def test_the_only_operation_runs_without_a_name(text):
    assert data(text) == {"name": "Alexandria"}


def test_the_named_operation_runs():
    assert data("query One {first: name} query Two {second: name}", operation_name="Two") == {"second": "Alexandria"}


def test_of_two_operations_of_one_name_the_later_runs():
    assert data("query Same {name} query Same {founded}", operation_name="Same") == {"founded": -283}


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("fragment Any on Query {name}", None, "Must provide an operation."),
        (
            "query One {name} query Two {name}",
            None,
            "Must provide operation name if query contains multiple operations.",
        ),
        ("query One {name} query Two {name}", "Three", "Unknown operation named 'Three'."),
        ("{name}", "", "Unknown operation named ''."),
        ("fragment Any on Query {name}", "Any", "Unknown operation named 'Any'."),
    ],
)
def test_an_operation_that_is_not_there_is_an_error_without_data(text, name, message):
    assert errors(text, operation_name=name) == [{"message": message}]


@pytest.mark.parametrize("kind", ["query", "mutation", "subscription"])
def test_a_schema_without_the_root_type_says_so(kind):
    empty = GraphQLSchema(assume_valid=True)
    message = f"Schema is not configured to execute {kind} operation."
    told = {"message": message, "locations": [{"line": 1, "column": 1}]}
    assert errors(f"{kind} {{__typename}}", schema=empty) == [told]


def test_what_is_no_document_or_no_mapping_of_variables_is_refused():
    for document, variables in ((None, None), (parse("query($x: Int) {shelf(size: $x) {title}}"), '{"x": 1}')):
        with pytest.raises((TypeError, AttributeError, ValueError)):
            execute(LIBRARY, document, variable_values=variables)


# Roots


ROOTS = build_schema("""
    type Query {asked: Int}
    type Mutation {counted: Int, add(many: Int!): Count, fail: Count}
    type Subscription {heard: Int}
    type Count {value: Int}
""")


class Counter:
    """A number that mutations change."""

    asked, heard = 1, 2

    def __init__(self):
        self.value = 0

    def counted(self, info):
        return self.value

    def add(self, info, many):
        self.value += many
        return {"value": self.value}

    def fail(self, info):
        raise ValueError(f"stuck at {self.value}")


def test_mutations_run_one_after_the_other_and_go_on_after_a_failure():
    text = "mutation {a: add(many: 1) {value} fail {value} b: add(many: 2) {value} counted}"
    found, told = answer(ROOTS, text, root=Counter)
    assert found == {"a": {"value": 1}, "fail": None, "b": {"value": 3}, "counted": 3}
    assert told == [{"message": "stuck at 1", "locations": [{"line": 1, "column": 35}], "path": ["fail"]}]


def test_mutations_and_subscriptions_are_left_to_graphql_core_which_is_told():
    reasons = []

    class Told(Hooks):
        def not_covered(self, reason):
            reasons.append(reason)

    for text in ("mutation {counted}", "subscription {heard}", "{asked}"):
        assert execute(ROOTS, parse(text), root_value=Counter(), hooks=Told()).errors is None
    assert len(reasons) == 2


def test_each_kind_of_operation_has_its_root_type():
    text = "query Q {asked} mutation M {counted} subscription S {heard}"
    for name, expected in (("Q", {"asked": 1}), ("M", {"counted": 0}), ("S", {"heard": 2})):
        assert data(text, ROOTS, operation_name=name, root_value=Counter()) == expected


# Selections


def test_answers_keep_the_order_of_the_operation():
    found = data(
        "{founded best {pages title} name ...More} fragment More on Query {founded z: name best {next {title}}}"
    )
    assert list(found) == ["founded", "best", "name", "z"]
    assert list(found["best"]) == ["pages", "title", "next"]


def test_fields_of_one_name_become_one_with_all_that_they_select():
    text = """
        {best {title ...A next {title}} ...B best {next {pages}}}
        fragment A on Book {next {pages}}
        fragment B on Query {best {pages next {next {title}}}}
    """
    below = {"pages": 3, "title": "Last", "next": None}
    assert data(text) == {"best": {"title": "First", "next": below, "pages": 1}}


def test_aliases_name_what_is_asked_for_twice():
    text = "{one: shelf(size: 1) {t: title} two: shelf(size: 3) {title}}"
    assert data(text) == {"one": [{"t": "First"}], "two": [{"title": "First"}, None, {"title": "Last"}]}


def test_a_fragment_inside_itself_ends():
    assert data("{...Again ...Again} fragment Again on Query {name ...Again}") == {"name": "Alexandria"}


def test_what_no_type_has_is_left_out():
    assert data("{nothing name ...Missing ... on Nobody {founded}}") == {"name": "Alexandria"}


def test_an_object_asked_for_without_a_selection_is_empty():
    assert data("{best shelf}") == {"best": {}, "shelf": [{}, None]}


def test_a_type_tells_its_name():
    assert data("{__typename best {kind: __typename}}") == {"__typename": "Query", "best": {"kind": "Book"}}


def test_a_root_without_a_value_has_nulls():
    assert data("{name best {title}}", root_value=None) == {"name": None, "best": None}


def test_a_large_schema_is_answered_whole():
    schema = build_schema("""
        type Query {article(id: ID!): Article, feed: [Article]}
        type Article {id: String!, published: Boolean, author: Author, title: String, words: [String]}
        type Author {name: String, pic(width: Int, height: Int): Image, recent: Article}
        type Image {url: String, width: Int, height: Int}
    """)

    def article(number):
        author = SimpleNamespace(name="Writer", recent={"id": "last", "words": ["a", 1, True, None]})
        author.pic = lambda info, width, height=9: {"url": f"/{number}.png", "width": width, "height": height}
        return {"id": number, "published": True, "author": author, "title": f"T{number}", "unasked": 1}

    root = {"article": lambda info, id: article(id), "feed": [article(number) for number in range(3)]}  # noqa: A006
    text = """
        {feed {...Fields title} article(id: "1") {...Fields author {pic(width: 640, height: 480) {url width height}
          recent {...Fields words}}}}
        fragment Fields on Article {__typename id published author {name pic(width: 3) {height}}}
    """
    fields = {"__typename": "Article", "published": True}
    author = {"name": "Writer", "pic": {"height": 9}}
    # The picture is asked for twice with different arguments, which validation would refuse: the first call counts.
    found = data(text, schema, root_value=root)
    assert found["feed"] == [{**fields, "id": str(n), "author": author, "title": f"T{n}"} for n in range(3)]
    recent = {
        "__typename": "Article",
        "id": "last",
        "published": None,
        "author": None,
        "words": ["a", "1", "true", None],
    }
    picture = {"height": 9, "url": "/1.png", "width": 3}
    assert found["article"] == {**fields, "id": "1", "author": {**author, "pic": picture, "recent": recent}}


# Directives


@pytest.mark.parametrize(
    ("directives", "kept"),
    [
        ("", True),
        ("@include(if: true)", True),
        ("@include(if: false)", False),
        ("@skip(if: false)", True),
        ("@skip(if: true)", False),
        ("@include(if: true) @skip(if: false)", True),
        ("@include(if: true) @skip(if: true)", False),
        ("@include(if: false) @skip(if: true)", False),
        ("@include(if: false) @skip(if: false)", False),
        ("@include(if: $yes)", True),
        ("@include(if: $no)", False),
        ("@skip(if: $yes)", False),
        ("@skip(if: $no) @include(if: $yes)", True),
        ("@include(if: $left)", True),
    ],
)
@pytest.mark.parametrize("place", ["founded %s", "...Part %s", "... on Query %s {founded}", "... %s {founded}"])
def test_skip_and_include_decide_about_fields_and_fragments(place, directives, kept):
    text = f"""
        query($yes: Boolean!, $no: Boolean!, $left: Boolean! = true) {{name {place % directives}}}
        fragment Part on Query {{founded}}
    """
    found = data(text, variable_values={"yes": True, "no": False})
    assert found == ({"name": "Alexandria", "founded": -283} if kept else {"name": "Alexandria"})


def test_a_fragment_that_is_left_out_once_can_come_later():
    text = "{...Part @skip(if: true) name ...Part} fragment Part on Query {founded}"
    assert list(data(text)) == ["name", "founded"]


def test_what_is_left_out_everywhere_leaves_an_empty_object():
    assert data("{best {title @skip(if: true)}}") == {"best": {}}


def test_a_condition_that_is_null_fails_the_object_around_it():
    text = "query($v: Boolean = true) {name best {title @skip(if: $v)} shelf {pages @include(if: $v)}}"
    found, told = answer(LIBRARY, text, root_value=ROOT, variable_values={"v": None})
    assert found == {"name": "Alexandria", "best": None, "shelf": [None, None]}
    assert {error["message"] for error in told} == {"Argument 'if' of non-null type 'Boolean!' must not be null."}
    assert [error["path"] for error in told] == [["best"], ["shelf", 0]]
    (error,) = errors("query($v: Boolean = true) {name @skip(if: $v)}", variable_values={"v": None})
    assert "path" not in error


def test_directives_that_mean_nothing_here_change_nothing():
    schema = build_schema(
        "directive @tag(with: [Int], a: In) on FIELD | QUERY type Query {name: String} input In {b: Int}"
    )
    text = "query($v: [Int], $w: In) @tag {name @tag(with: $v, a: $w)}"
    for given in ({"v": [1, 2], "w": {"b": 1}}, {"v": None}, {}):
        assert data(text, schema, variable_values=given) == {"name": "Alexandria"}


def test_variables_of_another_operation_have_no_part_in_this_one():
    text = "query One($x: [Int!]) {name} query Two($x: Boolean!) {name @skip(if: $x)}"
    assert data(text, operation_name="One", variable_values={"x": [1]}) == {"name": "Alexandria"}


def test_fragments_in_a_long_chain_are_refused_and_not_fatal():
    many = 3000
    chain = " ".join(f"fragment F{place} on Query {{name ...F{place + 1}}}" for place in range(many))
    (error,) = errors(f"{{...F0}} {chain} fragment F{many} on Query {{name}}")
    assert error["message"] == "Selections are nested too deeply. Execution aborted."


def test_many_fields_are_answered_in_their_order():
    many = {f"f{number}": GraphQLField(GraphQLString, resolve=lambda *_: "x") for number in range(300)}
    names = list(many)[::-1]
    assert list(data(f"{{{' '.join(names)}}}", GraphQLSchema(GraphQLObjectType("Query", many)))) == names
