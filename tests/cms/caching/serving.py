"""The site as granian serves it, several workers of it, and a way to ask each of them."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[3]
STARTING = 90


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    server = settings.DATABASES["default"]
    name = f"{server['NAME']}_{folder.name.replace('-', '_')}"
    place = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as administrator:
        administrator.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        administrator.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"postgres://{place['user']}:{place['password']}@{place['host']}:{place['port'] or 5432}/{name}"
        finally:
            administrator.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def environment(folder: Path, **more: str) -> Iterator[dict[str, str]]:
    """What the site's processes are told, with a migrated database of their own."""
    with database(folder) as address:
        told = os.environ | {
            "LOCAL": "true",
            "SECRET_KEY": "for-tests-only",
            "DATA_DIR": str(folder),
            "VERSIONS_DIR": str(folder),
            "DATABASE_URL": address,
            "CACHE_URL": os.environ.get("CACHE_URL", "locmemcache://"),
            "RATE_LIMIT": "0",
            **more,
        }
        run(["manage.py", "migrate", "--verbosity", "0"], told)
        yield told


def run(command: list[str], told: dict[str, str], patience: float = 180, **options: Any) -> str:
    """What a Python program of the site prints; the test fails with all its output where it fails."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=told, capture_output=True, text=True, timeout=patience, check=False,
        **options,
    )  # fmt: skip
    assert done.returncode == 0, f"{' '.join(command)[:300]} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


_OBEY = """
import django, json, sys, traceback
django.setup()
for line in sys.stdin:
    try:
        exec(json.loads(line), {})
        print("done", flush=True)
    except Exception:
        print(json.dumps(traceback.format_exc()), flush=True)
"""


class Editor:
    """A process of its own that knows the site and changes its content."""

    def __init__(self, told: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _OBEY],
            cwd=ROOT, env=told | {"DJANGO_SETTINGS_MODULE": "cms.settings"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __call__(self, code: str) -> None:
        """Run ``code`` to its end."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(code) + "\n")
        self._process.stdin.flush()
        outcome = self._process.stdout.readline().strip()
        assert outcome == "done", json.loads(outcome or '"The editor died"')

    def close(self) -> None:
        self._process.communicate(timeout=20)


@contextmanager
def editing(told: dict[str, str]) -> Iterator[Editor]:
    editor = Editor(told)
    try:
        yield editor
    finally:
        editor.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)["data"]


@dataclass(slots=True)
class Worker:
    """A connection to one of the processes. It is kept, so that it stays the same, which ``number`` says once known."""

    port: int
    number: int = 0
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connect()

    def connect(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            return self._sent(method, path, body, named)
        except (ConnectionError, http.client.HTTPException):
            if not self.number:
                raise
        self._return()
        return self._sent(method, path, body, named)

    def _sent(self, method: str, path: str, body: bytes | None, named: dict[str, str]) -> Answer:
        self.connection.request(method, path, body, named)
        response = self.connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())

    def _return(self) -> None:
        """Connect again with the same process, which has closed a connection that was idle for long."""
        wanted, self.number = self.number, 0
        while self.number != wanted:
            self.connection.close()
            self.connect()
            self.number = self.process

    def post(self, query: str, variables: Any = None, **headers: str) -> Answer:
        body = json.dumps({"query": query, "variables": variables or {}}).encode()
        return self.send("POST", "/graphql/", body, **{"Content_Type": "application/json"} | headers)

    def get(self, query: str, **headers: str) -> Answer:
        return self.send("GET", f"/graphql/?{urlencode({'query': query})}", **headers)

    @property
    def process(self) -> int:
        found = re.match(r"# Told by process (\d+)\.\n", self.send("GET", "/metrics").body.decode())
        assert found
        return int(found[1])

    def counted(self, name: str, **labels: str) -> int:
        """What the process has counted under that name and those labels."""
        text = self.send("GET", "/metrics").body.decode()
        labels["process"] = text.partition(".")[0].rpartition(" ")[2]
        lines = [line for line in text.splitlines() if line.startswith(f"shabakat_{name}{{")]
        wanted = [f'{key}="{value}"' for key, value in labels.items()]
        return sum(int(line.rpartition(" ")[2]) for line in lines if all(label in line for label in wanted))


@contextmanager
def serving(folder: Path, told: dict[str, str], workers: int = 2, threads: int = 4) -> Iterator[list[Worker]]:
    """The site of ``environment``, served by granian: a connection to each of its workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    options += ["--workers", str(workers), "--blocking-threads", str(threads)]
    log = folder / "granian.log"
    with log.open("a") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", *options, "cms.wsgi:application"],
            cwd=ROOT, env=told, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        with ExitStack() as stack:
            yield _all_workers(server, port, workers, log, stack)
    finally:
        server.terminate()
        server.wait(STARTING)


def _all_workers(server: subprocess.Popen, port: int, number: int, log: Path, stack: ExitStack) -> list[Worker]:
    """One connection to each process, each of which has heard of the journal."""
    found: dict[int, Worker] = {}
    until = time.monotonic() + STARTING
    while server.poll() is None and time.monotonic() < until:
        worker = Worker(port)
        stack.callback(worker.connection.close)
        try:
            worker.post("{__typename}")
            if worker.post("{__typename}") and worker.counted("answers_total", origin="process"):
                worker.number = worker.process
                found.setdefault(worker.number, worker)
        except (ConnectionError, http.client.HTTPException):
            time.sleep(0.2)
        if len(found) == number:
            return list(found.values())
        time.sleep(0.02)
    pytest.fail(f"The site did not start:\n{log.read_text()}")
