"""GraphQL over HTTP: methods, media types, status codes, and what every answer's head says."""

import json
from urllib.parse import quote

import pytest

from tests import factories

NEW = "application/graphql-response+json"
OLD = "application/json"
TYPENAME = {"query": "{__typename}"}
ANSWER = {"data": {"__typename": "Query"}, "extensions": {"cost": {"requested": 0, "limit": 2000}}}


@pytest.fixture
def post(client):
    client.raise_request_exception = False

    def send(body, accept=NEW, content_type=OLD, **environ):
        sent = body if isinstance(body, bytes | str) else json.dumps(body)
        return client.post("/graphql/", sent, content_type=content_type, headers={"Accept": accept}, **environ)

    return send


@pytest.fixture
def get(client):
    return lambda **parameters: client.get("/graphql/", parameters, headers={"Accept": NEW})


def refusal(response) -> tuple[int, str]:
    (error,) = response.json()["errors"]
    assert "data" not in response.json()
    return response.status_code, error["extensions"]["code"]


def test_post_answers(post):
    response = post(TYPENAME)
    assert (response.status_code, response.json()) == (200, ANSWER)


@pytest.mark.parametrize("path", ["/graphql/", "/graphql"])
def test_address_answers_with_and_without_its_last_slash(client, path):
    assert client.post(path, json.dumps(TYPENAME), content_type=OLD).json() == ANSWER


def test_get_answers_a_query(get):
    response = get(query="query A($p: String!) {page(path: $p) {title}} query B {__typename}", operationName="B")
    assert (response.status_code, response.json()) == (200, ANSWER)


def test_get_reads_variables_from_json(get, home):
    response = get(query="query($p: String!) {page(path: $p) {title}}", variables='{"p": "/"}', extensions="{}")
    assert response.json()["data"] == {"page": {"title": "الرئيسية"}}


