"""Lists and single objects as root fields, each declared once: what it holds, its filters, its orders, its names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import graphene
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.models import Page, TranslatableMixin

from cms.caching import tags
from pages.respelling import respelled

from . import languages
from .cohorts import gather
from .compiled import Given, among
from .connections import ARGUMENTS, Connection, Order
from .current_site import requested_site
from .errors import BadUserInput
from .identity import key_of
from .inputs import Criteria, condition, filter_input
from .languages import in_languages
from .linked import for_all
from .listed import Listed, Sought, at_path
from .relations import NEWEST_PAGE
from .rows import LOCALES, rows
from .slugs import comparable
from .types import connection_type


@dataclass(frozen=True, slots=True)
class Listing:
    """All public rows of ``model`` in one language. The first of ``orders`` is the default."""

    model: type[Model]
    description: str
    criteria: Criteria
    orders: Mapping[str, Order]

    def field(self) -> graphene.Field:
        name = self._node()._meta.name
        arguments = {
            "filter": graphene.Argument(filter_input(f"{name}Filter", self.criteria), description="Narrows the list."),
            "order_by": graphene.Argument(
                graphene.Enum(f"{name}Order", [(key, key) for key in self.orders], description=_order_meaning),
                description="The order of the list.",
            ),
            **self._language_arguments(),
            **ARGUMENTS,
        }
        return graphene.Field(
            connection_type(self._node()),
            resolver=self._resolve,
            description=self.description,
            **arguments,
        )

    def _resolve(self, root: None, info: GraphQLResolveInfo, **given: Any) -> Connection:
        wanted = languages.preference(given.get("locale"), given.get("fallback"))
        order, narrowed = given.get("order_by"), given.get("filter")
        keys = self.orders[order.value] if order else next(iter(self.orders.values()))
        listed = Listed(
            self.model,
            (wanted, repr(narrowed)),
            lambda: self._rows(wanted, keys).filter(condition(narrowed, self.criteria)),
            keys,
            None if condition(narrowed, self.criteria) else self._made_of(wanted),
            lambda: self._counted(wanted, narrowed),
        )
        return listed.connection(given, wanted)

    def _rows(self, wanted: languages.Languages, order: Order) -> QuerySet:
        rows = self.model._default_manager.all()
        by_title = issubclass(self.model, Page) and order[0].columns == ("title",)
        if by_title or order is NEWEST_PAGE:  # the indexes of these are of pages of a type
            rows = self._of_type(rows)
        return self._in_languages(rows, wanted)

    def _counted(self, wanted: languages.Languages, narrowed: Mapping[str, Any] | None) -> QuerySet:
        """The rows to count: of pages of which nothing else is asked, those of the table that all types share."""
        asked, is_page = for_all(condition(narrowed, self.criteria)), issubclass(self.model, Page)
        model = Page if is_page and not asked else self.model
        rows = model._default_manager.filter(asked)
        return self._in_languages(self._of_type(rows) if is_page else rows, wanted)

    def _of_type(self, pages: QuerySet) -> QuerySet:
        return pages.filter(content_type=ContentType.objects.get_for_model(self.model))

    def _in_languages(self, rows: QuerySet, wanted: languages.Languages) -> QuerySet:
        return languages.in_languages(rows, wanted) if self._is_translatable() else rows

    def _made_of(self, wanted: languages.Languages) -> tuple[str, ...]:
        kind = self.model._meta.model_name or ""
        if not self._is_translatable():
            return (tags.listed(kind), tags.COLLECTIONS)
        return (*(tags.listed(kind, code) for code in wanted), LOCALES)

    def _node(self) -> Any:
        return registry.models[self.model]

    def _is_translatable(self) -> bool:
        return issubclass(self.model, TranslatableMixin)

    def _language_arguments(self) -> dict[str, Any]:
        return languages.ARGUMENTS if self._is_translatable() else {}


@dataclass(frozen=True, slots=True)
class Single:
    """One public row of ``model``, by one of several names for it."""

    model: type[Model]
    description: str
    ways: tuple[str, ...] = ("id", "slug")

    def field(self) -> graphene.Field:
        name = registry.models[self.model]._meta.name
        arguments: dict[str, Any] = {}
        if "slug" in self.ways:
            arguments["slug"] = graphene.Argument(graphene.String, description="Short for `by: {slug: ...}`.")
        if issubclass(self.model, TranslatableMixin):
            arguments |= languages.ARGUMENTS
        ways = {
            way: graphene.InputField(kind, description=text) for way, (kind, text) in _WAYS.items() if way in self.ways
        }
        one_of = type(f"{name}By", (graphene.InputObjectType,), {"__doc__": "One way to name an object.", **ways})
        arguments["by"] = graphene.Argument(one_of, description="How it is named: exactly one of these.")
        return graphene.Field(
            lambda: registry.models[self.model], resolver=self._resolve, description=self.description, **arguments
        )

    def _resolve(self, root: None, info: GraphQLResolveInfo, **given: Any) -> Any:
        names = {**(given.get("by") or {})}
        if given.get("slug") is not None:
            names["slug" if "slug" not in names else "also"] = given["slug"]
        if len(names) != 1:
            raise BadUserInput("Name one object: give `slug`, or `by` with exactly one field.")
        wanted = languages.preference(given.get("locale"), given.get("fallback"))
        ((way, value),) = names.items()
        match way:
            case "id":
                key = key_of(value, self.model)
                return next(iter(gather(rows(self.model, [key]).values(), wanted)), None)
            case "path":
                return at_path(value, requested_site(info.context), self.model, wanted)
        slug = comparable(value)
        kind = "page" if issubclass(self.model, Page) else self.model._meta.model_name or ""
        named = (tags.slug(kind, respelled(slug) if kind == "page" else slug), LOCALES)
        return Sought(self.model, "slug", (slug,), lambda given: self._named(given, wanted), wanted, named).row()

    def _named(self, given: Given, wanted: languages.Languages) -> QuerySet:
        rows = in_languages(self.model._default_manager.all(), wanted)
        return rows.filter(among("slug", given)).order_by("pk")


_WAYS = {
    "id": (graphene.ID, "Its global id."),
    "slug": (graphene.String, "Its slug."),
    "path": (graphene.String, "Its path at the frontend, in whatever spelling."),
}


def one_of_inputs(type_map: Mapping[str, Any]) -> None:
    """Mark the inputs of single objects as `@oneOf`, which graphene cannot say."""
    for name, made in type_map.items():
        if name.endswith("By"):
            made.is_one_of = True


def _order_meaning(order: Any) -> str:
    if order is None:
        return "The orders in which the list can come."
    what, _, direction = order.value.rpartition("_")
    return f"By {what.lower().replace('_', ' ')}, {'descending' if direction == 'DESC' else 'ascending'}."
