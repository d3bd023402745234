"""What a plan consists of: for each place of an operation and each object type there, the fields to fill in."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from inspect import iscoroutinefunction
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    Node,
    SelectionSetNode,
    TypeNameMetaFieldDef,
    VariableNode,
    Visitor,
    default_field_resolver,
    visit,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.execute import get_field_def
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path

from .completion import Completer, completer

Arguments = Mapping[str, Any]
_UNCHANGING = (str, int, float, Enum, type(None))


class NotCovered(Exception):
    """The operation holds what only graphql-core can run; the text says what."""


class Place:
    """What the operation says at one place, the same whatever type of object stands there."""

    __slots__ = ("_nodes", "_plan", "_selections")

    def __init__(self, plan: "Plan", nodes: list[FieldNode]) -> None:
        self._plan = plan
        self._nodes = nodes
        self._selections: dict[str, Selection] = {}

    def of(self, object_type: GraphQLObjectType) -> "Selection":
        """The fields for an object of this type. Raises GraphQLError for a directive that cannot be decided."""
        found = self._selections.get(object_type.name)
        if found is None:
            plan = self._plan
            fields = collect_sub_fields(plan.schema, plan.fragments, plan.conditions, object_type, self._nodes)
            found = self._selections[object_type.name] = Selection(plan, object_type, fields)
        return found


class Selection:
    """The fields of one object type at one place, in the order of the answer."""

    __slots__ = ("fields", "object_type")

    def __init__(self, plan: "Plan", object_type: GraphQLObjectType, fields: Mapping[str, list[FieldNode]]) -> None:
        self.object_type = object_type
        known = ((name, nodes, get_field_def(plan.schema, object_type, nodes[0])) for name, nodes in fields.items())
        self.fields = tuple(Field(plan, object_type, name, nodes, found) for name, nodes, found in known if found)


class Field:
    """One field of a selection: how its values are resolved and completed."""

    __slots__ = (
        "_arguments",
        "batch",
        "completer",
        "definition",
        "name",
        "nodes",
        "parent_type",
        "path",
        "resolve",
        "typename",
    )

    def __init__(
        self,
        plan: "Plan",
        parent_type: GraphQLObjectType,
        name: str,
        nodes: list[FieldNode],
        definition: GraphQLField,
    ) -> None:
        self.name = name
        self.nodes = nodes
        self.parent_type = parent_type
        self.path = Path(None, name, parent_type.name)
        self.definition = definition
        self.resolve: Callable[..., Any] = definition.resolve or default_field_resolver
        self.batch: Callable[..., Sequence[Any]] | None = getattr(self.resolve, "batch", None)
        self.typename = parent_type.name if definition is TypeNameMetaFieldDef else None
        if iscoroutinefunction(self.resolve):
            raise NotCovered("a resolver that is a coroutine")
        coordinate = f"{parent_type.name}.{nodes[0].name.value}"
        self.completer: Completer = completer(definition.type, coordinate, nodes, Place(plan, nodes), plan.schema)
        self._arguments = self._constant()

    def arguments(self, variables: Arguments) -> Arguments:
        """The coerced arguments. Raises GraphQLError for those that are missing or null against their type."""
        if self._arguments is not None:
            return self._arguments
        return get_argument_values(self.definition, self.nodes[0], dict(variables))

    def _constant(self) -> Arguments | None:
        """The arguments, where they are the same in every run and no resolver can change them."""
        if not self.definition.args:
            return {}
        if any(_variables(argument) for argument in self.nodes[0].arguments):
            return None
        try:
            arguments = get_argument_values(self.definition, self.nodes[0])
        except Exception:
            return None
        return arguments if all(isinstance(value, _UNCHANGING) for value in arguments.values()) else None


class Plan:
    """An operation compiled for certain values of the variables that its ``@skip`` and ``@include`` ask for.

    Selections are compiled when the first object of their type is met, and kept.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: dict[str, FragmentDefinitionNode],
        root_type: GraphQLObjectType,
        selection_set: SelectionSetNode,
        conditions: dict[str, Any],
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.conditions = conditions
        fields = collect_fields(schema, fragments, conditions, root_type, selection_set)
        self.root = Selection(self, root_type, fields)


def deciding_variables(nodes: Sequence[Node]) -> frozenset[str]:
    """The names of the variables that ``@skip`` and ``@include`` inside ``nodes`` ask for."""
    found: set[str] = set()

    class Directives(Visitor):
        def enter_directive(self, node: DirectiveNode, *_args: Any) -> None:
            if node.name.value in ("skip", "include"):
                found.update(_variables(node))

    for node in nodes:
        visit(node, Directives())
    return frozenset(found)


def _variables(node: Node) -> set[str]:
    found: set[str] = set()

    class Variables(Visitor):
        def enter_variable(self, node: VariableNode, *_args: Any) -> None:
            found.add(node.name.value)

    visit(node, Variables())
    return found
