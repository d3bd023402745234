"""The site as a running server with its sample, and Node.js with the locked packages, for clients of other makers."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
STARTING = 60
#: So that lists have pages: beside the sample's one article, by file name.
MORE_ARTICLES = {
    "second.txt": "مقال ثان\nمقدمة قصيرة للمقال الثاني.\n## قسم منه\nفقرة عن Facebook في القسم.\n",
    "third.txt": "مقال ثالث\nمقدمة قصيرة للمقال الثالث.\n## قسم منه\nفقرة أخرى في القسم.\n",
}


@pytest.fixture(scope="session")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base address, without a final slash, of granian with the sample and two more articles."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "LOCAL": "true",
        "SECRET_KEY": "for-tests-only",
        "BASE_URL": url,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "CACHE_URL": "locmemcache://",
        "RATE_LIMIT": "0",
    }
    articles = folder / "articles"
    articles.mkdir()
    for name, text in MORE_ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    for command in (["migrate", "--verbosity", "0"], ["load_sample"], ["import_article", str(articles)]):
        _completed([sys.executable, "manage.py", *command], ROOT, environment)
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws", "--blocking-threads", "4"]
    with (folder / "granian.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", *options, "cms.wsgi:application"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(url, server, folder / "granian.log")
            yield url
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="session")
def graphql_url(site_url: str) -> str:
    """The address of the running endpoint."""
    return f"{site_url}/graphql/"


@pytest.fixture(scope="session")
def asked(graphql_url: str) -> Callable[..., Any]:
    """Posts an operation to the running site and gives its `data`."""

    def ask(query: str, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(graphql_url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            told = json.load(answer)
        assert "errors" not in told, told
        return told["data"]

    return ask


@pytest.fixture(scope="session")
def sdl() -> Path:
    """The committed schema."""
    return ROOT / "cms" / "graphql" / "schema.graphql"


@pytest.fixture(scope="session")
def examples() -> tuple[Path, ...]:
    """The documents that the explorer offers."""
    return tuple(sorted((ROOT / "cms" / "graphql" / "examples").glob("*.graphql")))


@pytest.fixture(scope="session")
def packages(pytestconfig: pytest.Config) -> Path:
    """A folder with this one's scripts and the locked packages, outside the tree.

    Packages are installed once for each lock file. Skips where Node.js is missing, fails in CI.
    """
    if not (shutil.which("node") and shutil.which("npm")):
        reason = "Node.js and npm are not on this machine: the clients of other makers cannot be run."
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    place = pytestconfig.cache.mkdir("clients")
    shutil.copytree(FOLDER, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    _install(place, pytestconfig)
    return place


@pytest.fixture(scope="session")
def node(packages: Path) -> Callable[..., Any]:
    """Runs a script of this folder; gives the JSON that it prints."""

    def run(script: str, *arguments: str) -> Any:
        return json.loads(_completed(["node", script, *arguments], packages))

    return run


@pytest.fixture(scope="session")
def tool(packages: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a program of the locked packages, named by its file, in a folder below ``packages``."""

    def run(program: str, *arguments: str, folder: str, **variables: str) -> subprocess.CompletedProcess[str]:
        command = ["node", str(packages / "node_modules" / program), *arguments]
        environment = os.environ | {"NO_COLOR": "1"} | variables
        return _run(command, packages / folder, environment)

    return run


def _install(place: Path, config: pytest.Config) -> None:
    lock = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    installed = place / ".installed"
    if installed.exists() and installed.read_text() == lock:
        return
    begun = time.monotonic()
    _completed(["npm", "ci", "--ignore-scripts"], place)
    installed.write_text(lock)
    size = sum(path.lstat().st_size for path in (place / "node_modules").rglob("*"))
    with config.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
        print(f"\nnpm ci: {time.monotonic() - begun:.0f} s, {size / 1e6:.0f} MB")


def _run(
    command: list[str], folder: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=180, check=False
    )


def _completed(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> str:
    """What ``command`` prints; the test fails with its whole output where it fails."""
    done = _run(command, folder, environment)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + STARTING
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{url}/graphql/?query=%7B__typename%7D", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"The site did not start:\n{log.read_text()}")
