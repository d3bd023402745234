"""The order that editors give shared content by dragging, within each language."""

from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from wagtail.snippets.views import snippets

#: Each language has an order of its own; the key settles what editors have not ordered yet.
ORDER = ("locale", "sort_order", "pk")


class IndexView(snippets.IndexView):
    """A listing that shows items in the order in which they can be dragged."""

    def _annotate_queryset_updated_at(self, queryset: QuerySet) -> QuerySet:
        """When the last revision was made; Wagtail's own asks the audit log, which an import need not write."""
        return queryset.annotate(_updated_at=Coalesce("latest_revision__created_at", "last_published_at"))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        ordered = super().order_queryset(queryset)
        return ordered.order_by(*ORDER) if self.show_ordering_column else ordered


class ReorderView(snippets.ReorderView):
    """Moves one item among those of its language.

    Wagtail's own view shifts the numbers between two places, which moves nothing while items share a number, as all
    do that nobody has ordered yet. Here the whole language is numbered anew.
    """

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        item = get_object_or_404(self.model, pk=kwargs["pk"])
        listed = list(self.model.objects.order_by(*ORDER).only("locale", "sort_order"))
        first = next(place for place, other in enumerate(listed) if other.locale_id == item.locale_id)
        same_language = [other for other in listed if other.locale_id == item.locale_id]
        moved = same_language.pop(same_language.index(item))
        same_language.insert(_place(request.GET.get("position"), first, len(same_language)), moved)
        for number, other in enumerate(same_language):
            if other.sort_order != number:
                other.sort_order = number
                other.save(update_fields=["sort_order"])
        return JsonResponse({"success": True})


class AddLast:
    """Mixed into views that create an item: it starts at the end of its language's order."""

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance()  # type: ignore[misc]
        if instance is not None:
            highest = type(instance).objects.filter(locale=instance.locale_id).aggregate(n=Max("sort_order"))["n"]
            instance.sort_order = 0 if highest is None else highest + 1
        return instance


class CreateView(AddLast, snippets.CreateView):
    """Adds an item behind the others."""


class CopyView(AddLast, snippets.CopyView):
    """Adds a copy behind the others."""


def _place(position: str | None, first: int, last: int) -> int:
    """The index within the language, from the index in the listing; the end where there is none."""
    try:
        wanted = int(position or "")
    except ValueError:
        return last
    return min(max(wanted - first, 0), last)
