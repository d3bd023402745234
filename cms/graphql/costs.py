"""What an operation may cost at most, from its text and its variables, before anything is run.

An object costs 1 and its columns nothing. A list costs its length times what each item costs: a connection has as
many items as `first` or `last` say, or as its page holds by default; a list that belongs to its owner, such as the
sections of an article, counts with a declared size, because its owner and not the client decides how long it is.
Where a type is abstract, the dearest of its possible types counts. Each condition of a filter costs something too, for
the database meets it. Nothing is taken off for `@skip` and `@include`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from graphene.utils.str_converters import to_camel_case
from graphql import (
    SKIP,
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    get_named_type,
    is_abstract_type,
    is_list_type,
    is_object_type,
    value_from_ast_untyped,
    visit,
)
from graphql.type import GraphQLNamedType, get_nullable_type
from grapple.registry import registry

from .connections import MAX_PAGE_SIZE, PAGE_SIZE
from .limits import fragments_of
from .relations import RELATIONS

#: Items of a plain list of objects, such as the blocks of a body.
PLAIN_LIST = 10

#: Fields that cost more than the objects they answer with, by coordinate.
WEIGHTS: Mapping[str, int] = {
    "Query.search": 600,
    "Query.suggestions": 100,
    "SearchResultConnection.facets": 50,
    "SearchResultConnection.didYouMean": 200,
    "ArticlePage.wordCount": 10,
    "ArticlePage.readingTime": 10,
    "ArticlePage.readingTimeText": 10,
    "ArticlePage.tableOfContents": 10,
    "ArticlePage.related": 10,
    "ArticlePage.next": 20,
    "ArticlePage.previous": 20,
}

#: What a condition of a filter costs, and one that asks for other objects, of which only public ones count.
CONDITION, REFERENCE = 5, 100
_COMBINING, _REFERRING = {"and", "or", "not"}, {"ids", "slugs"}

#: Plain lists that are usually far from ten long, by coordinate.
SHORT_LISTS: Mapping[str, int] = {
    "SearchResultEdge.highlights": 2,
    "Highlight.segments": 2,
    "SearchSuggestion.segments": 2,
    "SearchCorrection.segments": 2,
    "SitemapEntry.alternates": 1,
    **{
        f"{page}.{name}": size
        for page in ("HomePage", "ArticleIndexPage", "ArticlePage", "SectionPage")
        for name, size in (("breadcrumbs", 4), ("translations", 1))
    },
}

#: What the two entrances of introspection cost, whole.
INTROSPECTION = {"__schema": 500, "__type": 50, "__typename": 0}

#: Parts of a connection behind which no row stands.
_WRAPPERS = ("Edge", "PageInfo")


@cache
def assumed_sizes() -> Mapping[str, int]:
    """The lists that count with a declared size, by coordinate: those of `relations.py` that declare one, and above."""
    declared = {
        f"{registry.models[model]._meta.name}.{to_camel_case(name)}": relation.assumed_size
        for (model, name), relation in RELATIONS.items()
        if relation.assumed_size is not None
    }
    return {**SHORT_LISTS, **declared}


def pricing_variables(document: DocumentNode) -> frozenset[str]:
    """The names of the variables that decide what an operation of ``document`` costs."""
    found: set[str] = set()

    class Variables(Visitor):
        def enter_argument(self, node: ArgumentNode, *_args: Any) -> Any:
            return None if node.name.value in {"first", "last", "filter"} else SKIP

        def enter_variable_definition(self, *_args: Any) -> Any:
            return SKIP

        def enter_variable(self, node: VariableNode, *_args: Any) -> None:
            found.add(node.name.value)

    visit(document, Variables())
    return frozenset(found)


def cost(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> int:
    """What ``operation`` of a valid ``document`` costs at most, with ``variables`` as the client sent them."""
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions
        if definition.default_value
    }
    return _Pricing(schema, document, {**defaults, **variables}).of(operation)


class _Pricing:
    """One operation's pricing; what a selection set costs on a type is worked out once."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._fragments = fragments_of(document)
        self._variables = variables
        self._known: dict[tuple[int, str, int], int] = {}

    def of(self, operation: OperationDefinitionNode) -> int:
        root = self._schema.get_root_type(operation.operation)
        return self._selections(operation.selection_set, root, 1) if root else 0

    def _selections(self, selection_set: SelectionSetNode, parent: GraphQLObjectType, size: int) -> int:
        """What ``selection_set`` costs on one ``parent``; ``size`` is how many items a connection has."""
        key = (id(selection_set), parent.name, size)
        if key not in self._known:
            self._known[key] = sum(self._selection(node, parent, size) for node in selection_set.selections)
        return self._known[key]

    def _selection(self, node: Any, parent: GraphQLObjectType, size: int) -> int:
        match node:
            case FieldNode():
                return self._field(node, parent, size)
            case FragmentSpreadNode():
                node = self._fragments[node.name.value]
            case InlineFragmentNode(type_condition=None):
                return self._selections(node.selection_set, parent, size)
        applies = self._applies(node.type_condition.name.value, parent)
        return self._selections(node.selection_set, parent, size) if applies else 0

    def _applies(self, condition: str, parent: GraphQLObjectType) -> bool:
        named = self._schema.type_map[condition]
        return parent is named or (is_abstract_type(named) and self._schema.is_sub_type(cast("Any", named), parent))

    def _field(self, node: FieldNode, parent: GraphQLObjectType, size: int) -> int:
        name = node.name.value
        if name in INTROSPECTION:
            return INTROSPECTION[name]
        coordinate = f"{parent.name}.{name}"
        field = parent.fields[name]
        weight = WEIGHTS.get(coordinate, 0) + self._filtered(node)
        named = get_named_type(field.type)
        if node.selection_set is None:
            return weight
        one = 0 if named.name.endswith(_WRAPPERS) else 1
        if _is_connection(named):
            return weight + one + self._below(node, named, self._asked(node, coordinate, field))
        if is_list_type(get_nullable_type(field.type)):
            items = size if _is_connection(parent) else assumed_sizes().get(coordinate, PLAIN_LIST)
            return weight + items * (one + self._below(node, named, 1))
        return weight + one + self._below(node, named, 1)

    def _below(self, node: FieldNode, named: GraphQLNamedType, size: int) -> int:
        assert node.selection_set
        types = [cast("Any", named)] if is_object_type(named) else self._schema.get_possible_types(cast("Any", named))
        return max((self._selections(node.selection_set, each, size) for each in types), default=0)

    def _asked(self, node: FieldNode, coordinate: str, field: GraphQLField) -> int:
        """How many items a connection has at most. What is out of range is refused when it is run."""
        assumed = assumed_sizes().get(coordinate)
        for argument in node.arguments:
            if argument.name.value in {"first", "last"}:
                asked = self._number(argument.value)
                if asked is not None:
                    return min(asked, assumed or MAX_PAGE_SIZE)
        return assumed or PAGE_SIZE

    def _filtered(self, node: FieldNode) -> int:
        """What the conditions of the argument `filter` cost."""
        given = next((argument.value for argument in node.arguments if argument.name.value == "filter"), None)
        return _price_of_filter(value_from_ast_untyped(given, dict(self._variables))) if given else 0

    def _number(self, value: Any) -> int | None:
        match value:
            case IntValueNode():
                number: Any = int(value.value)
            case VariableNode():
                number = self._variables.get(value.name.value)
            case _:
                return None
        if not isinstance(number, int | float):
            return None
        return int(number) if 1 <= number <= MAX_PAGE_SIZE else 1


def _price_of_filter(given: Any) -> int:
    """The price of a filter as the client sent it, which need be none at all; however deep it nests."""
    price, waiting = 0, [given]
    while waiting:
        match waiting.pop():
            case list(several):
                waiting += several
            case dict(conditions):
                waiting += [value for name, value in conditions.items() if name in _COMBINING]
                asked = [value for name, value in conditions.items() if name not in _COMBINING]
                price += sum(REFERENCE if _refers(value) else CONDITION for value in asked)
    return price


def _refers(value: Any) -> bool:
    return isinstance(value, dict) and not value.keys().isdisjoint(_REFERRING)


def _is_connection(named: GraphQLNamedType) -> bool:
    return named.name.endswith("Connection") and is_object_type(named)
