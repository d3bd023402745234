"""What operations cost before they are run."""

import json
from pathlib import Path

import pytest
from graphql import get_operation_ast

from cms.graphql.costs import WEIGHTS, assumed_sizes, cost
from cms.graphql.documents import prepared
from cms.graphql.schema import schema

FOLDERS = (Path(__file__).parents[1] / "queries", Path(__file__).parents[2] / "cms" / "graphql" / "examples")


def price(source: str, **variables) -> int:
    document = prepared(source).document
    return cost(schema, document, get_operation_ast(document), variables)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{__typename}", 0),
        ("{site {name tagline}}", 1),
        ("{articles {totalCount}}", 1),
        ("{articles {nodes {title}}}", 1 + 20),
        ("{articles(first: 5) {nodes {title}}}", 1 + 5),
        ("{articles(last: 7) {nodes {title}}}", 1 + 7),
        ("{articles(first: 5) {edges {cursor node {title}} pageInfo {hasNextPage}}}", 1 + 5),
        ("{articles(first: 5) {nodes {lead {html}}}}", 1 + 5 * 2),
        ("{articles(first: 5) {nodes {sections {totalCount}}}}", 1 + 5 * 2),
        ("{articles(first: 5) {nodes {sections {nodes {title}}}}}", 1 + 5 * (1 + 1 + 6)),
        ("{articles(first: 5) {nodes {sections(first: 2) {nodes {title}}}}}", 1 + 5 * (1 + 1 + 2)),
        ("{articles(first: 5) {nodes {sections(first: 100) {nodes {title}}}}}", 1 + 5 * (1 + 1 + 6)),
        ("{menus(first: 2) {nodes {items {title page {title}}}}}", 1 + 2 * (1 + 10 * 2)),
        ('{search(query: "a") {totalCount}}', 601),
        ("{__schema {types {name}}}", 500),
        ("{articles(first: 101) {nodes {title}}}", 1 + 1),
        ("{a: articles(first: 5) {nodes {title}} b: articles(first: 6) {nodes {title}}}", 2 + 11),
        ("{articles(first: 3) @skip(if: true) {nodes {title}}}", 1 + 3),
    ],
)
def test_price_counts_objects(source, expected):
    assert price(source) == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [({}, 30), ({"n": 7}, 7), ({"n": 7.0}, 7), ({"n": None}, 20), ({"n": "7"}, 20), ({"n": True}, 1), ({"n": 999}, 1)],
)
def test_variables_count(variables, expected):
    assert price("query($n: Int = 30) {articles(first: $n) {nodes {title}}}", **variables) == 1 + expected


def test_dearest_of_the_possible_types_counts():
    source = """{page(path: "/") {
        ... on ArticlePage {sections {nodes {title}}}
        ... on ArticleIndexPage {articles(first: 50) {nodes {title}}}
        ... on PageInterface {parent {title}}
    }}"""
    assert price(source) == 1 + (1 + 50) + 1


def test_lists_inside_fragments_multiply():
    source = """{articles(first: 10) {...A}}
        fragment A on ArticlePageConnection {nodes {...B}}
        fragment B on ArticlePage {topics {nodes {articles(first: 10) {...A}}}}"""
    plain = source.replace("(first: 10) {...A}}}}", "(first: 10) {nodes {title}}}}}")
    assert price(plain) == 1 + 10 * (1 + 1 + 5 * (1 + 1 + 10))


def test_fragments_that_double_are_priced_in_one_walk(client):
    doubling = "".join(f"fragment F{n} on Query {{...F{n + 1} ...F{n + 1}}} " for n in range(100))
    source = "{...F0} " + doubling + "fragment F100 on Query {site {name}}"
    assert price(source) == 2**100
    answer = client.post("/graphql/", json.dumps({"query": source}), content_type="application/json").json()
    assert answer["extensions"] == {"cost": {"requested": 2**31 - 1, "limit": 2000}}
    assert answer["errors"][0]["extensions"] == {"code": "TOO_COSTLY"}


def test_cost_is_refused_above_its_limit_and_told_below(client, settings, home):
    settings.GRAPHQL = settings.GRAPHQL | {"MAX_COST": 6}
    fits, exceeds = (
        client.get("/graphql/", {"query": f"{{articles(first: {n}) {{nodes {{title}}}}}}"}).json() for n in (5, 6)
    )
    assert fits == {"data": {"articles": {"nodes": []}}, "extensions": {"cost": {"requested": 6, "limit": 6}}}
    assert exceeds["extensions"] == {"cost": {"requested": 7, "limit": 6}}
    assert exceeds["errors"][0]["message"].startswith("The operation may cost 7; the limit is 6. Ask for fewer items")


@pytest.mark.parametrize("path", [path for folder in FOLDERS for path in sorted(folder.glob("*.graphql"))], ids=str)
def test_documented_queries_fit(path, settings):
    assert price(path.read_text(encoding="utf-8")) <= settings.GRAPHQL["MAX_COST"]


@pytest.mark.parametrize("coordinate", [*WEIGHTS, *assumed_sizes()])
def test_declared_prices_are_of_fields_that_exist(coordinate):
    type_name, _, field = coordinate.partition(".")
    assert field in schema.type_map[type_name].fields
