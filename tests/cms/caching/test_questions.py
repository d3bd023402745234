"""Two requests share an answer only where nothing in them can change a byte of it."""

from io import BytesIO

import pytest

from cms.caching.answers import Answers
from cms.caching.questions import Reader

USUAL = {"HTTP_ACCEPT": "application/json", "HTTP_ACCEPT_ENCODING": "gzip, br"}


@pytest.mark.parametrize(
    "other",
    [
        {"body": b"{ }"},
        {"body": b""},
        {"CONTENT_TYPE": "text/plain"},
        {"CONTENT_TYPE": "application/json; charset=utf-16"},
        {"CONTENT_TYPE": ""},
        {"HTTP_HOST": "example.org"},
        {"HTTP_HOST": "localhost:8000"},
        {"SERVER_PORT": "8000"},
        {"HTTP_ACCEPT": "application/graphql-response+json"},
        {"HTTP_ACCEPT_ENCODING": "identity"},
        {"QUERY_STRING": "a=b"},
        {"PATH_INFO": "/graphql"},
        {"method": "GET"},
        {"method": "PUT"},
        {"method": "HEAD"},
        {"wsgi.url_scheme": "https"},
    ],
)
def test_other_question_has_another_answer(ask, site, other):
    ask(**USUAL)
    assert ask(**(USUAL | other)).body == b"answer 2"
    assert ask(**USUAL).body == b"answer 1"


@pytest.mark.parametrize(
    "same",
    [
        {"HTTP_ACCEPT": "*/*"},
        {"HTTP_ACCEPT": "application/graphql-response+json;q=0, text/html"},
        {"HTTP_ACCEPT_ENCODING": "br, gzip;q=0.5"},
        {"HTTP_USER_AGENT": "another"},
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_ORIGIN": "https://evil.example"},  # no origin is allowed, so none is answered
        {"HTTP_X_FORWARDED_PROTO": "https"},  # no proxy is trusted
        {"HTTP_X_FORWARDED_FOR": "192.0.2.1"},
        {"HTTP_ACCEPT_LANGUAGE": "en"},
        {"HTTP_APOLLO_REQUIRE_PREFLIGHT": "true"},
    ],
)
def test_what_changes_no_byte_is_not_part_of_the_question(ask, site, same):
    ask(**USUAL)
    assert ask(**(USUAL | same)).body == b"answer 1"


@pytest.mark.parametrize(
    "unusual",
    [
        {"CONTENT_LENGTH": ""},
        {"CONTENT_LENGTH": "many"},
        {"CONTENT_LENGTH": "-1"},
        {"CONTENT_LENGTH": "9" * 5_000},
        {"CONTENT_LENGTH": "65537"},
        {"HTTP_CONTENT_ENCODING": "gzip"},
        {"HTTP_HOST": ""},
    ],
)
def test_what_only_django_should_judge_goes_there_untouched(ask, site, unusual):
    answers = [ask(**(USUAL | unusual)).body for _ in range(2)]
    assert answers == [b"answer 1", b"answer 2"]
    assert [seen["body"] for seen in site.seen] == [b"{}", b"{}"]


def test_only_as_much_of_a_body_is_read_as_it_says(ask, site):
    body = BytesIO(b"{}more")
    ask(**{"wsgi.input": body})
    assert body.read() == b"more"
    assert site.seen[0]["body"] == b"{}"


@pytest.fixture
def layer_for(site, history, settings):
    """A layer that allows these origins."""

    def make(*origins):
        settings.CORS_ALLOWED_ORIGINS = [origin for origin in origins if origin != "*"]
        settings.CORS_ALLOW_ALL_ORIGINS = "*" in origins
        return Answers(site, history, is_alone=True)

    return make


def test_allowed_origins_have_answers_of_their_own(ask, layer_for):
    layer = layer_for("https://a.example", "https://b.example")
    origins = ["https://a.example", "https://b.example", None]
    for _ in range(2):
        bodies = [ask(layer=layer, **({"HTTP_ORIGIN": origin} if origin else {})).body for origin in origins]
        assert bodies == [b"answer 1", b"answer 2", b"answer 3"]


@pytest.mark.parametrize("origin", ["https://c.example", "https://a.example/x", "HTTPS://a.example", "null", "["])
def test_other_origins_are_left_to_django(ask, layer_for, origin):
    layer = layer_for("https://a.example")
    assert [ask(layer=layer, HTTP_ORIGIN=origin).body for _ in range(2)] == [b"answer 1", b"answer 2"]


def test_all_origins_share_an_answer_where_all_are_allowed(ask, layer_for):
    layer = layer_for("*")
    origins = ["https://a.example", "http://b.example:81", None, None]
    bodies = [ask(layer=layer, **({"HTTP_ORIGIN": origin} if origin else {})).body for origin in origins]
    assert bodies == [b"answer 1", b"answer 1", b"answer 2", b"answer 2"]
    assert [ask(layer=layer, HTTP_ORIGIN="https://[").body for _ in range(2)] == [b"answer 3", b"answer 4"]


def test_scheme_is_the_one_that_a_trusted_proxy_tells(site, history, settings, ask):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    layer = Answers(site, history, is_alone=True)
    told = ["https", "http", "https, http", "http, https", ""]
    bodies = [ask(layer=layer, HTTP_X_FORWARDED_PROTO=proto).body for proto in told]
    assert bodies == [b"answer 1", b"answer 2", b"answer 1", b"answer 2", b"answer 2"]


def test_the_meaning_of_headers_is_kept_of_few_and_short_ones():
    reader = Reader()
    for number in range(1_000):
        assert reader._what_is_read("x" * 600, f"gzip;q={number}") == ("application/json", True)
        assert reader._what_is_read(f"text/{number}", "br") == ("application/json", False)
    assert len(reader._readable) == 256
    assert max(len(accept) for accept, _encoding in reader._readable) < 600


def test_questions_that_are_kept_share_their_short_texts(ask, layer_for):
    layer = layer_for()
    for body in (b"{}", b"[]"):
        ask(layer=layer, **{"wsgi.input": BytesIO(body), "HTTP_HOST": "".join(("local", "host"))})
    first, second = layer._kept._entries
    assert first != second
    assert all(one is other for one, other in zip(first, second, strict=True) if isinstance(one, str))
