"""Whatever is sent, the endpoint answers with JSON and no failure of its own."""

import json

import pytest
from django.test import Client
from graphql import print_ast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.graphql.documents import prepared

pytestmark = pytest.mark.django_db
CASES = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
MEMBERS = st.fixed_dictionaries(
    {}, optional={"query": JSON, "variables": JSON, "operationName": JSON, "extensions": JSON}
)
QUERY = """query($path: String!, $slug: String!, $locale: String, $query: String!, $first: Int, $after: String) {
  page(path: $path) {title children(first: $first, after: $after) {nodes {title}}}
  article(slug: $slug) {title} platform(slug: $slug) {title}
  articles(locale: $locale, first: $first, after: $after) {totalCount}
  search(query: $query, first: $first, after: $after) {totalCount}
}"""
TEXT = st.text(max_size=250) | st.text(alphabet="\0\"'*()^:-\\% /.أإآةىـ", max_size=30)
VARIABLES = st.fixed_dictionaries(
    {"path": TEXT, "slug": TEXT, "query": TEXT},
    optional={"locale": TEXT | st.sampled_from(["ar", "en"]), "first": st.integers(), "after": TEXT},
)


def send(body: bytes, accept: str = "application/graphql-response+json") -> dict:
    client = Client(raise_request_exception=False)
    response = client.post("/graphql/", body, content_type="application/json", headers={"Accept": accept})
    assert response.status_code < 500, response.content
    answer = json.loads(response.content)
    assert answer.keys() <= {"data", "errors", "extensions"}
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert "INTERNAL_SERVER_ERROR" not in codes, answer
    return answer


@given(st.binary(max_size=300))
@CASES
def test_any_bytes_are_answered(body):
    assert send(body)["errors"]


@given(JSON | MEMBERS)
@CASES
def test_any_json_is_answered(body):
    send(json.dumps(body).encode())


@given(st.text(max_size=200), st.text(max_size=100))
@CASES
def test_any_text_is_answered_as_a_query(query, accept):
    printable = "".join(filter(str.isprintable, accept))
    send(json.dumps({"query": query}).encode(), printable.encode("ascii", "ignore").decode())


@given(VARIABLES)
@CASES
def test_any_arguments_are_answered(home, variables):
    send(json.dumps({"query": QUERY, "variables": variables}).encode())


@given(st.dictionaries(st.sampled_from(["query", "variables", "operationName", "extensions", "x"]), TEXT))
@CASES
def test_any_address_is_answered(parameters):
    response = Client(raise_request_exception=False).get("/graphql/", parameters)
    assert response.status_code < 500
    assert "INTERNAL_SERVER_ERROR" not in response.content.decode()


def test_query_of_the_fuzz_is_valid():
    assert "search(" in print_ast(prepared(QUERY).document)
