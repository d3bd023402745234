"""Columns on demand: read with their rows where an operation names them, and else once one is looked at.

What is looked at without having been named, such as a lead of which a summary is made, is read for the whole cohort of
the object, so that the number of statements depends on the shape of an operation and never on how much it finds.
"""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

from django.db.models import Field, Model, QuerySet

from .compiled import NUMBER, Given, among, compiled
from .naming import is_on_demand, named
from .row_tags import row_tags
from .shelf import each
from .visibility import public


@cache
def on_demand(model: Any) -> Mapping[str, Field]:
    """The columns of ``model`` that are read on demand, by the attribute that holds their value."""
    return {column.attname: column for column in model._meta.concrete_fields if is_on_demand(column)}


def unnamed(model: Any) -> tuple[str, ...]:
    """Those of them that the operation under way does not name."""
    return tuple(name for name, column in on_demand(model).items() if column.name not in named())


def read_together(members: Sequence[Any]) -> None:
    """Have a column that rows came without be read for all of ``members`` once it is looked at in one of them."""
    kinds = set(map(type, members))
    readers = {kind: partial(_read, members, kind) for kind in kinds if issubclass(kind, Model) and on_demand(kind)}
    if not readers:
        return
    for member in members:
        if reader := readers.get(type(member)):
            # Django asks a row's `refresh_from_db` for a column that was deferred; this one stands before the model's.
            member.__dict__["refresh_from_db"] = reader


def _read(members: Sequence[Any], model: Any, fields: Sequence[str]) -> None:
    """Stands in for ``refresh_from_db``. What is not public any more has nothing to say."""
    (name,) = fields
    column = on_demand(model)[name]
    lacking = [member for member in members if type(member) is model and name not in member.__dict__]
    query = compiled(("column", model, name), partial(_of, model, name), NUMBER)
    found = each(
        ("column", model, name),
        (member.pk for member in lacking),
        lambda keys: dict(query.read([(key,) for key in keys])),
        row_tags(model),
    )
    for member in lacking:
        member.__dict__[name] = found[member.pk] if member.pk in found else column.to_python(column.get_default())


def _of(model: type[Model], name: str, given: Given) -> QuerySet:
    return public(model._default_manager.filter(among("pk", given))).order_by().values_list("pk", name)
