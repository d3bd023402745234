"""Databases of the benchmark's own, made before it and dropped after it."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql


@contextmanager
def databases(server: str | None, folder: Path, names: Sequence[str]) -> Iterator[dict[str, str]]:
    """Addresses, by name, of new empty databases: on ``server``, or in ``folder`` as SQLite where there is none.

    ``server`` is an address of PostgreSQL such as ``postgres://user@host:5432``, whose user may create databases.
    """
    if server is None:
        yield from _in_folder(folder, names)
        return
    base = server.rstrip("/")
    made: list[str] = []
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        try:
            for name in names:
                database = f"shabakat_bench_{os.getpid()}_{name}"
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
                made.append(database)
            yield {name: f"{base}/{database}" for name, database in zip(names, made, strict=True)}
        finally:
            for database in made:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))


def _in_folder(folder: Path, names: Sequence[str]) -> Iterator[dict[str, str]]:
    files = {name: folder / f"{name}.sqlite3" for name in names}
    try:
        for file in files.values():
            file.unlink(missing_ok=True)
        yield {name: f"sqlite:///{file}" for name, file in files.items()}
    finally:
        for file in files.values():
            for part in file.parent.glob(f"{file.name}*"):
                part.unlink()


def analyse(url: str) -> None:
    """Bring the planner's statistics up to date; nobody else may do it while the benchmark runs."""
    if url.startswith("sqlite:///"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            connection.execute("ANALYZE")
        connection.close()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def version_of(server: str | None) -> str:
    """What the databases run on, in words."""
    if server is None:
        return f"SQLite {sqlite3.sqlite_version}"
    with psycopg.connect(f"{server.rstrip('/')}/postgres") as connection:
        return f"PostgreSQL {connection.info.parameter_status('server_version').split()[0]}"
