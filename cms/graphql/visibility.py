"""Who may see what: the one choke point of every answer, and the querysets that agree with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionMember, DraftStateMixin, Page

from pages import querysets as page_rules
from pages.querysets import EVERYTHING, public_pages
from snippets.models import SiteSettings
from snippets.querysets import PUBLIC_MARK, mark_public, public_files, public_snippets

M = TypeVar("M", bound=Model)

#: Models of which every row is meant for everybody.
OPEN_MODELS = (SiteSettings,)

#: The lists that belong to a version of an object itself, by their names.
OwnLists = Mapping[str, Callable[[], list[Any]]]
_ADMITTED = "_admitted_lists"


def public(queryset: "QuerySet[M]", first: Q = EVERYTHING) -> "QuerySet[M]":
    """Those rows that an anonymous answer may hold, if they meet ``first``. Of a model without a rule: none."""
    model = queryset.model
    if issubclass(model, Page):
        return public_pages(queryset, first)
    queryset = queryset.filter(first)
    if issubclass(model, DraftStateMixin):
        return public_snippets(queryset)
    if issubclass(model, CollectionMember):
        return public_files(queryset)
    if issubclass(model, Redirect):
        leads_in = Q(redirect_page__in=public_pages(Page.objects.all()).values("pk"))
        return mark_public(queryset.filter(Q(redirect_page__isnull=True) | leads_in))
    return mark_public(queryset) if issubclass(model, OPEN_MODELS) else queryset.none()


def public_among_many(queryset: "QuerySet[M]") -> "QuerySet[M]":
    """The same rows, for counting them: costs less where they are many and more where they are few."""
    return page_rules.public_among_many(queryset) if issubclass(queryset.model, Page) else public(queryset)


def count_public(queryset: QuerySet) -> int:
    """How many such rows there are."""
    return page_rules.count_public(queryset) if issubclass(queryset.model, Page) else public(queryset).count()


def may_be_held(objects: Sequence[Any]) -> list[bool]:
    """For each object whether an answer may hold it; one query for those rows of a model that do not say so.

    What is no row of the database is no content by itself, and may be held.
    """
    unmarked = [
        found
        for found in objects
        if isinstance(found, Model) and PUBLIC_MARK not in found.__dict__ and _ADMITTED not in found.__dict__
    ]
    if not unmarked:
        return [True] * len(objects)
    keys: dict[type[Model], set[Any]] = {}
    for row in unmarked:
        keys.setdefault(type(row), set()).add(row.pk)
    seen = {
        (model, key)
        for model, wanted in keys.items()
        for key in public(model._default_manager.filter(pk__in=wanted)).values_list("pk", flat=True)
    }
    hidden = {id(row) for row in unmarked if (type(row), row.pk) not in seen}
    return [id(found) not in hidden for found in objects]


def admit(instance: Model, lists: OwnLists) -> None:
    """Let an answer hold this one Python object, though nobody but its editor may see it.

    Only a preview may do so, once it has seen the editor's token. Whatever else the object leads to stays under the
    ordinary rules, except ``lists``, which are as the editor has them.
    """
    instance.__dict__[_ADMITTED] = lists


def is_admitted(instance: Any) -> bool:
    return _ADMITTED in getattr(instance, "__dict__", ())


def own_list(instance: Model, name: str) -> list[Any] | None:
    """The list ``name`` of an admitted object's version; None where the ordinary list is meant."""
    lists: OwnLists = instance.__dict__.get(_ADMITTED, {})
    return lists[name]() if name in lists else None
