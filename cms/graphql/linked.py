"""Rows that others name, found from whichever side is shorter: a few by their keys, many row by row."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Exists, Expression, OuterRef, Q, QuerySet

from pages.querysets import row_by_row

#: Up to so many links are gone through for the rows that they name. Of more, each row is asked for its own, which finds
#: enough rows soon in whatever order they come.
FEW = 1_000


class Linked(Expression):
    """A condition on rows: ``by_keys`` says it for the keys that ``links`` hold, ``by_row`` for many links.

    Databases guess how many there are, and guess wrong beyond a join. So the keys are read, no further than ``FEW``,
    once it is asked how many there are or the condition becomes part of a query: one query more. Each answer that is
    kept makes a condition of its own, for that query tells what the answer was made of.
    """

    #: Whether all rows are gone through anyway, so that many links are read at once too, and not row by row.
    of_all = False
    conditional = True
    output_field = BooleanField()

    def __init__(self, links: QuerySet, by_keys: Callable[[Any], Q], by_row: Callable[[], Q]) -> None:
        super().__init__()
        self._links = links
        self._by_keys = by_keys
        self._by_row = by_row

    @cached_property
    def _keys(self) -> list[Any]:
        return list(self._links[: FEW + 1])

    @property
    def are_few(self) -> bool:
        return len(self._keys) <= FEW

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Any:
        if self.are_few:
            condition = self._by_keys(self._keys)
        else:
            condition = Q(row_by_row(self._by_keys(self._links) if self.of_all else self._by_row()))
        return condition.resolve_expression(query, *args, **kwargs)


def for_all(condition: Q) -> Q:
    """The same condition, for whoever goes through all rows."""
    for part in condition.children:
        if isinstance(part, Linked):
            part.of_all = True
        elif isinstance(part, Q):
            for_all(part)
    return condition


def names_few(condition: Q) -> bool:
    """Whether all rows that meet ``condition`` are among a few that it names by their keys."""
    parts = (
        part.are_few if isinstance(part, Linked) else isinstance(part, Q) and names_few(part)
        for part in condition.children
    )
    return not condition.negated and (all(parts) if condition.connector == Q.OR else any(parts))


def linked(links: QuerySet, column: str) -> Q:
    """Rows whose key ``column`` of any of ``links`` holds."""
    links = links.order_by()
    named = Exists(links.filter(**{column: OuterRef("pk")}))
    return Q(Linked(links.values_list(column, flat=True), lambda keys: Q(pk__in=keys), lambda: Q(named)))
