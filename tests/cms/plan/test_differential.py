"""Thousands of random operations over random schemas: the planned executor answers as graphql-core does.

More of them with ``DIFFERENTIAL_SCHEMAS``; others with ``DIFFERENTIAL_START``, the seed of the first.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random
from typing import Any, NamedTuple

import pytest
from graphql import (
    DocumentNode,
    ExecutionContext,
    ExecutionResult,
    GraphQLSchema,
    NoUnusedFragmentsRule,
    NoUnusedVariablesRule,
    execute_sync,
    get_operation_ast,
    parse,
    print_schema,
    specified_rules,
    validate,
    validate_schema,
)

from cms.graphql.plan import Hooks, Operation
from tests.cms.plan.both import Executor, Kept, Outcome, outcome
from tests.cms.plan.random_operations import Operations
from tests.cms.plan.random_schemas import World, admitted
from tests.cms.plan.random_values import Record, Row
from tests.cms.plan.shrinking import smallest

SCHEMAS = int(os.environ.get("DIFFERENTIAL_SCHEMAS", "100"))
START = int(os.environ.get("DIFFERENTIAL_START", "0"))
OPERATIONS = 20
#: Which part of all places of an answer fails.
TROUBLES = (0, 0.01, 0.05, 0.2)
#: What is not used has no part in the answer; so a part can be left out of an operation without its definition.
RULES = [rule for rule in specified_rules if rule not in (NoUnusedFragmentsRule, NoUnusedVariablesRule)]


class Case(NamedTuple):
    """An operation to be run for each of ``variables`` in turn.

    Its root value is made anew for each run: some values can be read but once.
    """

    world: World
    text: str
    variables: list[dict[str, Any]]
    trouble: float

    def outcomes(self, executor: Executor, document: DocumentNode) -> list[Outcome]:
        return [
            outcome(
                executor,
                self.world.schema,
                document,
                root_value=self.world.root(self.trouble),
                context_value="context",
                variable_values=given,
                max_coercion_errors=3,
            )
            for given in self.variables
        ]

    def differs(self, another: Callable[[], Executor], document: DocumentNode) -> bool:
        """Whether an executor answers otherwise than graphql-core what validation lets pass."""
        if not get_operation_ast(document, "Q"):
            return False
        if self.outcomes(another(), document) == self.outcomes(reference, document):
            return False
        return not validate(self.world.schema, document, RULES)


class Guarded(ExecutionContext):
    """graphql-core's execution with the rule for what an answer may hold."""

    def complete_object_value(self, return_type: Any, field_nodes: Any, info: Any, path: Any, result: Any) -> Any:
        if not admitted(result):
            return None
        return super().complete_object_value(return_type, field_nodes, info, path, result)


class Guard(Hooks):
    """The same rule for a plan; and memories for what has a key, as ``kept`` holds them from one run to the next."""

    def __init__(self, kept: defaultdict[Any, Kept]) -> None:
        self._kept = kept

    def admitted(self, objects: Sequence[Any]) -> Sequence[bool]:
        return [admitted(found) for found in objects]

    def memories(self, objects: Sequence[Any]) -> Sequence[Kept | None]:
        known = (isinstance(found, Row | Record) and (found.kind, found.key, found.trouble) for found in objects)
        return [self._kept[key] if key else None for key in known]


def reference(schema: GraphQLSchema, document: DocumentNode, **options: Any) -> ExecutionResult:
    return execute_sync(schema, document, operation_name="Q", execution_context_class=Guarded, **options)


def planned() -> Executor:
    """An executor that keeps from one run to the next its operation and what lasts, as the site does."""
    operations: dict[int, Operation] = {}
    kept: defaultdict[Any, Kept] = defaultdict(Kept)

    def execute(
        schema: GraphQLSchema,
        document: DocumentNode,
        *,
        variable_values: dict[str, Any],
        max_coercion_errors: int,
        **values: Any,
    ) -> ExecutionResult:
        if id(document) not in operations:
            operations[id(document)] = Operation(
                schema, document, get_operation_ast(document, "Q"), max_coercion_errors=max_coercion_errors
            )
        return operations[id(document)].run(variable_values, hooks=Guard(kept), **values)

    return execute


def cases(seed: int, many: int = OPERATIONS) -> Iterator[Case]:
    """The operations over the schema of ``seed``."""
    chance = Random(seed)
    world = World(seed)
    operations = Operations(world.schema, chance)
    for place in range(many):
        text = operations.write(chance.randint(1, 4))
        times = 3 if operations.variables else 2
        yield Case(world, text, [operations.values() for _time in range(times)], TROUBLES[place % len(TROUBLES)])


def difference(case: Case, another: Callable[[], Executor]) -> str:
    """What an executor tells differently, in the smallest operation that shows it; nothing for an invalid document."""
    if not case.differs(another, parse(case.text)):
        return ""
    text = smallest(case.text, partial(case.differs, another))
    expected, got = case.outcomes(reference, parse(text)), case.outcomes(another(), parse(text))
    place = next(place for place, pair in enumerate(zip(expected, got, strict=True)) if pair[0] != pair[1])
    return (
        f"seed {case.world.seed}, trouble {case.trouble}, variables {case.variables[: place + 1]}\n{text}\n"
        f"expected {expected[place]}\n     got {got[place]}\n{print_schema(case.world.schema)}"
    )


@pytest.mark.parametrize("seed", range(START, START + SCHEMAS, 10))
def test_random_operations_are_answered_as_graphql_core_answers_them(seed):
    for each in range(seed, seed + 10):
        for case in cases(each):
            if told := difference(case, planned):
                pytest.fail(told, pytrace=False)


def test_random_schemas_are_valid_and_so_are_nearly_all_operations():
    refused = []
    for seed in range(8):
        assert not validate_schema(World(seed).schema)
        refused += [bool(validate(case.world.schema, parse(case.text))) for case in cases(seed)]
    assert sum(refused) < len(refused) / 10
