"""What Prometheus is told: the figures of all serving processes of a host, by whichever is asked."""

import subprocess
import sys

import pytest

from cms import metrics
from cms.tallies import Tally
from tests.scratch import ROOT

ANSWERS = "shabakat_answers_total"


@pytest.fixture(autouse=True)
def _own_counts(monkeypatch):
    monkeypatch.setattr(metrics, "_counts", {})
    monkeypatch.setattr(metrics, "_gauges", {})
    monkeypatch.setattr(metrics, "_own", Tally())
    monkeypatch.setattr(metrics, "_tallies", None)


def told(name):
    """The lines of one metric, after what it is."""
    return [line for line in metrics.rendered().splitlines() if line.startswith(f"{name}{{")]


def test_counts_are_rendered_with_their_labels_and_process():
    for _ in range(3):
        metrics.count("answers_total", origin="process")
    metrics.count("operations_total", executor="graphql-core", reason='a "mutation"\n')
    metrics.gauge(lambda: 12, "kept_bytes", store="answers")
    assert metrics.rendered().splitlines() == [
        "# Told by process 1.",
        "# HELP shabakat_answers_total Answers of GraphQL by where they came from.",
        "# TYPE shabakat_answers_total counter",
        'shabakat_answers_total{origin="process",process="1"} 3',
        "# HELP shabakat_operations_total Operations that were run, by executor and why by that one.",
        "# TYPE shabakat_operations_total counter",
        'shabakat_operations_total{executor="graphql-core",reason="a \\"mutation\\"\\n",process="1"} 1',
        "# HELP shabakat_kept_bytes Bytes that the values of a store in memory take.",
        "# TYPE shabakat_kept_bytes gauge",
        'shabakat_kept_bytes{store="answers",process="1"} 12',
    ]


def test_large_counts_keep_all_their_digits():
    metrics.counter("answers_total", origin="process").set(123_456_789)
    assert " 123456789\n" in metrics.rendered()


def test_counts_can_be_read_where_that_is_set(client):
    metrics.count("answers_total", origin="process")
    answer = client.get("/metrics")
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert ANSWERS in answer.content.decode()


# A serving process that counts, and lives until its input ends.
OTHER = """
import sys, pathlib
from cms import metrics
metrics.counter("answers_total", origin="computed").add()
metrics.share(pathlib.Path(sys.argv[1]))
metrics.counter("answers_total", origin="computed").add()
metrics.gauge(lambda: 7, "kept_entries", store="rows")
metrics.publish()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def start(tmp_path):
    """Starts another process with figures at the same path; gives it when it has counted."""
    started = []

    def begin():
        process = subprocess.Popen(
            [sys.executable, "-c", OTHER, tmp_path / "host"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        assert process.stdout.readline() == "ready\n"
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def test_one_process_tells_what_all_have_counted_and_hold(tmp_path, start):
    metrics.count("answers_total", origin="computed")
    metrics.share(tmp_path / "host")
    start()
    assert told(ANSWERS) == [f'{ANSWERS}{{origin="computed",process="{n}"}} {n}' for n in (1, 2)]
    assert told("shabakat_kept_entries") == ['shabakat_kept_entries{store="rows",process="2"} 7']


def test_what_a_dead_process_has_counted_stays_and_the_next_goes_on_with_it(tmp_path, start):
    metrics.share(tmp_path / "host")
    process = start()
    process.kill()
    process.wait()
    assert told(ANSWERS) == [f'{ANSWERS}{{origin="computed",process="2"}} 2']
    assert told("shabakat_kept_entries") == []
    start()
    assert told(ANSWERS) == [f'{ANSWERS}{{origin="computed",process="2"}} 4']
    assert [number for number, _, lives in metrics._tallies.all() if lives] == [1, 2]


def test_a_process_holds_nothing_of_what_its_predecessor_held(tmp_path, start):
    process = start()
    process.kill()
    process.wait()
    metrics.share(tmp_path / "host")
    assert told("shabakat_kept_entries") == ['shabakat_kept_entries{store="rows",process="1"} 0']


def test_names_too_many_or_too_long_are_counted_nowhere_and_harm_nobody():
    tally = Tally()
    places = [tally.place(f"name {number}") for number in range(200)]
    assert len(set(places)) == 128
    assert tally.place("x" * 505) == places[-1]
    tally.words[places[-1]] = 9
    assert len(tally.figures()) == 127
    assert 9 not in tally.figures().values()


def test_figures_are_told_though_their_file_is_gone(tmp_path):
    metrics.share(tmp_path / "host")
    metrics.count("answers_total", origin="process")
    (tmp_path / "host-figures-1").unlink()
    assert told(ANSWERS) == [f'{ANSWERS}{{origin="process",process="1"}} 1']
