"""What browsers of other origins may do, and how answers are compressed and kept."""

import gzip
import json

import pytest

from tests import factories

ORIGIN = "https://www.example.org"
LONG = "{__schema {types {name description}}}"


@pytest.fixture
def allow(settings):
    def change(*origins):
        settings.CORS_ALLOWED_ORIGINS = list(origins)
        settings.CORS_URLS_REGEX = r"^/graphql/?$"

    return change


def preflight(client, origin=ORIGIN):
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    return client.options("/graphql/", headers=headers)


def test_no_origin_is_allowed_by_default(client):
    assert preflight(client).status_code == 405
    answer = client.get("/graphql/", {"query": "{__typename}"}, headers={"Origin": ORIGIN})
    assert not [name for name in answer.headers if name.startswith("Access-Control")]
    assert answer["Vary"] == "Accept"


def test_allowed_origin_may_ask_without_cookies(client, allow):
    allow(ORIGIN)
    permission = preflight(client)
    assert permission.status_code == 200
    assert permission["Access-Control-Allow-Origin"] == ORIGIN
    assert permission["Access-Control-Allow-Methods"] == "GET, POST"
    assert {"content-type", "authorization"} <= set(permission["Access-Control-Allow-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in permission
    answer = client.get("/graphql/", {"query": "{__typename}"}, headers={"Origin": ORIGIN})
    assert answer["Access-Control-Allow-Origin"] == ORIGIN
    assert answer["Access-Control-Expose-Headers"] == "Retry-After"
    assert {"accept", "origin"} == {name.strip().lower() for name in answer["Vary"].split(",")}


@pytest.mark.parametrize("origin", ["https://example.org", "http://www.example.org", f"{ORIGIN}.evil.example", "null"])
def test_other_origins_may_not(client, allow, origin):
    allow(ORIGIN)
    assert "Access-Control-Allow-Origin" not in preflight(client, origin)


def test_only_graphql_is_open_to_other_origins(client, allow, db):
    allow(ORIGIN)
    assert "Access-Control-Allow-Origin" not in client.get("/admin/login/", headers={"Origin": ORIGIN})


def test_long_answer_is_compressed_for_those_who_can_read_it(client):
    plain = client.get("/graphql/", {"query": LONG})
    packed = client.get("/graphql/", {"query": LONG}, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert plain["Vary"] == packed["Vary"] == "Accept, Accept-Encoding"


def test_answers_with_errors_are_not_kept(client, home):
    factories.article(home)
    body = {"query": "{articles(first: 101) {totalCount}}"}
    answer = client.post("/graphql/", json.dumps(body), content_type="application/json")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert client.get("/graphql/", body)["Cache-Control"] == "no-store"
    assert (
        client.get("/graphql/", {"query": "{articles {totalCount}}"})["Cache-Control"]
        == "public, max-age=0, s-maxage=0"
    )
