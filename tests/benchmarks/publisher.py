"""The process that publishes articles while a server is measured."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .servers import Server
from .sites import ROOT

PUBLISHED_A_SECOND = 10


@dataclass(frozen=True, slots=True)
class Publisher:
    """A process that publishes articles when it is told to."""

    process: subprocess.Popen[str]

    def begin(self, seconds: int) -> None:
        """Have articles published for ``seconds``, beginning now."""
        assert self.process.stdin
        self.process.stdin.write(f"{seconds} {PUBLISHED_A_SECOND}\n")
        self.process.stdin.flush()

    def done(self) -> float:
        """Articles published a second, once the time is over."""
        assert self.process.stdout
        told = json.loads(self.process.stdout.readline())
        return float(told["published"] / told["seconds"])


@contextmanager
def publisher(server: Server) -> Iterator[Publisher]:
    """A publisher that is ready, with the settings of ``server``, as the admin's process would have them."""
    command = [sys.executable, "-m", "tests.benchmarks.publishing"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=server.way.environment, **pipes) as process:
        process.stdout.readline()
        yield Publisher(process)
        process.stdin.close()
