"""Varnish and nginx as their makers ship them, in front of a site and with the files that the site brings for them."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import cms.caching

FOLDER = Path(cms.caching.__file__).parent
#: What nginx needs around the file that is included; everything is below the folder in which it runs.
AROUND = """
daemon off;
error_log stderr notice;
pid nginx.pid;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include site.conf;
}}
"""


@dataclass(frozen=True)
class Got:
    """An answer, and whether it came from the cache."""

    body: str
    is_hit: bool
    headers: dict[str, str]


@dataclass(frozen=True)
class Front:
    """A cache in front of the site."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, query: str) -> Got:
        """The answer to a GraphQL operation by GET."""
        status, _, headers, body = self.send("GET", f"/graphql/?query={quote(query)}", Accept="application/json")
        assert status == 200, body
        # nginx says so; Varnish names the request that brought the answer beside the one that got it.
        is_hit = headers.get("X-Cache") == "HIT" or len(headers.get("X-Varnish", "").split()) == 2
        return Got(body, is_hit, headers)

    def send(self, method: str, path: str, **headers: str) -> tuple[int, str, dict[str, str], str]:
        link = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            link.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = link.getresponse()
            return answer.status, answer.reason, dict(answer.getheaders()), answer.read().decode()
        finally:
            link.close()


@contextmanager
def varnish_before(site: str, folder: Path, port: int | None = None) -> Iterator[Front]:
    """Varnish before the ``HOST:PORT`` of a site. Skips where it is not installed."""
    program = _program("varnishd", "varnish")
    rules = (FOLDER / "varnish.vcl").read_text()
    assert rules.count('"8000"') == 1
    (folder / "site.vcl").write_text(rules.replace('"8000"', f'"{site.partition(":")[2]}"'))
    front = Front(port or free_port())
    storage = ["-s", "malloc,20m", "-n", str(folder / "varnish")]
    command = [program, "-F", "-j", "none", "-f", str(folder / "site.vcl"), "-a", f"127.0.0.1:{front.port}", *storage]
    with running(command, front.port, folder / "log"):
        yield front


@contextmanager
def nginx_before(site: str, folder: Path, port: int | None = None) -> Iterator[Front]:
    """nginx before the ``HOST:PORT`` of a site. Skips where it is not installed."""
    program = _program("nginx", "nginx")
    front = Front(port or free_port())
    rules = (FOLDER / "nginx.conf").read_text()
    for shipped, here in (
        ("/var/cache/shabakat", str(folder / "cache")),
        ("127.0.0.1:8000", site),
        ("listen 80;", f"listen 127.0.0.1:{front.port};"),
    ):
        assert shipped in rules
        rules = rules.replace(shipped, here)
    (folder / "cache").mkdir()
    (folder / "site.conf").write_text(rules)
    (folder / "nginx.conf").write_text(AROUND.format(user="user root;" if os.geteuid() == 0 else ""))
    with running([program, "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"], front.port, folder / "log"):
        yield front


def _program(name: str, package: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if not found:
        pytest.skip(f"{name} is not on this machine: apt-get install {package}")
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, log: Path, **options: Any) -> Iterator[None]:
    """A server for the time of the block, from when it listens on ``port``."""
    with log.open("w") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, **options)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(90)  # a busy machine takes its time to end
