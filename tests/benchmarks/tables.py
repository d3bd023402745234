"""The figures as Markdown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

from .measuring import Sample, Samples
from .operations import Operation
from .sites import Way


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ratios(ways: Sequence[Way], operations: Sequence[Operation], samples: Samples, base: str) -> str:
    """Requests per second as multiples of ``base`` in the same round: the median, and from the least to the most."""

    def cell(way: Way, operation: Operation) -> str:
        own = samples[way.key, operation.key]
        if way.key == base:
            return _rate(own)
        return _ratio(own, samples[base, operation.key])

    return _by_way(ways, operations, cell)


def multiples(way: Way, of: Sequence[Way], operations: Sequence[Operation], samples: Samples) -> str:
    """Requests per second of ``way``, and as multiples of each of the others in the same round, with the spread."""

    def cell(other: Way, operation: Operation) -> str:
        own = samples[way.key, operation.key]
        return _rate(own) if other is way else _ratio(own, samples[other.key, operation.key])

    return _by_way([way, *of], operations, cell)


def costs(ways: Sequence[Way], operations: Sequence[Operation], samples: Samples) -> str:
    """Milliseconds of processor time that a request costs the server's processes, the database's not among them."""
    return _by_way(ways, operations, lambda way, operation: _median(samples, way, operation, lambda one: one.cpu_ms, 3))


def statements(ways: Sequence[Way], operations: Sequence[Operation], counts: Mapping[str, Mapping[str, int]]) -> str:
    """SQL statements of one request."""
    return _by_way(ways, operations, lambda way, operation: str(counts[way.key][operation.key]))


def published(ways: Sequence[Way], operations: Sequence[Operation], samples: Samples) -> str:
    """Articles published a second meanwhile."""
    return _by_way(
        ways, operations, lambda way, operation: _median(samples, way, operation, lambda one: one.published, 1)
    )


def memory(ways: Sequence[Way], weights: Mapping[str, tuple[float, float]]) -> str:
    """Megabytes of memory, after all runs."""
    head = ["Memory, MB", "all processes (PSS)", "largest process (RSS)"]
    return table(head, ([way.label, *(f"{figure:.0f}" for figure in weights[way.key])] for way in ways))


def _by_way(ways: Sequence[Way], operations: Sequence[Operation], cell: Callable[[Way, Operation], str]) -> str:
    """A row for each way; a dash where it was not asked."""

    def shown(way: Way, operation: Operation) -> str:
        return cell(way, operation) if way.site is None or operation.asked_of(way.site.name) else "–"

    head = ["", *(operation.key for operation in operations)]
    return table(head, ([way.label, *(shown(way, operation) for operation in operations)] for way in ways))


def _median(samples: Samples, way: Way, operation: Operation, figure: Callable[[Sample], float], digits: int) -> str:
    return f"{median(map(figure, samples[way.key, operation.key])):.{digits}f}"


def _rate(own: Sequence[Sample]) -> str:
    return f"1 ({median(sample.rate for sample in own):,.0f} requests/s)"


def _ratio(own: Sequence[Sample], others: Sequence[Sample]) -> str:
    return _spread([one.rate / other.rate for one, other in zip(own, others, strict=True)])


def _spread(values: Sequence[float]) -> str:
    digits = 2 if median(values) < 10 else 0
    middle, least, most = (f"{value:,.{digits}f}" for value in (median(values), min(values), max(values)))
    return f"×{middle} ({least}–{most})" if len(values) > 1 else f"×{middle}"
