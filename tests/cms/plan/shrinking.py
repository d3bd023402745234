"""Smaller operations that still show a difference, for whoever has to find its cause."""

from collections.abc import Callable, Iterator

from graphql import DocumentNode, FragmentDefinitionNode, GraphQLSyntaxError, Node, parse, print_ast


def smallest(text: str, differs: Callable[[DocumentNode], bool]) -> str:
    """``text`` without the parts that ``differs`` does not need to hold."""
    document = parse(text)
    while smaller := next((tried for tried in _smaller(document) if differs(tried)), None):
        document = smaller
    return print_ast(document)


def _smaller(document: DocumentNode) -> Iterator[DocumentNode]:
    """The document without one definition, selection, argument, directive or variable: each in turn."""
    text = print_ast(document)
    for place in range(_count(document)):
        copy = parse(text)
        holder, member, index = list(_parts(copy))[place]
        kept = list(getattr(holder, member))
        removed = kept.pop(index)
        if isinstance(removed, FragmentDefinitionNode) and f"...{removed.name.value}" in text:
            continue
        setattr(holder, member, tuple(kept))
        try:
            yield parse(print_ast(copy))
        except GraphQLSyntaxError:
            continue  # the last selection of its set


def _count(document: DocumentNode) -> int:
    return sum(1 for _ in _parts(document))


def _parts(node: Node) -> Iterator[tuple[Node, str, int]]:
    for member in ("definitions", "selections", "arguments", "directives", "variable_definitions"):
        for index, child in enumerate(getattr(node, member, None) or ()):
            yield node, member, index
            yield from _parts(child)
    below = getattr(node, "selection_set", None)
    if below:
        yield from _parts(below)
