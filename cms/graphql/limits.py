"""How large an operation may be: depth, aliases, root fields and directives, counted after it was found valid.

Each fragment is walked once, so the work grows with the document and not with what its fragments unfold to.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from .errors import Code, Refusal

#: The standard introspection query goes 14 deep and has no alias; graphql-core bounds how often its lists nest.
INTROSPECTION_DEPTH = 15
_INTROSPECTION = {"__schema", "__type"}

Fragments = dict[str, FragmentDefinitionNode]


@dataclass(frozen=True, slots=True)
class Size:
    """What is counted: ``aliases`` and ``directives`` as written, each fragment once; ``depth`` as unfolded."""

    depth: int
    introspection_depth: int
    aliases: int
    introspection_aliases: int
    root_fields: int
    directives: int


def fragments_of(document: DocumentNode) -> Fragments:
    return {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}


def check(document: DocumentNode) -> None:
    """Raises Refusal for the first operation of a valid ``document`` that is larger than the settings allow."""
    fragments = fragments_of(document)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            _check(_Walk(fragments).size(node))


def _check(size: Size) -> None:
    allowed = settings.GRAPHQL
    for code, what, found, limit in (
        (Code.TOO_DEEP, "levels", size.depth, allowed["MAX_DEPTH"]),
        (Code.TOO_DEEP, "levels of introspection", size.introspection_depth, INTROSPECTION_DEPTH),
        (Code.TOO_MANY_ALIASES, "aliases", size.aliases, allowed["MAX_ALIASES"]),
        (Code.TOO_MANY_ALIASES, "aliases inside introspection", size.introspection_aliases, 0),
        (Code.TOO_MANY_ROOT_FIELDS, "root fields", size.root_fields, allowed["MAX_ROOT_FIELDS"]),
        (Code.TOO_MANY_DIRECTIVES, "directives", size.directives, allowed["MAX_DIRECTIVES"]),
    ):
        if found > limit:
            raise too_large(code, what, found, limit)


def too_large(code: Code, what: str, found: int, limit: int) -> Refusal:
    """The refusal of what goes beyond a limit, with both figures for people and for programs."""
    message = f"The operation has {found} {what}; the limit is {limit}."
    error = {"message": message, "extensions": {"code": code.value, "requested": found, "limit": limit}}
    return Refusal(code, message, errors=(error,))


class _Walk:
    """One operation's walk; it remembers the fragments that it has been through."""

    def __init__(self, fragments: Fragments) -> None:
        self._fragments = fragments
        self._depths: dict[str, int] = {}
        self._aliases = 0
        self._directives = 0
        self._introspection_depth = 0
        self._introspection_aliases = 0

    def size(self, operation: OperationDefinitionNode) -> Size:
        self._directives += len(operation.directives)
        return Size(
            depth=self._depth(operation.selection_set, inside=False),
            introspection_depth=self._introspection_depth,
            aliases=self._aliases,
            introspection_aliases=self._introspection_aliases,
            root_fields=len(set(self._names(operation.selection_set, set()))),
            directives=self._directives,
        )

    def _names(self, selection_set: SelectionSetNode, seen: set[str]) -> Iterator[str]:
        """The response names at one level, through fragments."""
        for node in selection_set.selections:
            match node:
                case FieldNode():
                    yield (node.alias or node.name).value
                case InlineFragmentNode():
                    yield from self._names(node.selection_set, seen)
                case FragmentSpreadNode() if node.name.value not in seen:
                    seen.add(node.name.value)
                    yield from self._names(self._fragments[node.name.value].selection_set, seen)

    def _depth(self, selection_set: SelectionSetNode, *, inside: bool) -> int:
        """Levels below; ``inside`` introspection or not."""
        return max(self._depth_below(node, inside) for node in selection_set.selections)

    def _depth_below(self, node: SelectionNode, inside: bool) -> int:
        self._directives += len(node.directives)
        match node:
            case FieldNode():
                return self._depth_of_field(node, inside)
            case InlineFragmentNode():
                return self._depth(node.selection_set, inside=inside)
            case FragmentSpreadNode():
                return self._depth_of_fragment(self._fragments[node.name.value])
        raise TypeError(node)

    def _depth_of_field(self, node: FieldNode, inside: bool) -> int:
        if node.alias is not None and node.alias.value != node.name.value:
            self._aliases += 1
            self._introspection_aliases += inside
        enters = node.name.value in _INTROSPECTION
        depth = 1 + (self._depth(node.selection_set, inside=inside or enters) if node.selection_set else 0)
        if enters:
            self._introspection_depth = max(self._introspection_depth, depth)
            return 1
        return depth

    def _depth_of_fragment(self, fragment: FragmentDefinitionNode) -> int:
        name = fragment.name.value
        if name not in self._depths:
            self._directives += len(fragment.directives)
            inside = fragment.type_condition.name.value.startswith("__")
            self._depths[name] = self._depth(fragment.selection_set, inside=inside)
        return self._depths[name]
