"""Databases of their own that hold the sample, for programs in processes of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from environ import Env
from wagtail.models import Site

from cms.caching import journal
from cms.caching.memory import versions
from cms.graphql import shelf
from cms.graphql.compiled import known
from pages import roots

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Scratch:
    """A database of its own with the sample in it, for processes of their own."""

    environment: dict[str, str]

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: object) -> str:
        process = self.start(*arguments)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out


FILL = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_sample", verbosity=0)
"""


def _environment(database_url: str, data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "DATABASE_URL": database_url,
        "CACHE_URL": "locmemcache://",
        "DATA_DIR": str(data),
        "VERSIONS_DIR": str(data),
        "LOCAL": "true",
        "SECRET_KEY": "for-tests-only",
    }


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Scratch]]:
    """Make scratch databases, each a copy of one that holds the sample."""
    folder = tmp_path_factory.mktemp("scratch")
    database = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        Scratch(_environment(f"sqlite:///{folder / 'filled.sqlite3'}", folder)).run("-c", FILL)

        def copy(name: str) -> Scratch:
            shutil.copy(folder / "filled.sqlite3", folder / name)
            return Scratch(_environment(f"sqlite:///{folder / name}", folder))

        yield copy
        return
    import psycopg

    server = {key: database[name] for key, name in (("host", "HOST"), ("port", "PORT"), ("user", "USER"))}
    password = database["PASSWORD"]
    url = f"postgres://{server['user']}:{password}@{server['host']}:{server['port'] or 5432}"
    made: list[str] = []
    with psycopg.connect(**server, password=password or None, dbname="postgres", autocommit=True) as connection:

        def create(name: str, template: str) -> Scratch:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            made.append(name)
            return Scratch(_environment(f"{url}/{name}", folder))

        prefix = f"scratch_{os.getpid()}"
        create(f"{prefix}_filled", "template1").run("-c", FILL)
        yield lambda name: create(f"{prefix}_{name}", f"{prefix}_filled")
        for name in made:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def scratch(filled_database: Callable[[str], Scratch], request: pytest.FixtureRequest) -> Scratch:
    return filled_database(request.node.name.partition("[")[0][:30])


@pytest.fixture
def committing(scratch: Scratch, settings: Any, django_db_blocker: Any) -> Iterator[Scratch]:
    """This process works on the scratch database as well, outside of any transaction: what it commits is committed."""
    settings.DATA_DIR = settings.VERSIONS_DIR = scratch.environment["DATA_DIR"]
    usual = connections["default"]
    ours = usual.copy()
    ours.settings_dict = {**usual.settings_dict, **Env.db_url_config(scratch.environment["DATABASE_URL"])}
    with django_db_blocker.unblock():
        connections["default"] = ours
        _forget()
        try:
            yield scratch
        finally:
            ours.close()
            connections["default"] = usual
            _forget()


def _forget() -> None:
    """What this process knows of the rows of a database."""
    ContentType.objects.clear_cache()
    known.clear()
    Site.clear_site_root_paths_cache()
    roots._store.cache_clear()


@pytest.fixture
def keeping_rows(committing, settings, monkeypatch) -> None:
    """A process that has heard of all changes, as the server's do that follow the journal, and has kept nothing yet."""
    settings.ROW_CACHE_BYTES = 10_000_000
    monkeypatch.setattr(shelf._ROWS, "_stores", {})
    journal.look()
    versions().hear()
