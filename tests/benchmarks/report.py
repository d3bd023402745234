"""All figures of a benchmark as one Markdown document."""

import os
import platform
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from . import tables
from .databases import version_of
from .measuring import Samples
from .operations import Operation
from .peers.peer import Peer
from .publisher import PUBLISHED_A_SECOND
from .sites import Site, Way
from .wrk import CONNECTIONS


@dataclass(frozen=True, slots=True)
class Figures:
    """All that one benchmark has found. ``publishing`` is empty where nothing was published."""

    ways: tuple[Way, ...]
    statements: Mapping[str, Mapping[str, int]]
    quiet: Samples
    publishing: Samples
    memory: Mapping[str, tuple[float, float]]


def report(options: Namespace, asked: Sequence[Operation], figures: Figures) -> str:
    """What was done, and the tables of what was found."""
    timed = [operation for operation in asked if operation.key in options.only]
    of_sites = [way for way in figures.ways if isinstance(way.site, Site)]
    asked_too = [way for way in figures.ways if isinstance(way.site, Peer)]
    parts = [
        f"# Benchmark\n\n{_circumstances(options)}",
        "\n".join(f"- {operation.key}: {operation.meaning}" for operation in asked),
        *_against_tutorial(figures, timed, [*of_sites, *asked_too]),
        *_against_peers(figures, timed, asked_too),
        *_against_bare(figures, timed),
        *_while_publishing(figures, timed),
        "## Processor time of the server's processes for a request, ms",
        tables.costs(figures.ways, timed, figures.quiet),
        "## SQL statements of a request",
        tables.statements(of_sites, asked, figures.statements),
        "## Memory",
        tables.memory(figures.ways, figures.memory),
    ]
    return "\n\n".join(parts) + "\n"


def _circumstances(options: Namespace) -> str:
    database = version_of(os.environ.get("BENCH_DATABASE_URL") or None)
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "Wagtail", "wagtail-grapple", "granian"))
    return (
        f"{options.articles} articles with five sections each; {options.workers} processes a server, {CONNECTIONS} "
        f"connections;\n{options.rounds} rounds of {options.seconds} s, servers in turn. "
        f"Python {platform.python_version()}, {packages},\n{database}; {os.cpu_count()} cores for server, database "
        "and client.\nAll gave equal answers to what they were asked. Only ratios within a table mean anything."
    )


def _against_tutorial(figures: Figures, timed: Sequence[Operation], ways: Sequence[Way]) -> list[str]:
    if "tutorial" not in {way.key for way in ways}:
        return []
    heading = "## Requests per second, in multiples of the tutorial site: median (least–most)"
    return [heading, tables.ratios(ways, timed, figures.quiet, "tutorial")]


def _against_bare(figures: Figures, timed: Sequence[Operation]) -> list[str]:
    ways = [way for way in figures.ways if way.key in {"hit", "bare"}]
    if "bare" not in {way.key for way in ways}:
        return []
    heading = "## Hits, in shares of a bare application on the same server that answers with as many bytes"
    return [heading, tables.ratios(ways, timed, figures.quiet, "bare")]


def _against_peers(figures: Figures, timed: Sequence[Operation], peers: Sequence[Way]) -> list[str]:
    ours = [way for way in figures.ways if way.site and way.site.name == "shabakat"]
    if not peers:
        return []
    parts = ["## Requests per second of this site, in multiples of its peers: median (least–most)"]
    for way in ours:
        parts.append(tables.multiples(way, peers, timed, figures.quiet))
    return parts


def _while_publishing(figures: Figures, timed: Sequence[Operation]) -> list[str]:
    ways = [way for way in figures.ways if (way.key, timed[0].key) in figures.publishing]
    if not ways:
        return []
    return [
        f"## The same while {PUBLISHED_A_SECOND} articles a second are published",
        tables.ratios(ways, timed, figures.publishing, "tutorial"),
        "Articles published a second meanwhile:",
        tables.published(ways, timed, figures.publishing),
    ]
