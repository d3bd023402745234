"""Compares this site with a tutorial Wagtail + Grapple site, and with peers if they are asked for: `make bench`, or
`python -m tests.benchmarks --help`.
"""

import json
import os
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random
from shutil import rmtree
from statistics import median

from .answers import common, difference
from .databases import analyse, databases, version_of
from .measuring import Plan, Samples, samples
from .operations import Operation, operations
from .peers.peer import PRODUCTS, peers
from .publisher import PUBLISHED_A_SECOND
from .report import Figures, report
from .servers import Server, serving
from .sites import Site, Way, sites, ways
from .wrk import BenchmarkError, require_wrk

#: How many answers of each operation are compared.
COMPARED = 20
#: The servers that are measured again while articles are published.
PUBLISHED_TO = ("tutorial", "hit")
#: The forms of this site. All other answers are compared with its own, and the bare application sends as many bytes.
OURS = ("miss", "warm", "hit")
#: What is smaller in the smallest form, which shows only that all of it works.
QUICK = {"articles": 10, "seconds": 1, "rounds": 1, "workers": 1, "only": ["Q1"], "ways": ["tutorial", "hit", "bare"]}


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("The benchmark was told to end."))  # and tidies up, as for Ctrl-C
    folder: Path = options.folder.resolve()
    scratch = folder / "scratch"
    rmtree(scratch, ignore_errors=True)
    (scratch / "shabakat").mkdir(parents=True)
    try:
        require_wrk()
        asked = operations(options.articles)
        figures = _figures(options, asked, scratch)
    except BenchmarkError as error:
        sys.exit(str(error))
    text = report(options, asked, figures)
    (folder / "benchmark.md").write_text(text, encoding="utf-8")
    rmtree(scratch)
    print(text)


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, default=300, help="articles of each site, with five sections each")
    parser.add_argument("--seconds", type=int, default=5, help="length of a run")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each operation on each server")
    parser.add_argument("--workers", type=int, default=2, help="processes of each server")
    keys = [operation.key for operation in operations(0)]
    parser.add_argument("--only", nargs="+", choices=keys, default=keys, help="what is timed")
    known = ["tutorial", *OURS, "bare"]
    parser.add_argument("--ways", nargs="+", choices=[*known, *PRODUCTS], default=known, help="servers")
    parser.add_argument("--peers", action="store_true", help=f"the servers {', '.join(PRODUCTS)} too (with Node.js)")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="where the tables and logs are written")
    parser.add_argument("--quick", action="store_true", help="the smallest form, whose figures mean nothing")
    if parser.parse_known_args()[0].quick:
        parser.set_defaults(**QUICK)
    options = parser.parse_args()
    if not set(OURS) & set(options.ways):
        parser.error(f"--ways: one of {', '.join(OURS)} is needed, for others to be compared with.")
    if options.peers:
        options.ways = [*options.ways, *PRODUCTS]
    return options


def _figures(options: Namespace, asked: Sequence[Operation], folder: Path) -> Figures:
    timed = [operation for operation in asked if operation.key in options.only]
    database = os.environ.get("BENCH_DATABASE_URL") or None
    chosen = [name for name in PRODUCTS if name in options.ways]
    if chosen and not database:
        raise BenchmarkError("Peers need PostgreSQL: name it in BENCH_DATABASE_URL.")
    with databases(database, folder, ("tutorial", "shabakat", *chosen)) as urls, ThreadPoolExecutor() as pool:
        both, others = sites(urls, folder), peers(urls, options.folder.resolve() / "peers")
        for peer in others:
            peer.install()
        _say(f"Loading {options.articles} articles into each site, on {version_of(database)}")
        list(pool.map(lambda site: site.prepare(options.articles), [*both, *others]))
        for url in urls.values():
            analyse(url)
        served = tuple(way for way in ways(*both, others, options.workers) if way.key in options.ways)
        _say("Counting SQL statements")
        counting = [way for way in served if isinstance(way.site, Site)]
        counted = pool.map(lambda way: _statements(way, asked), counting)
        statements = dict(zip((way.key for way in counting), counted, strict=True))
        with ExitStack() as stack:
            servers = list(pool.map(lambda way: stack.enter_context(serving(way, folder)), served))
            _say("Comparing answers")
            plan = Plan(options.rounds, options.seconds, _compared(servers, asked), folder)
            _say("Measuring")
            quiet = samples(plan, servers, timed)
            memory = {one.way.key: (one.memory_mb(), one.worker_mb()) for one in servers}
        publishing: Samples = {}
        if not options.quick and {way.key for way in served} >= set(PUBLISHED_TO):
            with ExitStack() as stack:
                servers = [stack.enter_context(serving(way, folder)) for way in served if way.key in PUBLISHED_TO]
                _compared(servers, asked)
                _say(f"Measuring while {PUBLISHED_A_SECOND} articles a second are published")
                publishing = samples(plan, servers, timed, publishing=True)
    return Figures(served, statements, quiet, publishing, memory)


def _statements(way: Way, asked: Sequence[Operation]) -> dict[str, int]:
    assert isinstance(way.site, Site)
    lines = []
    for operation in asked:
        bodies = operation.bodies(way.site.name)
        lines.append(json.dumps([operation.key, bodies[0], bodies[-1]]))
    arguments = ("-m", "tests.benchmarks.statements", way.site.application, way.site.endpoint)
    told: dict[str, int] = json.loads(way.site.run(*arguments, feed="\n".join(lines), settings=way.settings))
    return told


def _compared(servers: Sequence[Server], asked: Sequence[Operation]) -> dict[str, int]:
    """The median size of this site's answers by operation. Raises BenchmarkError where sites answer differently."""
    sizes: dict[str, int] = {}
    for operation in asked:
        places = range(len(operation.variables))
        chosen = Random(3).sample(places, min(COMPARED, len(places)))
        able = [server for server in servers if server.way.site and operation.asked_of(server.way.site.name)]
        answered = [(server.way, _answers(server, operation, chosen)) for server in able]
        _, theirs = answered[0]
        for way, ours in answered:
            for place, one, other in zip(chosen, ours, theirs, strict=True):
                if found := difference(common(json.loads(one)["data"]), common(json.loads(other)["data"])):
                    asked_with = operation.variables[place]
                    raise BenchmarkError(f"{way.label}: {operation.name} {asked_with} differs: {found}")
            if way.site.name == "shabakat":
                sizes[operation.key] = round(median(map(len, ours)))
    return sizes


def _answers(server: Server, operation: Operation, chosen: Sequence[int]) -> list[bytes]:
    assert server.way.site
    bodies = operation.bodies(server.way.site.name)
    for place in chosen:  # so that the answers compared are those that were kept, where any are
        server.ask(bodies[place])
    return [server.ask(bodies[place]) for place in chosen]


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
