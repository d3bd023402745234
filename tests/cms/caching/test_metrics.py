"""What Prometheus is told."""

import os

import pytest

from cms import metrics


@pytest.fixture(autouse=True)
def _own_counts(monkeypatch):
    monkeypatch.setattr(metrics, "_counts", {})
    monkeypatch.setattr(metrics, "_gauges", {})


def test_counts_are_rendered_with_their_labels_and_process():
    for _ in range(3):
        metrics.count("answers_total", origin="process")
    metrics.count("operations_total", executor="graphql-core", reason='a "mutation"\n')
    metrics.gauge(lambda: 12, "kept_bytes", store="answers")
    process = os.getpid()
    assert metrics.rendered().splitlines() == [
        "# HELP shabakat_answers_total Answers of GraphQL by where they came from.",
        "# TYPE shabakat_answers_total counter",
        f'shabakat_answers_total{{origin="process",process="{process}"}} 3',
        "# HELP shabakat_operations_total Operations that were run, by executor and why by that one.",
        "# TYPE shabakat_operations_total counter",
        f'shabakat_operations_total{{executor="graphql-core",reason="a \\"mutation\\"\\n",process="{process}"}} 1',
        "# HELP shabakat_kept_bytes Bytes that the values of a store in memory take.",
        "# TYPE shabakat_kept_bytes gauge",
        f'shabakat_kept_bytes{{store="answers",process="{process}"}} 12',
    ]


def test_large_counts_keep_all_their_digits():
    metrics.counter("answers_total", origin="process").value = 123_456_789
    assert " 123456789\n" in metrics.rendered()


def test_counts_can_be_read_where_that_is_set(client):
    metrics.count("answers_total", origin="process")
    answer = client.get("/metrics")
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "shabakat_answers_total" in answer.content.decode()
