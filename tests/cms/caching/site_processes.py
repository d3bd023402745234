"""Processes of the site that share a database, told line by line what to do."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.scratch import ROOT

PROGRAM = """
import sys
import django
django.setup()
from cms.caching import sending
from cms.caching import deliverers
from cms.caching.delivery import deliver
from cms.caching.purging import enqueue
from cms.caching.targets import configured_targets
from cms.models import Purge
sending.PATIENCE = 60
(target,) = configured_targets()
print("ready", flush=True)
for line in sys.stdin:
    print(repr(eval(line)), flush=True)
"""


class SiteProcess:
    """Evaluates Python expressions in a process of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, expression: str) -> None:
        """Have it evaluate ``expression`` without waiting for the outcome."""
        assert self._process.stdin
        self._process.stdin.write(expression + "\n")
        self._process.stdin.flush()

    def said(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def does(self, expression: str) -> str:
        self.begin(expression)
        return self.said()

    def kill(self) -> None:
        """End it with the signal that no process survives or notices."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()


@contextmanager
def site_processes(environment: dict[str, str], count: int) -> Iterator[list[SiteProcess]]:
    """So many processes of the site that ``environment`` describes."""
    processes = []
    try:
        for _ in range(count):
            processes.append(SiteProcess(environment))
        assert [process.said() for process in processes] == ["ready"] * count
        yield processes
    finally:
        for process in processes:
            process.kill()
