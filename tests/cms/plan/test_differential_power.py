"""The random operations tell executors apart: each of these breaks one rule of graphql-core's and is found out."""

from typing import Any

import pytest
from graphql import DocumentNode, ExecutionResult, GraphQLNonNull, GraphQLSchema, execute_sync, located_error, parse

from tests.cms.plan.both import Executor
from tests.cms.plan.test_differential import Guarded, cases, difference


class NullsStay(Guarded):
    """Null where it must not be, and no error."""

    def complete_value(self, return_type: Any, *where: Any) -> Any:
        return (
            super().complete_value(getattr(return_type, "of_type", return_type), *where)
            if isinstance(return_type, GraphQLNonNull)
            else super().complete_value(return_type, *where)
        )


class ErrorsGoFurther(Guarded):
    """One bad item takes its whole list with it."""

    def complete_list_value(self, return_type: Any, nodes: Any, info: Any, path: Any, result: Any) -> Any:
        return super().complete_list_value(type(return_type)(_promised(return_type.of_type)), nodes, info, path, result)


class ErrorsStayClose(Guarded):
    """A bad item is null even where items must be."""

    def complete_list_value(self, return_type: Any, nodes: Any, info: Any, path: Any, result: Any) -> Any:
        item = getattr(return_type.of_type, "of_type", return_type.of_type)
        promised = isinstance(return_type.of_type, GraphQLNonNull)
        return super().complete_list_value(
            type(return_type)(item) if promised else return_type, nodes, info, path, result
        )


class FirstOfMerged(Guarded):
    """Selects what the first of several merged fields does."""

    def collect_subfields(self, return_type: Any, field_nodes: Any) -> Any:
        return super().collect_subfields(return_type, field_nodes[:1])


class AnyType(Guarded):
    """Takes whatever type resolvers tell."""

    def complete_object_value(self, return_type: Any, field_nodes: Any, info: Any, path: Any, result: Any) -> Any:
        tells, return_type.is_type_of = return_type.is_type_of, None
        try:
            return super().complete_object_value(return_type, field_nodes, info, path, result)
        finally:
            return_type.is_type_of = tells


class NothingFromScalars(Guarded):
    """Lets a scalar give nothing."""

    @staticmethod
    def complete_leaf_value(return_type: Any, result: Any) -> Any:
        return return_type.serialize(result)


class PathsWithoutPlaces(Guarded):
    """Forgets the places in lists."""

    def handle_field_error(self, error: Any, return_type: Any, path: Any) -> None:
        short = [key for key in error.path if isinstance(key, str)]
        super().handle_field_error(located_error(ValueError(error.message), error.nodes, short), return_type, path)


class OtherOrder(Guarded):
    """Answers in another order."""

    def execute_fields(self, parent_type: Any, source: Any, path: Any, fields: Any) -> Any:
        return super().execute_fields(parent_type, source, path, dict(reversed(fields.items())))


class Everything(Guarded):
    """Keeps nothing back."""

    def complete_object_value(self, return_type: Any, field_nodes: Any, info: Any, path: Any, result: Any) -> Any:
        return super(Guarded, self).complete_object_value(return_type, field_nodes, info, path, result)


def _promised(of_type: Any) -> Any:
    return of_type if isinstance(of_type, GraphQLNonNull) else GraphQLNonNull(of_type)


def _as(context: type[Guarded]) -> Executor:
    def execute(schema: GraphQLSchema, document: DocumentNode, **options: Any) -> ExecutionResult:
        return execute_sync(schema, document, operation_name="Q", execution_context_class=context, **options)

    return execute


def forgetful() -> Executor:
    """Decides about ``@skip`` and ``@include`` once for all runs of an operation."""
    first: dict[str, Any] = {}
    run = _as(Guarded)

    def execute(schema: GraphQLSchema, document: DocumentNode, **options: Any) -> ExecutionResult:
        for name, value in options["variable_values"].items():
            first.setdefault(name, value) if isinstance(value, bool) else None
        return run(schema, document, **{**options, "variable_values": options["variable_values"] | first})

    return execute


def late() -> Executor:
    """Tells its errors in the order in which they happen to be found."""
    run = _as(Guarded)

    def execute(schema: GraphQLSchema, document: DocumentNode, **options: Any) -> ExecutionResult:
        result = run(schema, document, **options)
        return ExecutionResult(result.data, result.errors and result.errors[::-1])

    return execute


WRONG = {
    context.__name__: lambda context=context: _as(context)
    for context in (
        NullsStay,
        ErrorsGoFurther,
        ErrorsStayClose,
        FirstOfMerged,
        AnyType,
        NothingFromScalars,
        PathsWithoutPlaces,
        OtherOrder,
        Everything,
    )
} | {"forgetful": forgetful, "late": late}


@pytest.mark.parametrize("another", WRONG.values(), ids=WRONG)
def test_an_executor_that_breaks_one_rule_is_found_out(another):
    assert any(case.differs(another, parse(case.text)) for seed in range(20) for case in cases(seed))


def test_a_difference_is_told_in_a_small_operation():
    told = next(filter(None, (difference(case, WRONG["OtherOrder"]) for seed in range(5) for case in cases(seed))))
    operation = told[told.index("query Q") :].partition("expected")[0]
    assert len(operation.splitlines()) < 15
