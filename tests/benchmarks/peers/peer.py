"""Peers: what they are, how their packages are installed, how they are filled and served."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..wrk import BenchmarkError
from .feed import feed

HERE = Path(__file__).parent
#: Peers by the names of their folders: what they call themselves, and the package that has their version.
PRODUCTS = {
    "strapi": ("Strapi", "@strapi/strapi"),
    "directus": ("Directus", "directus"),
    "payload": ("Payload", "payload"),
    "postgraphile": ("PostGraphile", "postgraphile"),
}


#: Connections of a process to PostgreSQL, which grants 100 to all unless told otherwise; wrk keeps it to four requests.
POOL_SIZE = "6"


@dataclass(frozen=True, slots=True)
class Peer:
    """A system on Node.js that holds the generated content in a database of its own.

    Its folder beside this file is copied into ``folder``, where its packages are installed and its script ``build`` is
    run if it has one. ``load.js DOCUMENT`` there creates its tables and fills them; ``serve.js`` exports
    ``serve(port)``.
    """

    name: str
    folder: Path
    environment: Mapping[str, str]
    endpoint: str = "/graphql"

    @property
    def label(self) -> str:
        """The product's name and version."""
        title, package = PRODUCTS[self.name]
        return f"{title} {json.loads(self._packages)['dependencies'][package]}"

    def command(self, processes: int) -> tuple[str, ...]:
        """The command that serves it, in its folder."""
        return (str(self._node), "../cluster.mjs", "{port}", str(processes))

    def prepare(self, articles: int) -> None:
        """Create the tables and load the content. Raises BenchmarkError where that fails; messages tell why."""
        document = self.folder / "content.json"
        document.write_text(feed(articles), encoding="utf-8")
        self._run(str(self._node), "load.js", document.name, environment=self.environment)

    def install(self) -> None:
        """Bring the files of the peer into ``folder``; where any changed, install its packages and build it."""
        shutil.copytree(HERE / self.name, self.folder, dirs_exist_ok=True)
        shutil.copy(HERE / "cluster.mjs", self.folder.parent)
        installed = self.folder / "node_modules" / ".installed"
        if installed.exists() and installed.read_text(encoding="utf-8") == self._files:
            return
        if shutil.which("npm") is None:
            raise BenchmarkError("Peers need Node.js and npm: install them (Debian: apt-get install nodejs npm).")
        print(f"Installing {self.label}", file=sys.stderr, flush=True)
        quiet = ("--no-audit", "--no-fund", "--loglevel", "error")
        self._run("npm", "install", "--no-package-lock", "--ignore-scripts", *quiet)
        self._run("npm", "rebuild", "node", *quiet)
        self._run("npm", "run", "build", "--if-present", *quiet)
        installed.write_text(self._files, encoding="utf-8")

    @property
    def _packages(self) -> str:
        return (HERE / self.name / "package.json").read_text(encoding="utf-8")

    @property
    def _files(self) -> str:
        files = sorted(file for file in (HERE / self.name).rglob("*") if file.is_file())
        return "".join(file.read_text(encoding="utf-8") for file in files)

    @property
    def _node(self) -> Path:
        return self.folder / "node_modules" / ".bin" / "node"

    def _run(self, *command: str, environment: Mapping[str, str] | None = None) -> None:
        merged = {**os.environ, **(environment or {})}
        done = subprocess.run(command, cwd=self.folder, env=merged, stdout=sys.stderr, check=False)
        if done.returncode:
            raise BenchmarkError(f"{self.name}: {' '.join(command)} failed; its messages stand above.")


def peers(urls: Mapping[str, str], folder: Path) -> tuple[Peer, ...]:
    """Those peers that have a database in ``urls``, each in its folder below ``folder``."""
    return tuple(
        Peer(name, folder / name, {"DATABASE_URL": urls[name], "POOL_SIZE": POOL_SIZE, "NODE_ENV": "production"})
        for name in PRODUCTS
        if name in urls
    )
