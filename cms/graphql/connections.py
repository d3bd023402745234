"""Relay connections over querysets: pages by keyset, so that cursors hold while rows are added.

Specification: relay.dev/graphql/connections.htm. Every queryset has an order that ends in a unique key; a cursor holds
the values of that order at its row.
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db.models import Expression, F, Field, Model, Q, QuerySet

from .errors import BadUserInput

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100

#: The longest title or name; and characters that no database keeps.
_LONGEST_TEXT = 255
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

#: What reading a cursor raises that this site has not made.
_NO_CURSOR = (ValueError, TypeError, OverflowError, RecursionError, ValidationError)

ARGUMENTS: dict[str, graphene.Argument] = {
    "first": graphene.Argument(graphene.Int, description="How many items from the start, 1 to 100."),
    "after": graphene.Argument(graphene.String, description="Only items after the one with this cursor."),
    "last": graphene.Argument(graphene.Int, description="How many items from the end, 1 to 100."),
    "before": graphene.Argument(graphene.String, description="Only items before the one with this cursor."),
}


@dataclass(frozen=True, slots=True)
class Key:
    """One value of an order, under the name by which rows carry it."""

    name: str
    expression: Expression
    descending: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the row itself that the value comes from."""
        parts = [self.expression] if isinstance(self.expression, F) else self.expression.get_source_expressions()
        return tuple(part.name for part in parts if isinstance(part, F))


Order = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """What a client asked for: ``size`` items from one end, between two cursors."""

    size: int
    backward: bool = False
    after: str | None = None
    before: str | None = None

    @property
    def has_cursor(self) -> bool:
        return self.after is not None or self.before is not None

    @classmethod
    def of(cls, arguments: dict[str, Any], default: int = PAGE_SIZE) -> "Slice":
        """Raises BadUserInput for sizes out of range and for ``first`` together with ``last``."""
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            raise BadUserInput("Give `first` or `last`, not both.")
        for name, size in (("first", first), ("last", last)):
            if size is not None and not 1 <= size <= MAX_PAGE_SIZE:
                raise BadUserInput(f"`{name}` is {size}; it can be 1 to {MAX_PAGE_SIZE}.")
        size = next((given for given in (first, last) if given is not None), default)
        return cls(size, last is not None, arguments.get("after"), arguments.get("before"))


