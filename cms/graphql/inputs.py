"""Filter inputs and orderings: what a list may be narrowed by, and the orders in which it comes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import and_
from typing import Any

import graphene
from django.db.models import Model, Q, QuerySet

from .errors import BadUserInput
from .identity import key_of
from .visibility import public

#: Bounds of one filter: how deep `and`, `or` and `not` nest, how many conditions it has, how long a list of values is.
MAX_DEPTH, MAX_CONDITIONS, MAX_VALUES = 4, 30, 100

_LOOKUPS = {"eq": "exact", "in_": "in", "gt": "gt", "gte": "gte", "lt": "lt", "lte": "lte"}
_MEANINGS = {
    "eq": "Equals this.",
    "gt": "Comes after this.",
    "gte": "Is this or comes after it.",
    "lt": "Comes before this.",
    "lte": "Is this or comes before it.",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to filter by: the input that takes it, the condition that it makes, and what it is.

    Of what is asked ``of`` other rows, all at once, that function makes a condition on the rows of the list.
    """

    input_type: type[graphene.InputObjectType]
    condition: Callable[[Mapping[str, Any]], Q]
    description: str
    of: Callable[[Q], Q] | None = None


Criteria = Mapping[str, Criterion]


def by_id(model: type[Model]) -> Criterion:
    def condition(given: Mapping[str, Any]) -> Q:
        keys = [key_of(identifier, model) for identifier in _values(given)]
        return Q(pk__in=keys)

    return Criterion(_value_input("Id", graphene.ID), condition, "By id.")


def by_value(column: str, scalar: Any, description: str) -> Criterion:
    """By equality and, for numbers and dates, by comparison."""
    names = ("eq", "gt", "gte", "lt", "lte") if scalar in {graphene.Int, graphene.Date, graphene.DateTime} else ("eq",)
    return Criterion(_value_input(scalar._meta.name, scalar, names), _comparing(column), description)


def by_choice(column: str, enum: Any, description: str) -> Criterion:
    return Criterion(_value_input(enum._meta.name, enum), _comparing(column), description)


def by_reference(rows: type[Model], condition: Callable[[QuerySet], Q], description: str) -> Criterion:
    """By other objects, of which only public ones count: ``condition`` makes of them what a row must meet."""

    def referring(given: Mapping[str, Any]) -> Q:
        identifiers, slugs = given.get("ids") or (), given.get("slugs") or ()
        _count_values([*identifiers, *slugs])
        keys = [key_of(identifier, rows) for identifier in identifiers]
        return condition(public(rows._default_manager.filter(Q(pk__in=keys) | Q(slug__in=slugs))))

    return Criterion(ReferenceFilter, referring, description)


class ReferenceFilter(graphene.InputObjectType):
    """By any of these objects."""

    ids = graphene.List(graphene.NonNull(graphene.ID), description="Objects by their ids.")
    slugs = graphene.List(graphene.NonNull(graphene.String), description="Objects by their slugs.")


@cache
def _value_input(prefix: str, scalar: Any, comparisons: tuple[str, ...] = ("eq",)) -> type[graphene.InputObjectType]:
    fields: dict[str, Any] = {name: graphene.InputField(scalar, description=_MEANINGS[name]) for name in comparisons}
    values = graphene.List(graphene.NonNull(scalar))
    fields["in_"] = graphene.InputField(values, name="in", description="Is one of these.")
    return type(f"{prefix}Filter", (graphene.InputObjectType,), {"__doc__": "By value.", **fields})


def filter_input(name: str, criteria: Criteria) -> type[graphene.InputObjectType]:
    """The input over ``criteria``, which all must hold, with `and`, `or` and `not` over further such inputs."""
    several = graphene.List(graphene.NonNull(lambda: made))
    made: type[graphene.InputObjectType] = type(
        name,
        (graphene.InputObjectType,),
        {
            "__doc__": "Narrows a list; all that is given must hold.",
            "and_": graphene.InputField(several, name="and", description="All of these must hold."),
            "or_": graphene.InputField(several, name="or", description="At least one of these must hold."),
            "not_": graphene.InputField(lambda: made, name="not", description="This must not hold."),
            **{
                field: graphene.InputField(criterion.input_type, description=criterion.description)
                for field, criterion in criteria.items()
            },
        },
    )
    return made


def condition(given: Mapping[str, Any] | None, criteria: Criteria) -> Q:
    """What a filter input asks for. Raises BadUserInput beyond the bounds and for nulls, which would mean anything."""
    if given is None:
        return Q()
    if sum(1 for _ in _nodes(given, 1)) > MAX_CONDITIONS:
        raise BadUserInput(f"The filter has more than {MAX_CONDITIONS} conditions; split the request.")
    return _condition(given, criteria)


def _condition(given: Mapping[str, Any], criteria: Criteria) -> Q:
    found = Q()
    of_others: dict[Callable[[Q], Q], Q] = {}
    for name, value in given.items():
        if value is None:
            raise BadUserInput(f"`{name.rstrip('_')}` is null; leave it out, or give it a value.")
        match name:
            case "and_":
                for part in value:
                    found &= _condition(part, criteria)
            case "or_":
                alternatives = Q(pk__in=())
                for part in value:
                    alternatives |= _condition(part, criteria) or Q(pk__isnull=False)
                found &= alternatives
            case "not_":
                found &= ~(_condition(value, criteria) or Q(pk__isnull=False))
            case _:
                criterion = criteria[name]
                if criterion.of:
                    of_others[criterion.of] = of_others.get(criterion.of, Q()) & criterion.condition(value)
                else:
                    found &= criterion.condition(value)
    return reduce(and_, (of(asked) for of, asked in of_others.items()), found)


def _nodes(given: Mapping[str, Any], depth: int) -> Iterator[str]:
    """The conditions inside a filter, counted before any is built; an empty part counts as one."""
    if depth > MAX_DEPTH:
        raise BadUserInput(f"The filter nests deeper than {MAX_DEPTH} levels.")
    if not given:
        yield ""
    for name, value in given.items():
        parts = value if name in {"and_", "or_"} else [value] if name == "not_" else None
        if parts is None or value is None:
            yield name
            continue
        for part in parts:
            yield from _nodes(part, depth + 1)


def _comparing(column: str) -> Callable[[Mapping[str, Any]], Q]:
    def comparing(given: Mapping[str, Any]) -> Q:
        _values(given)
        return Q(**{f"{column}__{_LOOKUPS[name]}": _plain(value) for name, value in given.items()})

    return comparing


def _values(given: Mapping[str, Any]) -> list[Any]:
    """All the values of a value input, each checked to be one."""
    for name, value in given.items():
        if value is None:
            raise BadUserInput(f"`{name.rstrip('_')}` is null; leave it out, or give it a value.")
    if not given:
        raise BadUserInput("A filter is empty; give it `eq` or `in`, or leave it out.")
    values = [*(given.get("in_") or ()), *(value for name, value in given.items() if name != "in_")]
    _count_values(values)
    return values


def _count_values(values: list[Any]) -> None:
    if len(values) > MAX_VALUES:
        raise BadUserInput(f"A list of values has {len(values)} entries; it can have {MAX_VALUES}.")
    if any(isinstance(value, str) and "\0" in value for value in values):
        raise BadUserInput("A value holds a null character.")


def _plain(value: Any) -> Any:
    match value:
        case list():
            return [_plain(item) for item in value]
        case graphene.Enum():
            return value.value
    return getattr(value, "value", value)
