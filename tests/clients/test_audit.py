"""The audits of GraphQL over HTTP, by the makers of npm's graphql-http, against the running site."""

from collections import Counter


def test_every_audit_passes(node, graphql_url):
    results = node("audit.js", graphql_url)
    failed = [result for result in results if result["status"] != "ok"]
    assert failed == []
    assert Counter(result["name"].split()[0] for result in results) == {"MUST": 13, "SHOULD": 23, "MAY": 25}