#: The primary key of a row in a list, and the values of the order there, which its cursor holds.
Entry = tuple[int, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Item:
    """A row in its list, with the values of the order there."""

    row: Any
    place: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Items of a list in their order, and whether others follow and precede."""

    items: Sequence[Item]
    has_next_page: bool
    has_previous_page: bool


class Connection:
    """A page of a list, which is read when anything of it is asked for. ``total`` counts when that is."""

    def __init__(self, read: Callable[[], Part], total: Callable[[], int]) -> None:
        self._read = read
        self.total = total

    @cached_property
    def part(self) -> Part:
        return self._read()

    @property
    def nodes(self) -> list[Any]:
        return [item.row for item in self.part.items]

    @property
    def cursors(self) -> list[str]:
        return [encode(item.place) for item in self.part.items]


def ordered(queryset: QuerySet, order: Order) -> QuerySet:
    """The rows with the values of ``order`` on each."""
    return queryset.annotate(**{key.name: key.expression for key in order})


def between(queryset: QuerySet, order: Order, wanted: Slice) -> QuerySet:
    """The ordered rows that lie between the cursors of ``wanted``. Raises BadUserInput for a cursor of another list."""
    for name, cursor, forward in (("after", wanted.after, True), ("before", wanted.before, False)):
        if cursor is None:
            continue
        fields = [queryset.query.annotations[key.name].output_field for key in order]
        try:
            values = [_typed(field, value) for field, value in zip(fields, _values(cursor), strict=True)]
        except _NO_CURSOR:
            raise BadUserInput(f"`{name}` is no cursor of this list; use one from `edges` or `pageInfo`.") from None
        queryset = queryset.filter(_beyond(order, values, forward))
    return queryset


def sorting(order: Order, backward: bool) -> list[str]:
    """What ``order_by`` takes."""
    return [f"-{key.name}" if key.descending is not backward else key.name for key in order]


def entry(row: Model, order: Order) -> Entry:
    """What a list keeps of a row that carries the values of ``order``."""
    return row.pk, tuple(getattr(row, key.name) for key in order)


def page(read: Callable[[], Sequence[Item]], wanted: Slice, total: Callable[[], int]) -> Connection:
    """The connection of the items that ``read`` gives in the direction of ``wanted``, one more than it asks for.

    Raises BadUserInput for a cursor of another list.
    """

    def part() -> Part:
        items = read()
        more = len(items) > wanted.size
        kept = list(items[: wanted.size])
        if wanted.backward:
            kept.reverse()
        return Part(
            items=kept,
            has_next_page=wanted.before is not None if wanted.backward else more,
            has_previous_page=more if wanted.backward else wanted.after is not None,
        )

    connection = Connection(part, total)
    if wanted.has_cursor:
        _ = connection.part
    return connection


def encode(values: Sequence[Any]) -> str:
    return urlsafe_b64encode(json.dumps(values, default=str, separators=(",", ":")).encode()).decode().rstrip("=")


def _values(cursor: str) -> list[Any]:
    values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not isinstance(values, list) or not all(map(_comparable, values)):
        raise ValueError
    return values


def _comparable(value: Any) -> bool:
    """Whether every database can compare a column with ``value``."""
    match value:
        case str():
            return len(value) <= _LONGEST_TEXT and _UNSTORABLE.search(value) is None
        case bool():
            return False
        case int():
            return abs(value) < 2**63
    return False


def _typed(field: Field, value: Any) -> Any:
    """``value`` as rows of ``field`` have it. Raises what is in _NO_CURSOR for what no row can have given."""
    typed = field.to_python(value)
    if isinstance(typed, datetime):
        typed = typed.astimezone(UTC)
    if encode([typed]) != encode([value]):
        raise ValueError
    return typed


def _beyond(order: Order, values: list[Any], forward: bool) -> Q:
    """Rows strictly past ``values``: past the first, or equal there and past the second, and so on.

    That none is before the first says nothing new, but bounds a range of an index.
    """
    first = "lte" if order[0].descending is forward else "gte"
    condition, equal = Q(), Q()
    for key, value in zip(order, values, strict=True):
        comparison = "lt" if key.descending is forward else "gt"
        condition |= equal & Q(**{f"{key.name}__{comparison}": value})
        equal &= Q(**{key.name: value})
    return Q(**{f"{order[0].name}__{first}": values[0]}) & condition


def numbered(items: Sequence[Any], wanted: Slice, rows: Callable[[Sequence[Any]], Sequence[Any]]) -> Connection:
    """The page of a ranked list whose cursors hold places; ``rows`` gives the nodes of the items kept."""
    start = 0 if wanted.after is None else _place(wanted.after, "after") + 1
    stop = len(items) if wanted.before is None else min(_place(wanted.before, "before"), len(items))
    if wanted.backward:
        first, last = max(start, stop - wanted.size), stop
    else:
        first, last = start, min(stop, start + wanted.size)
    nodes = rows(items[first:last])
    part = Part(
        items=[Item(node, [first + offset]) for offset, node in enumerate(nodes)],
        has_next_page=last < len(items),
        has_previous_page=first > 0 and bool(items),
    )
    return Connection(lambda: part, lambda: len(items))


def _place(cursor: str, name: str) -> int:
    try:
        (place,) = _values(cursor)
    except _NO_CURSOR:
        place = None
    if not isinstance(place, int) or place < 0:
        raise BadUserInput(f"`{name}` is no cursor of this list; use one from `edges` or `pageInfo`.")
    return place
