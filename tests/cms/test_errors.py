"""Errors and limits: what is refused before it costs anything, and what an error tells."""

import json
import logging

import pytest
from graphql import GraphQLError

from cms.graphql.schema import schema


def first_error(graphql, query: str, **variables) -> tuple[str, str]:
    error = graphql(query, errors=True, **variables)[0]
    return error["extensions"]["code"], error["message"]


@pytest.fixture
def failing(monkeypatch):
    """Make `page` fail with the given exception."""

    def plant(failure):
        def fail(*args, **kwargs):
            raise failure

        monkeypatch.setattr(schema.query_type.fields["page"], "resolve", fail)

    return plant


PAGE = '{page(path: "/") {title} __typename}'


def test_internal_error_tells_nothing_and_is_logged(failing, client, caplog):
    failing(RuntimeError("SECRET in pages_articlepage.title"))
    with caplog.at_level(logging.ERROR):
        response = client.post("/graphql/", json.dumps({"query": PAGE}), content_type="application/json")
    assert response.status_code == 200
    assert response.json() == {
        "data": {"page": None, "__typename": "Query"},
        "errors": [
            {
                "message": "Internal server error",
                "locations": [{"line": 1, "column": 2}],
                "path": ["page"],
                "extensions": {"code": "INTERNAL_SERVER_ERROR"},
            }
        ],
        "extensions": {"cost": {"requested": 1, "limit": 2000}},
    }
    assert "SECRET" in caplog.text


def test_internal_error_in_a_list_tells_nothing(failing, graphql, monkeypatch):
    monkeypatch.setattr(schema.query_type.fields["articles"], "resolve", lambda *args, **kwargs: {"nodes": [object()]})
    error = graphql("{articles {nodes {title}}}", errors=True)[0]
    assert error["message"] == "Internal server error"


def test_error_for_clients_keeps_its_message(failing, graphql):
    failing(GraphQLError("Try another path.", extensions={"code": "BAD_USER_INPUT"}))
    assert first_error(graphql, PAGE) == ("BAD_USER_INPUT", "Try another path.")


def test_parse_error_has_a_place_and_a_code(graphql):
    assert graphql("{page(", errors=True) == [
        {
            "message": "Syntax Error: Expected Name, found <EOF>.",
            "locations": [{"line": 1, "column": 7}],
            "extensions": {"code": "GRAPHQL_PARSE_FAILED"},
        }
    ]


def test_validation_error_has_a_place_and_a_code(graphql):
    assert graphql("{\n  pagee\n}", errors=True) == [
        {
            "message": "Cannot query field 'pagee' on type 'Query'. Did you mean 'page', 'image', or 'images'?",
            "locations": [{"line": 2, "column": 3}],
            "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"},
        }
    ]


def test_at_most_twenty_validation_errors_are_told(graphql):
    errors = graphql("{" + " ".join(f"f{n}" for n in range(100)) + "}", errors=True)
    assert len(errors) == 21
    assert errors[-1]["message"] == "Too many validation errors, error limit reached. Validation aborted."


def test_operation_may_have_2000_tokens_and_no_more(graphql):
    source = "{__typename @include(if: true)}" + "fragment F on Query {" + "".join(f" a{n}" for n in range(1_984)) + "}"
    assert first_error(graphql, source)[0] == "GRAPHQL_VALIDATION_FAILED"
    assert first_error(graphql, source + "{") == (
        "TOO_MANY_TOKENS",
        "The operation has more than 2000 tokens, which is the limit.",
    )


def test_field_repeated_to_wear_validation_out_is_refused(graphql):
    code, _ = first_error(graphql, "{" + " __typename" * 1_300 + "}")
    assert code == "TOO_COMPLEX"


@pytest.mark.parametrize(("depth", "code"), [(400, "GRAPHQL_PARSE_FAILED"), (10_000, "SOURCE_TOO_LONG")])
def test_operation_nested_too_deep_is_refused(graphql, depth, code):
    assert first_error(graphql, "{a" * depth + "}" * depth)[0] == code


def test_value_nested_too_deep_is_refused(graphql):
    code, _ = first_error(graphql, "{page(path: " + "[" * 900 + "]" * 900 + ") {title}}")
    assert code == "GRAPHQL_PARSE_FAILED"


@pytest.mark.parametrize(
    "query",
    [
        "{...A} fragment A on Query {...A}",
        "{...A} fragment A on Query {...B} fragment B on Query {...A}",
        '{page(path: "/") {...A}} fragment A on PageInterface {parent {...A}}',
    ],
)
def test_cycle_of_fragments_is_refused(graphql, query):
    code, message = first_error(graphql, query)
    assert (code, message[:29]) == ("GRAPHQL_VALIDATION_FAILED", "Cannot spread fragment 'A' wi")


def test_variables_of_one_request_do_not_reach_the_next(graphql, article_index):
    query = "query($p: String!) {page(path: $p) {title}}"
    assert graphql(query, p="/") == {"page": {"title": "الرئيسية"}}
    assert graphql(query, p="/المقالات/") == {"page": {"title": "المقالات"}}


def test_introspection_names_the_root_fields(graphql):
    names = {
        field["name"] for field in graphql("{__schema {queryType {fields {name}}}}")["__schema"]["queryType"]["fields"]
    }
    assert names == {
        *("article", "articles", "section", "sections", "platform", "platforms", "person", "people", "topic", "topics"),
        *("image", "images", "document", "documents", "menu", "menus", "node", "site"),
        *("page", "route", "redirects", "sitemap", "search", "suggestions", "preview"),
    }
