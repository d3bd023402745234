"""What a plan consists of: for each place of an operation and each object type there, the fields to fill in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from hashlib import blake2b
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    Node,
    SelectionSetNode,
    TypeNameMetaFieldDef,
    VariableNode,
    Visitor,
    default_field_resolver,
    get_named_type,
    is_leaf_type,
    print_ast,
    visit,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.execute import get_field_def
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path

from .completion import completer
from .values import Completer

N = TypeVar("N", bound=Node)

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

    __slots__ = ("fields", "lasts", "meaning", "object_type", "whole")

    def __init__(self, plan: "Plan", object_type: GraphQLObjectType, fields: Mapping[str, list[FieldNode]]) -> None:
        self.object_type = object_type
        known = ((name, nodes, get_field_def(plan.schema, object_type, nodes[0])) for name, nodes in fields.items())
        self.fields = tuple(Field(plan, object_type, name, nodes, found) for name, nodes, found in known if found)
        asked = [field for field in self.fields if field.typename is None]
        #: Whether there are fields whose values may last.
        self.lasts = any(field.lasting for field in asked)
        #: The fields with values, where all of them may last; and what stands for them all together.
        self.whole = tuple(asked) if all(field.lasting for field in asked) else ()
        self.meaning = _digest([(field.name, field.meaning) for field in self.fields]) if self.whole else b""


class Field:
    """One field of a selection: how its values are resolved and completed."""

    __slots__ = (
        "_arguments",
        "batch",
        "completer",
        "definition",
        "given",
        "is_leaf",
        "lasting",
        "meaning",
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
        self.is_leaf = is_leaf_type(get_named_type(definition.type))
        #: Whether the value for an object follows from that object alone; None where it never does.
        self.lasting: Callable[[Any], bool] | None = getattr(self.resolve, "lasting", None)
        if self._arguments is None:
            self.lasting = None
        #: Tells of a run what else the values follow from; None where nothing else.
        self.given: Callable[[Any], bytes] | None = getattr(self.resolve, "given", None)
        #: Stands for what is asked for here; it is the same in all operations that ask for it in the same words.
        self.meaning = _meaning(plan, parent_type, nodes) if self.lasting else b""

    def lasts(self, source: Any) -> bool:
        """Whether the value for ``source`` follows from it alone."""
        return self.lasting is not None and self.lasting(source)

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


def deciding_variables(nodes: Iterable[Node]) -> frozenset[str]:
    """The names of the variables that ``@skip`` and ``@include`` inside ``nodes`` ask for."""
    directives = [directive for node in nodes for directive in _inside(node, DirectiveNode)]
    deciding = [directive for directive in directives if directive.name.value in ("skip", "include")]
    return frozenset(name for directive in deciding for name in _variables(directive))


def _meaning(plan: "Plan", parent_type: GraphQLObjectType, nodes: Sequence[FieldNode]) -> bytes:
    texts = dict.fromkeys(map(print_ast, nodes))
    spread = [name for node in nodes for name in _spread(node)]
    for name in spread:  # grows meanwhile
        text = print_ast(plan.fragments[name])
        if text not in texts:
            texts[text] = None
            spread += _spread(plan.fragments[name])
    conditions = (f"{name}: {value}" for name, value in plan.conditions.items())
    return _digest((parent_type.name, *texts, *conditions))


def _digest(what: Any) -> bytes:
    return blake2b(repr(what).encode(), digest_size=16).digest()


def _spread(node: Node) -> list[str]:
    """The names of the fragments that are spread inside ``node``."""
    return [spread.name.value for spread in _inside(node, FragmentSpreadNode)]


def _variables(node: Node) -> set[str]:
    return {variable.name.value for variable in _inside(node, VariableNode)}


def _inside(node: Node, kind: type[N]) -> list[N]:
    """The nodes of one kind inside ``node`` and itself, in their order."""
    found: list[N] = []

    class Finder(Visitor):
        def enter(self, node: Node, *_args: Any) -> None:
            if isinstance(node, kind):
                found.append(node)

    visit(node, Finder())
    return found
