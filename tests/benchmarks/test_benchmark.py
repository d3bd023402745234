"""The benchmark compares what is equal, sees what is not, and prints the tables that it promises."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from graphql import build_schema, parse, validate

from tests.benchmarks import answers, content, tables, vocabulary, wrk
from tests.benchmarks.measuring import Sample
from tests.benchmarks.operations import operations
from tests.benchmarks.peers.feed import feed
from tests.benchmarks.peers.peer import HERE as PEERS
from tests.benchmarks.peers.peer import PRODUCTS, Peer
from tests.benchmarks.servers import Server, serving
from tests.benchmarks.sites import GRANIAN, Way

ROOT = Path(__file__).resolve().parents[2]
BARE = Way("bare", "bare granian", None, (*GRANIAN, "tests.benchmarks.bare:application"))


def server_of_the_tests() -> str:
    """The PostgreSQL that the tests use, as the benchmark's variable names one. Skips where there is none."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("postgresql"):
        pytest.skip("the smallest benchmark needs PostgreSQL: set DATABASE_URL")
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    return f"postgres://{database['USER']}{password}@{database['HOST']}:{database['PORT'] or 5432}"


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the smallest benchmark writes."""
    server = server_of_the_tests()
    if shutil.which("wrk") is None:
        pytest.skip("the smallest benchmark needs wrk")
    folder = tmp_path_factory.mktemp("bench")
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--folder", str(folder)]
    environment = os.environ | {"BENCH_DATABASE_URL": server}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (folder / "benchmark.md").read_text(encoding="utf-8")


def rows(report: str, heading: str) -> dict[str, list[str]]:
    """The cells of the first table after ``heading``, by their row's name."""
    table = report.partition(heading)[2].partition("\n\n|")[2].partition("\n\n")[0]
    cells = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return {name: figures for name, *figures in cells}


def test_the_smallest_benchmark_finds_equal_answers_and_prints_its_tables(report: str) -> None:
    assert "All gave equal answers to what they were asked." in report
    speed = rows(report, "## Requests per second")
    assert list(speed) == ["tutorial Wagtail + Grapple", "Shabakat, answers kept"]
    assert re.fullmatch(r"1 \([\d,]+ requests/s\)", speed["tutorial Wagtail + Grapple"][0])
    assert re.fullmatch(r"×[\d,.]+", speed["Shabakat, answers kept"][0])
    assert list(rows(report, "## Hits")) == ["Shabakat, answers kept", "bare granian"]
    assert list(rows(report, "## Processor time")) == [*speed, "bare granian"]
    statements = rows(report, "## SQL statements")
    assert [len(counts) for counts in statements.values()] == [5, 5]
    assert int(statements["tutorial Wagtail + Grapple"][3]) > 100
    assert list(rows(report, "## Memory")) == [*speed, "bare granian"]


