"""Runs of wrk: as many requests as a server answers in some seconds, from eight connections."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("wrk.lua")


class BenchmarkError(Exception):
    """Something without which no figure is worth anything; the message says what would help."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run counted."""

    requests: int
    seconds: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


def require_wrk() -> None:
    """Raises BenchmarkError where wrk is not installed."""
    if shutil.which("wrk") is None:
        raise BenchmarkError("wrk is missing: install it (Debian: apt-get install wrk).")


def run(url: str, bodies: Path, seconds: int, seed: int, smallest: int) -> Run:
    """Post lines of ``bodies`` to ``url`` for ``seconds``, or longer where nothing is answered within that time.

    Raises BenchmarkError unless every request was answered with 200, by at least ``smallest`` bytes on average:
    GraphQL tells errors with 200 too, in few bytes.
    """
    for longer in (1, 5, 25):
        told = _told(url, bodies, seconds * longer, seed)
        if told["requests"]:
            break
    if told["refused"] or told["broken"] or not told["requests"]:
        raise BenchmarkError(f"{url} did not answer all requests: {told}")
    if told["bytes"] < smallest * told["requests"]:
        raise BenchmarkError(f"{url} answered with less than {smallest} bytes on average: errors, by all likelihood.")
    return Run(told["requests"], told["microseconds"] / 1e6)


def _told(url: str, bodies: Path, seconds: int, seed: int) -> dict[str, int]:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "300s", "-s", str(SCRIPT), url]
    done = subprocess.run([*command, "--", str(bodies), str(seed)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchmarkError(f"wrk failed on {url}: {done.stderr.strip() or done.stdout.strip()}")
    told: dict[str, int] = json.loads(done.stdout.strip().splitlines()[-1])
    return told
