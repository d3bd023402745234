"""How much a client may ask, who a client is, and what follows wrong passwords."""

import json
from hashlib import sha256

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches

from cms.clients import client_address
from cms.graphql import throttling

TOKEN = "a-long-random-token"


@pytest.fixture(autouse=True)
def _same_minute(monkeypatch):
    monkeypatch.setattr(throttling, "time", lambda: 1_000_020.0)


@pytest.fixture
def ask(client):
    def send(address="192.0.2.1", query="{__typename}", **headers):
        return client.get("/graphql/", {"query": query}, REMOTE_ADDR=address, headers=headers)

    return send


def test_request_too_many_is_refused_until_the_minute_ends(ask, settings, monkeypatch):
    settings.RATE_LIMIT = 2
    assert [ask().status_code for _ in range(4)] == [200, 200, 429, 429]
    refused = ask()
    assert refused["Retry-After"] == "60"
    assert refused["Cache-Control"] == "no-store"
    (error,) = refused.json()["errors"]
    assert error == {
        "message": "More than 2 requests in a minute; go on in 60 s.",
        "extensions": {"code": "RATE_LIMITED"},
    }
    assert ask("192.0.2.2").status_code == 200
    monkeypatch.setattr(throttling, "time", lambda: 1_000_080.0)
    assert ask().status_code == 200


def test_no_limit_counts_nothing(ask, settings):
    settings.RATE_LIMIT = 0
    assert {ask().status_code for _ in range(5)} == {200}
    assert not caches["counters"].has_key("rate-address-192.0.2.1-16667")


def test_costly_request_counts_more(ask, settings):
    settings.RATE_LIMIT = 12
    introspection = "{__schema {queryType {name}}}"
    assert [ask(query=introspection).status_code for _ in range(3)] == [200, 200, 429]


def test_known_token_has_a_limit_of_its_own(ask, settings):
    settings.RATE_LIMIT, settings.RATE_LIMIT_TOKEN = 1, 3
    settings.API_TOKENS = frozenset({sha256(TOKEN.encode()).hexdigest()})
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert [ask(f"192.0.2.{n}", **bearer).status_code for n in range(4)] == [200, 200, 200, 429]


def test_tokens_that_are_made_up_evade_nothing(ask, settings):
    settings.RATE_LIMIT = 1
    answers = [ask(Authorization=f"Bearer made-up-{n}").status_code for n in range(2)]
    assert answers == [200, 429]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 192.0.2.55", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "<script>", "unknown"),
    ],
)
def test_address_is_the_one_that_trusted_proxies_saw(rf, settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == expected


def test_addresses_that_are_made_up_evade_nothing(ask, settings):
    settings.RATE_LIMIT = 1
    answers = [ask(**{"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in range(2)]
    assert answers == [200, 429]


@pytest.fixture
def sign_in(client, db):
    get_user_model().objects.create_superuser("editor", "editor@example.org", "right-password")

    def send(password="wrong", username="editor", address="192.0.2.1"):
        form = {"username": username, "password": password}
        return client.post("/admin/login/", form, REMOTE_ADDR=address)

    return send


def test_wrong_passwords_are_followed_by_a_pause(sign_in):
    answers = [sign_in(username=f"editor{n % 2 or ''}") for n in range(10)]
    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    locked = sign_in("right-password")
    assert (locked.status_code, locked["Retry-After"]) == (429, "900")
    assert "حاول مجددًا بعد 15 دقيقة" in locked.content.decode()


def test_pause_holds_for_one_address(sign_in):
    for _ in range(10):
        sign_in()
    assert sign_in("right-password", address="192.0.2.2").status_code == 302


def test_right_password_signs_in_after_some_wrong_ones(sign_in):
    for _ in range(9):
        sign_in()
    assert sign_in("right-password").status_code == 302


def test_client_that_is_locked_out_still_reads(sign_in, client):
    for _ in range(10):
        sign_in()
    answer = client.post("/graphql/", json.dumps({"query": "{__typename}"}), content_type="application/json")
    assert answer.json()["data"] == {"__typename": "Query"}
