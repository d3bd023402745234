"""Servers as child processes: started, asked, and weighed by what /proc says of them."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .sites import Way
from .wrk import BenchmarkError

STARTING_SECONDS = 120
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with its address and its processes."""

    way: Way
    process: subprocess.Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        """Where operations are posted; on the bare application anywhere."""
        return f"http://127.0.0.1:{self.port}{self.way.site.endpoint if self.way.site else '/'}"

    def ask(self, body: str) -> bytes:
        """The answer to one operation, as it came. Raises BenchmarkError where it holds errors."""
        request = urllib.request.Request(self.url, body.encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = response.read()
        if "errors" in json.loads(answer):
            raise BenchmarkError(f"{self.way.label} answered with errors: {answer.decode()[:2_000]}")
        return answer

    def cpu_seconds(self) -> float:
        """Processor time of all processes so far."""
        fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self._processes())
        return sum(int(stat[11]) + int(stat[12]) for stat in fields) / _TICKS

    def memory_mb(self) -> float:
        """Memory of all processes; pages that several share count once (PSS)."""
        return sum(_rolled_up(pid, "Pss") for pid in self._processes())

    def worker_mb(self) -> float:
        """Memory of the largest process, shared pages and all (RSS)."""
        return max(_rolled_up(pid, "Rss") for pid in self._processes())

    def _processes(self) -> list[int]:
        found = [self.process.pid]
        for pid in found:
            for thread in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
        return found


@contextmanager
def serving(way: Way, logs: Path) -> Iterator[Server]:
    """A server of ``way`` that answers; its messages go to a file in ``logs``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = logs / f"{way.key}.log"
    with log.open("wb") as messages:
        process = subprocess.Popen(
            [part.format(port=port) for part in way.command],
            cwd=way.folder,
            env=way.environment,
            stdout=messages,
            stderr=messages,
            start_new_session=True,
        )
    try:
        _wait(port, process, log)
        yield Server(way, process, port)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=STARTING_SECONDS)
        try:
            connection.request("POST", "/0", b"{}")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise BenchmarkError(f"The server did not start; {log} says:\n{log.read_text(errors='replace')[-2_000:]}")


def _rolled_up(pid: int, kind: str) -> float:
    found = re.search(rf"^{kind}:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0
