"""The two sites, and the ways in which they and their peers are served."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .peers.peer import Peer
from .wrk import BenchmarkError

ROOT = Path(__file__).resolve().parents[2]
#: Commands of servers; each is given its port in place of the braces.
GRANIAN = (
    *(sys.executable, "-m", "granian", "--host", "127.0.0.1", "--port", "{port}"),
    *("--interface", "wsgi", "--no-ws", "--log-level", "warning"),
)
GUNICORN = (
    *(sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:{port}"),
    *("--log-level", "warning", "--no-control-socket"),
)
THREADS = 4


@dataclass(frozen=True, slots=True)
class Site:
    """A Django project that holds the generated content, in a database and a folder of its own."""

    name: str
    endpoint: str
    application: str
    loader: str
    environment: Mapping[str, str]
    folder: Path = ROOT

    def prepare(self, articles: int) -> None:
        """Create the tables and load the content."""
        self.run("-m", "django", "migrate", "--verbosity", "0")
        self.run("-m", self.loader, str(articles))

    def run(self, *arguments: str, feed: str | None = None, settings: Mapping[str, str] | None = None) -> str:
        """What ``python ARGUMENTS`` prints inside the site. Raises BenchmarkError where that fails; it says why."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment({**self.environment, **(settings or {})}),
            input=feed,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchmarkError(
                f"The {self.name} site: python {' '.join(arguments)} failed; its messages stand above."
            )
        return done.stdout


@dataclass(frozen=True, slots=True)
class Way:
    """A site, a peer, or the bare application, as one kind of server with its settings."""

    key: str
    label: str
    site: Site | Peer | None
    command: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.site.folder if self.site else ROOT

    @property
    def environment(self) -> dict[str, str]:
        return environment({**(self.site.environment if self.site else {}), **self.settings})


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process: this one's, with ``settings`` and no warnings on standard error."""
    return {**os.environ, "PYTHONWARNINGS": "ignore", **settings}


def sites(urls: Mapping[str, str], folder: Path) -> tuple[Site, Site]:
    """The site compared with, and this one."""
    tutorial = Site(
        "tutorial",
        "/api/graphql/",
        "tests.benchmarks.tutorial.wsgi:application",
        "tests.benchmarks.tutorial.load",
        {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.tutorial.settings", "DATABASE_URL": urls["tutorial"]},
    )
    shabakat = Site(
        "shabakat",
        "/graphql/",
        "cms.wsgi:application",
        "tests.benchmarks.load",
        {
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "DATABASE_URL": urls["shabakat"],
            "CACHE_URL": "locmemcache://",
            "DATA_DIR": str(folder / "shabakat"),
            "SECRET_KEY": "for-benchmarks-only",
            "LOCAL": "true",
            "DEBUG": "false",
            "RATE_LIMIT": "0",
        },
    )
    return tutorial, shabakat


def ways(tutorial: Site, shabakat: Site, peers: Sequence[Peer], workers: int) -> tuple[Way, ...]:
    """How all are served, with as many processes each: the tutorial, this site with less and more kept, the bound,
    the peers.
    """
    granian = (*GRANIAN, "--workers", str(workers), "--blocking-threads", str(THREADS))
    gunicorn = (*GUNICORN, "--workers", str(workers))
    ours = (*granian, shabakat.application)
    return (
        Way("tutorial", "tutorial Wagtail + Grapple", tutorial, (*gunicorn, tutorial.application)),
        Way("miss", "Shabakat, no caches", shabakat, ours, {"ANSWER_CACHE_BYTES": "0", "ROW_CACHE_BYTES": "0"}),
        Way("warm", "Shabakat, rows kept", shabakat, ours, {"ANSWER_CACHE_BYTES": "0"}),
        Way("hit", "Shabakat, answers kept", shabakat, ours),
        Way("bare", "bare granian", None, (*granian, "tests.benchmarks.bare:application")),
        *(Way(peer.name, peer.label, peer, peer.command(workers)) for peer in peers),
    )
