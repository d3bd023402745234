"""What an operation may not be: too long, too deep, too wide; each refusal says by how much."""

import json
import re

import pytest
from graphql import get_introspection_query

from cms.graphql import documents
from cms.graphql.documents import KEPT_BYTES, PARSED, PLANNED, KeptDocuments, Prepared, parse, prepared
from cms.graphql.errors import Refusal
from cms.graphql.plan.execution import MAX_PLANS

from ..test_project import ROOT


@pytest.fixture
def refused():
    def refuse(source: str) -> dict:
        with pytest.raises(Refusal) as caught:
            prepared(source)
        (error,) = caught.value.errors
        return error

    return refuse


@pytest.fixture
def allow(settings):
    def change(**limits):
        settings.GRAPHQL = settings.GRAPHQL | limits

    return change


def nested(levels: int) -> str:
    """As many levels as said: a page, and children of children."""
    pairs = (levels - 2) // 2
    inner = "children { nodes { " * pairs + ("parent { id }" if levels % 2 else "id") + " } }" * pairs
    return f'{{ page(path: "/") {{ {inner} }} }}'


def aliases(count: int) -> str:
    return "{" + " ".join(f"a{n}: __typename" for n in range(count)) + "}"


@pytest.mark.parametrize(
    ("fits", "exceeds", "code", "message"),
    [
        (nested(10), nested(11), "TOO_DEEP", "The operation has 11 levels; the limit is 10."),
        (
            "{site {" + " ".join(f"a{n}: name" for n in range(15)) + "}}",
            "{site {" + " ".join(f"a{n}: name" for n in range(16)) + "}}",
            "TOO_MANY_ALIASES",
            "The operation has 16 aliases; the limit is 15.",
        ),
        (aliases(10), aliases(11), "TOO_MANY_ROOT_FIELDS", "The operation has 11 root fields; the limit is 10."),
        (
            "{" + "...@include(if: true) {__typename}" * 20 + "}",
            "{" + "...@include(if: true) {__typename}" * 21 + "}",
            "TOO_MANY_DIRECTIVES",
            "The operation has 21 directives; the limit is 20.",
        ),
        (
            "{__typename}".ljust(16_384),
            "{__typename}".ljust(16_385),
            "SOURCE_TOO_LONG",
            "The operation has 16385 characters; the limit is 16384.",
        ),
    ],
    ids=lambda value: value[:20],
)
def test_limit_is_told_with_its_figure(refused, fits, exceeds, code, message):
    assert prepared(fits)
    error = refused(exceeds)
    requested, limit = map(int, re.findall(r"\d+", message))
    assert error == {"message": message, "extensions": {"code": code, "requested": requested, "limit": limit}}


@pytest.mark.parametrize("limit", ["MAX_DEPTH", "MAX_ALIASES", "MAX_ROOT_FIELDS", "MAX_DIRECTIVES"])
def test_limit_follows_its_setting(refused, allow, limit):
    source = "{a: site {name @include(if: true)} b: site {name}}"
    assert prepared(source)
    allow(**{limit: 0})
    assert refused(source)["extensions"]["limit"] == 0


def test_fragments_hide_no_depth(refused):
    source = '{page(path: "/") {...A}} ' + "".join(
        f"fragment {name} on PageInterface {{parent {{parent {{parent {{...{following}}}}}}}}} "
        for name, following in ("AB", "BC", "CD")
    )
    assert refused(source + "fragment D on PageInterface {id}")["extensions"]["requested"] == 11


def test_fragments_hide_no_alias_and_no_root_field(refused):
    many = " ".join(f"a{n}: __typename" for n in range(16))
    assert refused("{...F} fragment F on Query {" + many + "}")["extensions"]["code"] == "TOO_MANY_ALIASES"
    roots = " ".join(f"a{n}: __typename" for n in range(11))
    assert refused("{... {...F}} fragment F on Query {" + roots + "}")["extensions"]["code"] == "TOO_MANY_ROOT_FIELDS"


