"""Runs of the import, in this process and in others."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "import_scripts" / "sample" / "article.txt"
SOURCE = ROOT.parent / "shared" / "source" / "social-networks.txt"

TEXT = """# مقال عن الشبكات
تمهيد المقال.

## {definition} ما الشبكات
يكثر الناس على فيسبوك.

## {importance} لماذا تهم
تجمع الناس.

## {other} خاتمة
كلمة أخيرة.
"""


@pytest.fixture(
    params=[
        pytest.param(SAMPLE, id="sample"),
        pytest.param(
            SOURCE, id="source", marks=pytest.mark.skipif(not SOURCE.exists(), reason=f"{SOURCE.name} is not here")
        ),
    ]
)
def article_file(request: pytest.FixtureRequest) -> Path:
    """The bundled sample, and the source text where it is at hand."""
    return request.param


@pytest.fixture
def text() -> str:
    """A short article of three sections."""
    return TEXT


@pytest.fixture
def run(db: None) -> Callable[..., SimpleNamespace]:
    """Run a command; answer its exit code, output and error output."""

    def run_command(name: str, *arguments: object) -> SimpleNamespace:
        out, err = StringIO(), StringIO()
        code = 0
        try:
            call_command(name, *map(str, arguments), stdout=out, stderr=err)
        except SystemExit as exit_:
            code = exit_.code
        return SimpleNamespace(code=code, out=out.getvalue(), err=err.getvalue())

    return run_command


@pytest.fixture
def import_text(
    article_index: Any, tmp_path: Path, run: Callable[..., SimpleNamespace]
) -> Callable[..., dict[str, tuple[str, str]]]:
    """Import a text under the key "article"; answer status and detail of each item by its title."""

    def do_import(text: str, *options: str) -> dict[str, tuple[str, str]]:
        file = tmp_path / "article.txt"
        file.write_text(text, "utf-8")
        result = run("import_article", file, "--format", "json", *options)
        assert result.code == 0, result.out
        return {item["item"]: (item["status"], item["detail"]) for item in json.loads(result.out)["items"]}

    return do_import


@dataclass(frozen=True)
class Scratch:
    """A database of its own with the sample in it, for processes of their own."""

    environment: dict[str, str]

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
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
