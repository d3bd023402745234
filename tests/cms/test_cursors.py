"""What clients may ask of a list, and cursors that this site has not made."""

from base64 import urlsafe_b64encode
from itertools import product

import pytest

from cms.graphql.connections import encode
from tests import factories

LISTS = {
    "articles": "articles({}) {{totalCount nodes {{title}}}}",
    "platforms": "platforms({}) {{totalCount nodes {{title}}}}",
    "menus": "menus({}) {{totalCount nodes {{title}}}}",
    "search": 'search(query: "فيسبوك", {}) {{totalCount nodes {{__typename}}}}',
    "sections": "articles {{nodes {{sections({}) {{totalCount nodes {{title}}}}}}}}",
    "children": 'page(path: "/") {{children({}) {{totalCount nodes {{title}}}}}}',
    "mentionedIn": "platforms {{nodes {{mentionedIn({}) {{totalCount nodes {{title}}}}}}}}",
    "authors": "articles {{nodes {{authors({}) {{totalCount nodes {{name}}}}}}}}",
}
NO_CURSOR = "is no cursor of this list; use one from `edges` or `pageInfo`."


@pytest.fixture(autouse=True)
def content(article_index):
    factories.platform()
    article = factories.article(article_index)
    factories.sign(article, factories.person())
    factories.section(article, "فيسبوك")
    factories.menu()


def refusals(graphql, name: str, arguments: str, **variables) -> set[tuple[str, str]]:
    query = f"query($cursor: String) {{{LISTS[name].format(arguments)} q: __typename @include(if: false)}}"
    if "$cursor" not in arguments:
        query = query.removeprefix("query($cursor: String) ")
    errors = graphql(query, errors=True, **variables)
    return {(error["extensions"]["code"], error["message"]) for error in errors}


@pytest.mark.parametrize("name", LISTS)
def test_size_out_of_range_is_refused(graphql, name):
    for end, size in product(("first", "last"), (0, -1, 101, 2_147_483_647)):
        message = f"`{end}` is {size}; it can be 1 to 100."
        assert refusals(graphql, name, f"{end}: {size}") == {("BAD_USER_INPUT", message)}


@pytest.mark.parametrize("name", LISTS)
def test_both_ends_at_once_are_refused(graphql, name):
    refused = refusals(graphql, name, "first: 1, last: 1")
    assert refused == {("BAD_USER_INPUT", "Give `first` or `last`, not both.")}


def raw(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


TAMPERED = {
    "empty": "",
    "no base64": "!!!!",
    "no ASCII": "مؤشر",
    "one letter": "A",
    "no JSON": raw(b"cursor"),
    "no UTF-8": raw(b"\xff\xff"),
    "no list": raw(b'{"a":1}'),
    "number": raw(b"1"),
    "null": raw(b"null"),
    "nested": raw(b"[" * 20_000),
    "deep": raw(b"[" * 500 + b"]" * 500),
    "lists": encode([[1], [1]]),
    "objects": encode([{}, {}]),
    "nulls": encode([None, None]),
    "truths": encode([True, True]),
    "fractions": encode([1.5, 1.5]),
    "no number": raw(b"[NaN,NaN]"),
    "none": encode([]),
    "three": encode([1, 1, 1]),
    "huge numbers": encode([2**63, 2**63]),
    "endless numbers": raw(b"[" + b"9" * 5_000 + b",1]"),
    "NUL": encode(["\0", 1]),
    "half a surrogate pair": encode(["\ud800", 1]),
    "long text": encode(["a" * 256, 1]),
    "number as text": encode(["1", "1"]),
    "SQL": encode(["1' OR '1'='1", 1]),
    "no day": encode(["2026-02-30", 1]),
    "moment without a zone": encode(["2026-01-01 00:00:00", 1]),
    "moment in another form": encode(["2026-01-01T00:00:00Z", 1]),
    "moment before time": encode(["0001-01-01 00:00:00+14:00", 1]),
    "moment after time": encode(["9999-12-31 23:59:59-14:00", 1]),
    "space": encode([0, 1]) + " ",
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("side", ["after", "before"])
def test_cursor_that_nobody_gave_out_is_refused(graphql, name, side):
    answers = {kind: refusals(graphql, name, f"{side}: $cursor", cursor=cursor) for kind, cursor in TAMPERED.items()}
    assert answers == {kind: {("BAD_USER_INPUT", f"`{side}` {NO_CURSOR}")} for kind in TAMPERED}


SHAPES = {
    "articles": encode(["2026-01-01", 1]),
    "mentionedIn": encode(["2026-01-01 00:00:00+00:00", 1]),
    "platforms": encode([0, 1]),
    "children": encode(["00010001"]),
    "search": encode([0, "PLATFORM", 1]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_cursor_of_a_list_of_another_order_is_refused(graphql, name):
    assert graphql(f"query($c: String) {{{LISTS[name].format('after: $c')}}}", c=SHAPES[name])
    for cursor in set(SHAPES.values()) - {SHAPES[name]}:
        refused = refusals(graphql, name, "after: $cursor", cursor=cursor)
        assert refused == {("BAD_USER_INPUT", f"`after` {NO_CURSOR}")}


@pytest.mark.parametrize("cursor", [encode([2**63 - 1, 2**63 - 1]), encode([-(2**62), 0])])
def test_cursor_beyond_either_end_is_harmless(graphql, cursor):
    found = graphql(f"query($c: String) {{{LISTS['platforms'].format('after: $c')}}}", c=cursor)["platforms"]
    assert found["totalCount"] == 1
    assert len(found["nodes"]) in {0, 1}
