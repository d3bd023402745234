"""Which columns of long texts the operation under way names."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.apps import apps
from graphene.utils.str_converters import to_snake_case
from graphql import DocumentNode, FieldNode, Visitor, visit
from wagtail.fields import RichTextField, StreamField

LONG = (RichTextField, StreamField)

_named: ContextVar[frozenset[str]] = ContextVar("long columns that the operation under way names", default=frozenset())


def long_names(document: DocumentNode) -> frozenset[str]:
    """The names of columns of long texts, of whatever model, that are names of fields in ``document`` too."""
    found: set[str] = set()

    class Names(Visitor):
        def enter_field(self, node: FieldNode, *_args: object) -> None:
            found.add(to_snake_case(node.name.value))

    visit(document, Names())
    return _all_names().intersection(found)


@contextmanager
def naming(names: frozenset[str]) -> Iterator[None]:
    """Runs its block for an operation that names these columns."""
    token = _named.set(names)
    try:
        yield
    finally:
        _named.reset(token)


def named() -> frozenset[str]:
    return _named.get()


@cache
def _all_names() -> frozenset[str]:
    columns = (column for model in apps.get_models() for column in model._meta.concrete_fields)
    return frozenset(column.name for column in columns if isinstance(column, LONG))
