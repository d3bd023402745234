"""A version of an object as editors have saved or are writing it, laid over what the database holds of the object."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Field, Model
from modelcluster.models import model_from_serializable_data
from wagtail.models import Page

M = TypeVar("M", bound=Model)

#: What belongs to an object and not to a version of it.
_KEPT = {
    "alias_of",
    "content_type",
    "depth",
    "draft_title",
    "first_published_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live",
    "live_revision",
    "locale",
    "numchild",
    "owner",
    "path",
    "sort_order",
    "translation_key",
    "url_path",
}


def version_of(row: M, content: Mapping[str, Any]) -> M:
    """``row`` itself with the fields that ``content`` says, without a query.

    ``content`` is what ``serializable_data`` gave. Links to other objects are not checked: answers look them up anyway.
    """
    return _overlaid(row, content, kept=_KEPT)


def unsaved(model: type[M], content: Mapping[str, Any]) -> M:
    """An object that was never saved."""
    return _overlaid(model(), content, kept=set())


def _overlaid(row: M, content: Mapping[str, Any], kept: set[str]) -> M:
    columns = {f.name: f for f in row._meta.concrete_fields if not f.primary_key and f.name not in kept}
    known = {name: value for name, value in content.items() if name in columns}
    made = model_from_serializable_data(type(row), {**known, "pk": row.pk}, check_fks=False)
    for name in known:
        field = columns[name]
        setattr(row, field.attname, _sound(field, getattr(made, field.attname)))
    if isinstance(row, Page) and row.url_path and "url_path" in kept:
        row.url_path = f"{row.url_path.rstrip('/').rpartition('/')[0]}/{row.slug}/"
    return row


def _sound(field: Field, value: Any) -> Any:
    """``value``, or the field's default for one that is still missing: an unfinished form may lack what is required."""
    return field.get_default() if value is None and not field.null else value
