"""Runs in turn: one operation after the other, and in each round every server once, so that all share the weather."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from . import wrk
from .operations import Operation
from .publisher import Publisher, publisher
from .servers import Server


@dataclass(frozen=True, slots=True)
class Plan:
    """How to measure. ``sizes`` are the bytes of an answer by operation; requests are written into ``folder``."""

    rounds: int
    seconds: int
    sizes: Mapping[str, int]
    folder: Path

    def requests(self, operation: Operation, site: str) -> Path:
        """The file of the operation's request bodies for ``site``, one a line."""
        file = self.folder / f"{operation.name}.{site}.jsonl"
        if not file.exists():
            file.write_text("\n".join(operation.bodies(site)) + "\n", encoding="utf-8")
        return file


@dataclass(frozen=True, slots=True)
class Sample:
    """One measured run; ``published`` articles a second meanwhile."""

    rate: float
    cpu_ms: float
    published: float


#: Samples by the keys of way and operation, one a round.
Samples = Mapping[tuple[str, str], Sequence[Sample]]


def samples(
    plan: Plan, servers: Sequence[Server], operations: Sequence[Operation], *, publishing: bool = False
) -> Samples:
    """Measure every operation on every server, with a warm-up before each run."""
    taken: dict[tuple[str, str], list[Sample]] = {}
    with ExitStack() as stack:
        publishers = {one.way.key: stack.enter_context(publisher(one)) for one in servers} if publishing else {}
        for operation in operations:
            asked = [one for one in servers if one.way.site is None or operation.asked_of(one.way.site.name)]
            for number in range(plan.rounds):
                for server in asked:
                    sample = _sample(plan, server, operation, number, publishers.get(server.way.key))
                    taken.setdefault((server.way.key, operation.key), []).append(sample)
                    print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return taken


def _sample(plan: Plan, server: Server, operation: Operation, number: int, publishing: Publisher | None) -> Sample:
    site, size = server.way.site, plan.sizes[operation.key]
    url = server.url if site else f"{server.url}{size}"
    requests = plan.requests(operation, site.name if site else "shabakat")
    wrk.run(url, requests, 1 if number else max(2, plan.seconds), number, size // 2)
    if publishing:
        publishing.begin(plan.seconds)
    before = server.cpu_seconds()
    run = wrk.run(url, requests, plan.seconds, 100 + number, size // 2)
    spent = server.cpu_seconds() - before
    return Sample(run.rate, spent / run.requests * 1_000, publishing.done() if publishing else 0.0)
