"""Processes of the site that share its database, told line by line what to do."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[3]

PROGRAM = """
import sys
import django
django.setup()
from cms.caching import sending
from cms.caching.deliverers import start
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


def database_url(folder: Path) -> str:
    """The address at which other processes find this test's database; one in memory is copied to a file first."""
    about = connection.settings_dict
    if connection.vendor == "postgresql":
        return f"postgres://{about['USER']}:{about['PASSWORD']}@{about['HOST']}:{about['PORT']}/{about['NAME']}"
    copy = folder / "db.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    return f"sqlite:///{copy}"


class SiteProcess:
    """Evaluates Python expressions in a process of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings"} | environment,
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
def site_processes(folder: Path, count: int, **variables: str) -> Iterator[list[SiteProcess]]:
    """So many processes on this test's database, with ``variables`` in their environment."""
    environment = {
        "DATABASE_URL": database_url(folder),
        "DATA_DIR": str(folder),
        "VERSIONS_DIR": str(folder),
    } | variables
    processes = []
    try:
        for _ in range(count):
            processes.append(SiteProcess(environment))
        assert [process.said() for process in processes] == ["ready"] * count
        yield processes
    finally:
        for process in processes:
            process.kill()
