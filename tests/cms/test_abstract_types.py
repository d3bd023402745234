"""One field name means one thing wherever types stand side by side, so that one query can ask for it in all of them."""

from collections.abc import Iterator

from graphql import GraphQLNonNull, get_named_type, is_abstract_type, is_composite_type, is_wrapping_type

from cms.graphql.schema import schema

#: What differs all the same; clients give it an alias in each type.
KNOWN = {("Node", "kind"), ("Node", "url"), ("Previewable", "kind"), ("SearchResult", "kind"), ("Suggested", "kind")}


def shape(of_type) -> str:
    """What answers of one name must share by the specification: lists, promises, and the type of leaves."""
    if is_wrapping_type(of_type):
        return f"{shape(of_type.of_type)}{'!' if isinstance(of_type, GraphQLNonNull) else '[]'}"
    return "{}" if is_composite_type(of_type) else str(get_named_type(of_type))


def clashes() -> Iterator[tuple[str, str]]:
    for name, of_type in schema.type_map.items():
        if is_abstract_type(of_type):
            shapes: dict[str, set[str]] = {}
            for member in schema.get_possible_types(of_type):
                for field, definition in member.fields.items():
                    shapes.setdefault(field, set()).add(shape(definition.type))
            yield from ((name, field) for field, found in shapes.items() if len(found) > 1)


def test_fields_of_one_name_merge_in_every_union_and_interface_but_the_known_ones():
    assert set(clashes()) == KNOWN