def test_every_operation_of_a_document_is_measured(refused):
    assert refused(f"query A {{__typename}} query B {nested(11)}")["extensions"]["code"] == "TOO_DEEP"


def test_standard_introspection_query_fits(client):
    source = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    )
    answer = client.post("/graphql/", json.dumps({"query": source}), content_type="application/json").json()
    assert answer["data"]["__schema"]["queryType"]["name"] == "Query"
    assert answer["extensions"] == {"cost": {"requested": 500, "limit": 2000}}


@pytest.mark.parametrize(
    "source",
    [
        "{__schema {" + " ".join(f"a{n}: types {{name}}" for n in range(2)) + "}}",
        "{__schema {types {...T}}} fragment T on __Type {a: name}",
    ],
)
def test_introspection_has_no_alias(refused, source):
    assert refused(source)["message"].endswith("aliases inside introspection; the limit is 0.")


def test_introspection_that_goes_round_in_circles_is_refused(refused):
    circle = "fields {type {" * 6 + "name" + "}}" * 6
    assert refused(f"{{__schema {{types {{{circle}}}}}}}")["message"] == "Maximum introspection depth exceeded"


def test_schema_can_be_withheld_and_type_names_cannot(refused, allow, client):
    allow(INTROSPECTION=False)
    with pytest.raises(Refusal, match="introspection has been disabled"):
        prepared("{__schema {queryType {name}}}")
    assert refused("{artikles {totalCount}}")["message"] == "Cannot query field 'artikles' on type 'Query'."
    assert client.get("/graphql/", {"query": "{__typename}"}).json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(
    "source",
    [
        "{" + "site {name}" * 490 + "}",
        "{" + 'article(slug: "a") {id} ' * 180 + "}",
        "{" + " ".join(f"...F{n}" for n in range(150)) + "}" + " ".join(
            f"fragment F{n} on Query {{site {{name}} __typename}}" for n in range(150)
        ),
    ],
    ids=["objects", "arguments", "fragments"],
)  # fmt: skip
def test_validation_is_given_up_before_it_takes_long(refused, source):
    assert refused(source)["extensions"] == {"code": "TOO_COMPLEX"}


@pytest.mark.parametrize("argument", ["9" * 5_000, "1e400", "-99999999999"])
def test_number_that_is_none_of_ours_is_refused(refused, argument):
    error = refused(f"{{articles(first: {argument}) {{totalCount}}}}")
    assert error["extensions"]["code"] in {"GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"}
    assert "digits" not in error["message"]


def test_kept_documents_are_bounded_by_their_size():
    kept = KeptDocuments(3 * Prepared(parse("{a}")).size)
    texts = ["{a}", "{b}", "{c}", "{d}"]
    for text in texts:
        kept.keep(text, Prepared(parse(text)))
    assert (len(kept), kept.get("{a}")) == (3, None)
    kept.get("{b}")
    kept.keep("{e}", Prepared(parse("{e}")))
    assert [text for text in ("{b}", "{c}", "{d}", "{e}") if kept.get(text)] == ["{b}", "{d}", "{e}"]
    assert kept.size == 3 * Prepared(parse("{a}")).size


def test_size_of_a_document_counts_all_plans_and_costs_that_it_may_have(settings):
    def size(text):
        return Prepared(parse(text)).size / parse(text).token_count

    assert size("query ($a: Boolean!) {x @skip(if: $a)}") == size("{x y}") + 2 * PLANNED
    many = " ".join(f"x{number} @skip(if: $v{number})" for number in range(5))
    assert size(f"query {{{many}}}") == PARSED + MAX_PLANS * PLANNED
    assert size("query ($n: Int) {articles(first: $n) {totalCount}}") > size("{articles(first: 9) {totalCount}}")
    assert size("{x}") * settings.GRAPHQL["MAX_TOKENS"] < KEPT_BYTES


def test_readme_explains_every_code():
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("| Code | Status |")[2].partition("\n\n")[0]
    told = re.findall(r"^\| `([A-Z_]+)` ", table, re.MULTILINE)
    assert told == [code.value for code in documents.Code]
