"""Which of the columns that are read on demand the operation under way names."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.apps import apps
from django.db.models import Field
from graphene.utils.str_converters import to_snake_case
from graphql import DocumentNode, FieldNode, Visitor, visit
from wagtail.fields import RichTextField, StreamField

#: Columns of Wagtail's that tell of editors' work, and nothing that an answer holds.
_OF_EDITORS = {
    *("alias_of", "draft_title", "expire_at", "expired", "go_live_at", "has_unpublished_changes", "latest_revision"),
    *("latest_revision_created_at", "live_revision", "locked", "locked_at", "locked_by", "owner"),
}

_named: ContextVar[frozenset[str]] = ContextVar("columns that the operation under way names", default=frozenset())


def is_on_demand(column: Field) -> bool:
    """Whether a column is read only where an operation names it, or once it is looked at: long texts, for one."""
    return isinstance(column, RichTextField | StreamField) or column.name in _OF_EDITORS


def column_names(document: DocumentNode) -> frozenset[str]:
    """The names of columns read on demand, of whatever model, that are names of fields in ``document`` too."""
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
    return frozenset(column.name for column in columns if is_on_demand(column))