def test_the_benchmark_drops_its_databases(report: str, db: None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'shabakat\_bench\_%'")
        assert [name for (name,) in cursor.fetchall() if not Path(f"/proc/{name.split('_')[2]}").exists()] == []


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bare application on granian."""
    with serving(BARE, tmp_path_factory.mktemp("bare")) as server:
        yield server


@pytest.fixture
def bodies(tmp_path: Path) -> Path:
    """A file of two requests for wrk, which has to be there."""
    if shutil.which("wrk") is None:
        pytest.skip("runs of wrk need wrk")
    file = tmp_path / "bodies.jsonl"
    file.write_text('{"query": "{ a }"}\n{"query": "{ b }"}\n')
    return file


def test_a_run_counts_requests_and_the_server_its_time_and_memory(bare: Server, bodies: Path) -> None:
    before = bare.cpu_seconds()
    run = wrk.run(f"{bare.url}1000", bodies, 1, 1, 1000)
    assert run.requests > 10
    assert run.rate == run.requests / run.seconds
    assert bare.cpu_seconds() > before
    assert bare.memory_mb() > 0
    assert bare.worker_mb() > 0


@pytest.mark.parametrize(("path", "smallest", "told"), [("none", 0, "did not answer all"), ("10", 500, "errors")])
def test_a_run_with_failures_or_short_answers_is_no_figure(
    bare: Server, bodies: Path, path: str, smallest: int, told: str
) -> None:
    with pytest.raises(wrk.BenchmarkError, match=told):
        wrk.run(f"{bare.url}{path}", bodies, 1, 1, smallest)


def test_a_server_that_does_not_start_is_told_with_its_own_words(tmp_path: Path) -> None:
    broken = replace(BARE, command=(*BARE.command[:-1], "tests.benchmarks.bare:nothing"))
    with pytest.raises(wrk.BenchmarkError, match="nothing"), serving(broken, tmp_path):
        pass


def test_operations_fit_the_committed_schema() -> None:
    schema = build_schema((ROOT / "cms" / "graphql" / "schema.graphql").read_text(encoding="utf-8"))
    folder = ROOT / "tests" / "benchmarks" / "operations"
    files = [folder / f"{operation.name}.shabakat.graphql" for operation in operations(10)]
    assert [error.message for file in files for error in validate(schema, parse(file.read_text()))] == []


def test_answers_that_say_the_same_in_two_ways_are_equal() -> None:
    ours = {
        "article": {
            "path": "/أ/",
            "lead": {"html": '<p>قال <bdi dir="ltr" lang="en">X</bdi> <a href="https://www.example/%D8%A8/">ب</a></p>'},
            "sections": {"nodes": [{"kind": "TYPES", "body": [{"level": 3}]}]},
            "topics": {"nodes": [{"slug": "ب"}, {"slug": "أ"}]},
            "features": ["حي"],
        }
    }
    theirs = {
        "article": {
            "path": "http://localhost/%D8%A3/",
            "lead": '<p data-block-key="k">قال X <a href="/%D8%A8/">ب</a></p>',
            "sections": [{"kind": "types", "body": [{"level": "h3"}]}],
            "topics": [{"slug": "أ"}, {"slug": "ب"}],
            "features": [{"value": "حي"}],
        }
    }
    assert answers.difference(answers.common(ours), answers.common(theirs)) is None


@pytest.mark.parametrize(
    "theirs",
    [
        {"articles": [{"date": "2026-01-01T00:00:00.000Z", "body": [{"__typename": "ComponentBlocksPoint"}]}]},
        {"articles": {"docs": [{"date": "2026-01-01", "body": [{"__typename": "PointBlock"}]}]}},
        {"articles": [{"date": "2026-01-01", "body": [{"item": {"__typename": "PointBlock"}}]}]},
        {"articles": {"nodes": [{"date": "2026-01-01", "body": {"nodes": [{"__typename": "PointBlock"}]}}]}},
    ],
)
def test_answers_of_peers_say_the_same_in_their_ways(theirs: dict) -> None:
    ours = {"articles": {"nodes": [{"date": "2026-01-01", "body": [{"__typename": "PointBlock"}]}]}}
    assert answers.difference(answers.common(ours), answers.common(theirs)) is None


@pytest.mark.parametrize("theirs", [[{"title": "أ"}], {"docs": [{"title": "أ"}]}])
def test_one_article_may_be_the_only_one_of_a_list(theirs: list | dict) -> None:
    assert answers.common({"article": theirs}) == {"article": {"title": "أ"}}


@pytest.mark.parametrize(
    ("ours", "theirs", "where"),
    [
        ({"a": {"nodes": [{"title": "أ"}]}}, {"a": [{"title": "ب"}]}, "data.a[0].title"),
        ({"a": {"nodes": [1, 2]}}, {"a": [1]}, "data.a"),
        ({"a": {"nodes": [1, 2]}}, {"a": [2, 1]}, "data.a[0]"),
        ({"a": {"html": "<p>أ</p>"}}, {"a": "<p><b>أ</b></p>"}, "data.a"),
        ({"a": {"html": '<a href="/x/">أ</a>'}}, {"a": '<a href="/y/">أ</a>'}, "data.a"),
        ({"article": None}, {"article": {"title": "أ"}}, "data.article"),
        ({"a": 1}, {"a": 1, "b": 2}, "data.b"),
        (
            {"a": [{"__typename": "QuoteBlock"}]},
            {"a": [{"__typename": "ComponentBlocksPoint"}]},
            "data.a[0].__typename",
        ),
        ({"topics": [{"slug": "أ"}]}, {"topics": [{"topic": {"slug": "ب"}}]}, "data.topics[0].slug"),
    ],
)
def test_answers_that_differ_are_told_with_their_place(ours: dict, theirs: dict, where: str) -> None:
    found = answers.difference(answers.common(ours), answers.common(theirs))
    assert found
    assert found.startswith(f"{where}: ")


def test_content_is_the_same_each_time_and_a_word_finds_ten_articles() -> None:
    articles = list(content.articles(100))
    assert articles == list(content.articles(100))
    assert len({article.slug for article in articles}) == 100
    for word in vocabulary.search_words(100):
        assert sum(word in article.title.split() for article in articles) == vocabulary.ARTICLES_PER_WORD


def test_too_many_articles_are_refused_with_the_number_that_can_be() -> None:
    with pytest.raises(ValueError, match="There are words for 33600 articles, not for 40000"):
        vocabulary.search_words(40_000)


def test_peers_are_fed_the_content_with_addresses_in_place_of_keys() -> None:
    told = feed(10)
    document = json.loads(told)
    assert [article["path"] for article in document["articles"]] == [one.path for one in content.articles(10)]
    assert {len(article["sections"]) for article in document["articles"]} == {content.SECTIONS}
    linked = set(re.findall(r'<a href=\\"([^"]*)\\"', told))
    assert linked
    assert linked <= {article["path"] for article in document["articles"]}
    assert "linktype" not in told
    assert "data-block-key" not in told
    blocks = [block for article in document["articles"] for one in article["sections"] for block in one["body"]]
    assert {block["type"] for block in blocks} >= {"paragraph", "platform", "read_also", "image"}
    assert all("displayName" in block for block in blocks if block["type"] == "platform")
    assert {platform["logo"] for platform in document["platforms"]} <= set(range(content.PICTURES))


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_peer_is_asked_at_least_all_but_the_search_and_pins_its_packages(name: str, tmp_path: Path) -> None:
    asked = [operation.key for operation in operations(10) if operation.asked_of(name)]
    assert asked[:4] == ["Q1", "Q2", "Q3", "Q4"]
    packages = json.loads((PEERS / name / "package.json").read_text(encoding="utf-8"))
    assert "node" in packages["dependencies"]
    assert [
        version for version in packages["dependencies"].values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ] == []
    title, package = PRODUCTS[name]
    assert Peer(name, tmp_path, {}).label == f"{title} {packages['dependencies'][package]}"


def test_a_peer_is_installed_and_built_again_only_when_a_file_of_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(PEERS / "payload", sources / "payload")
    shutil.copy(PEERS / "cluster.mjs", sources)
    monkeypatch.setattr("tests.benchmarks.peers.peer.HERE", sources)
    npm = tmp_path / "npm"
    npm.write_text('#!/bin/sh\nmkdir -p node_modules\necho "$1 $2" >> node_modules/asked\n', encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    peer = Peer("payload", tmp_path / "payload", {})
    peer.install()
    peer.install()
    asked = peer.folder / "node_modules" / "asked"
    once = ["install --no-package-lock", "rebuild node", "run build"]
    assert asked.read_text().splitlines() == once
    (sources / "payload" / "config.js").write_text("// أخرى", encoding="utf-8")
    peer.install()
    assert asked.read_text().splitlines() == once * 2


def test_a_table_of_multiples_divides_round_by_round_and_has_a_dash_where_a_peer_was_not_asked(tmp_path: Path) -> None:
    peer = Peer("strapi", tmp_path, {})
    way = Way("strapi", peer.label, peer, peer.command(2))
    asked = [operation for operation in operations(10) if operation.key in {"Q1", "Q5"}]
    taken = {
        ("bare", "Q1"): [Sample(rate, 1.0, 0.0) for rate in (30.0, 50.0, 80.0)],
        ("bare", "Q5"): [Sample(30.0, 1.0, 0.0)] * 3,
        ("strapi", "Q1"): [Sample(rate, 1.0, 0.0) for rate in (10.0, 10.0, 20.0)],
    }
    table = tables.multiples(BARE, [way], asked, taken)
    assert table.splitlines()[-2] == "| bare granian | 1 (50 requests/s) | 1 (30 requests/s) |"
    assert table.splitlines()[-1] == f"| {peer.label} | ×4.00 (3.00–5.00) | – |"


def test_peers_without_postgresql_are_refused_before_anything_is_done(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks",
        "--folder",
        str(tmp_path),
        "--ways",
        "tutorial",
        "hit",
        "--peers",
    ]
    if shutil.which("wrk") is None:
        pytest.skip("the benchmark needs wrk")
    environment = os.environ | {"BENCH_DATABASE_URL": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "BENCH_DATABASE_URL" in done.stderr


@pytest.mark.parametrize("asked", [["bare"], ["tutorial", "strapi"], ["hits"]])
def test_ways_that_nothing_can_be_measured_by_are_refused_with_those_that_can(asked: list[str]) -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--ways", *asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--ways" in done.stderr.splitlines()[-1]
    assert all(way in done.stderr.splitlines()[-1] for way in ("miss", "warm", "hit"))