@pytest.mark.parametrize("parameters", [{}, {"query": ""}, {"query": "{__typename}", "variables": "{"}])
def test_get_without_an_operation_is_refused(get, parameters):
    assert refusal(get(**parameters)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("kind", ["mutation", "subscription"])
def test_get_runs_nothing_but_queries(get, kind):
    assert refusal(get(query=f"{kind} {{__typename}}")) == (405, "METHOD_NOT_ALLOWED")


@pytest.mark.parametrize("kind", ["mutation", "subscription"])
def test_post_runs_nothing_but_queries(post, kind):
    assert refusal(post({"query": f"{kind} {{__typename}}"})) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_not_allowed(client, method):
    response = client.generic(method, "/graphql/", json.dumps(TYPENAME), content_type=OLD)
    assert refusal(response) == (405, "METHOD_NOT_ALLOWED")
    assert response["Allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (NEW, NEW),
        (OLD, OLD),
        ("", OLD),
        ("*/*", OLD),
        ("text/html", OLD),
        (f"{NEW}, {OLD};q=0.9", NEW),
        (f"{OLD}, {NEW};q=0.5", NEW),
        (f"{NEW};charset=utf-8;q=0.9, */*;q=0.1", NEW),
        (NEW.upper(), NEW),
        (f"{NEW};q=0, {OLD}", OLD),
        (f"{NEW}; q=0.0, {OLD}", OLD),
    ],
)
def test_accept_decides_the_media_type(post, accept, expected):
    assert post(TYPENAME, accept)["Content-Type"] == f"{expected}; charset=utf-8"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{nothing}"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query A {__typename}", "operationName": "B"}, "BAD_USER_INPUT"),
        ({"query": "query A {__typename} query B {__typename}"}, "BAD_USER_INPUT"),
        ({"query": "query($f: Int) {articles(first: $f) {totalCount}}", "variables": {"f": "1"}}, "BAD_USER_INPUT"),
        ({"query": "query($p: String!) {page(path: $p) {title}}"}, "BAD_USER_INPUT"),
    ],
)
def test_operation_that_cannot_begin_is_refused_with_a_code(post, body, code):
    """The older media type allows no status but 200 for a well-formed request."""
    assert refusal(post(body)) == (400, code)
    assert refusal(post(body, OLD)) == (200, code)


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"null",
        b'"{__typename}"',
        b"[" * 60_000,
        b'{"query": ' + b"[" * 60_000,
        b"\xff\xfe\xfa",
        json.dumps(TYPENAME).encode("utf-16"),
        b'{"query": "{__typename}", "operationName": "\\ud800"}',
        b'{"query": "{__typename}", "variables": {"a": ["\\udfff"]}}',
        b"{}",
        b'{"query": null}',
        b'{"query": ""}',
        b'{"query": " "}',
        b'{"query": 1}',
        b'{"query": ["{__typename}"]}',
        b'{"query": "{__typename}", "variables": []}',
        b'{"query": "{__typename}", "variables": "{}"}',
        b'{"query": "{__typename}", "operationName": 1}',
        b'{"query": "{__typename}", "extensions": []}',
        b'{"id": "sha256:0"}',
    ],
    ids=lambda body: repr(body[:40]),
)
def test_malformed_request_is_refused(post, body):
    assert refusal(post(body)) == (400, "BAD_REQUEST")
    assert refusal(post(body, OLD)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("members", [{"variables": None, "operationName": None, "extensions": None}, {"more": 1}])
def test_members_may_be_null_or_unknown(post, members):
    assert post(TYPENAME | members).json() == ANSWER


def test_byte_order_mark_is_ignored(post):
    assert post(b"\xef\xbb\xbf" + json.dumps(TYPENAME).encode()).json() == ANSWER


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/graphql", "multipart/form-data; boundary=x", f"{OLD}; charset=utf-16", "x", ""],
)
def test_body_of_another_type_is_refused(post, content_type):
    assert refusal(post(json.dumps(TYPENAME), content_type=content_type)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("content_type", [f"{OLD}; charset=utf-8", f'{OLD}; charset="UTF-8"', "Application/JSON"])
def test_body_may_name_its_charset(post, content_type):
    assert post(json.dumps(TYPENAME), content_type=content_type).json() == ANSWER


def sized(size: int) -> str:
    return json.dumps(TYPENAME).ljust(size)


def test_body_may_have_64_kilobytes_and_no_more(post):
    assert post(sized(65_536)).json() == ANSWER
    assert refusal(post(sized(65_537))) == (413, "BODY_TOO_LARGE")


def test_body_without_a_truthful_length_is_not_read_to_its_end(post):
    assert refusal(post(sized(10_000_000), CONTENT_LENGTH="9999999")) == (413, "BODY_TOO_LARGE")
    assert post(sized(10_000_000), CONTENT_LENGTH="100").json() == ANSWER
    for length in ("", "-1", "x"):
        assert refusal(post(sized(10_000_000), CONTENT_LENGTH=length)) == (400, "BAD_REQUEST")


def test_answer_holds_arabic_as_it_is_written(post, home):
    factories.article(home, "مقال")
    answer = post({"query": "{articles {nodes {title}}}"}).content.decode()
    assert answer.startswith('{"data":{"articles":{"nodes":[{"title":"مقال"}]}},')


@pytest.mark.parametrize("body", [TYPENAME, {"query": "{"}, "{", {"query": '{page(path: "/") {title}}'}])
@pytest.mark.parametrize("cookie", ["", "sessionid=0123456789abcdef0123456789abcdef; csrftoken=x"])
def test_no_answer_has_to_do_with_cookies(post, home, body, cookie):
    response = post(body, HTTP_COOKIE=cookie)
    assert dict(response.cookies) == {}
    assert response["Vary"] == "Accept"
    assert (response["X-Content-Type-Options"], response["X-Frame-Options"]) == ("nosniff", "DENY")


def test_answer_is_the_same_for_an_editor(client, admin_client, home):
    home.unpublish()
    address = "/graphql/?query=" + quote('{page(path: "/") {title}}')
    answer = client.get(address).json()
    assert answer["data"] == {"page": None}
    assert admin_client.get(address).json() == answer
