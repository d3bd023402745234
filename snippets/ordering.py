"""The order that editors give shared content by dragging, within each language."""

from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from wagtail.snippets.views import snippets

#: Each language has an order of its own; the key settles what editors have not ordered yet.
ORDER = ("locale", "sort_order", "pk")


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


def last_place(model: type[Model], locale_id: int) -> int:
    """The number that puts a new item behind the others of its language."""
    highest = model._default_manager.filter(locale=locale_id).aggregate(highest=Max("sort_order"))["highest"]
    return 0 if highest is None else highest + 1


def _place(position: str | None, first: int, last: int) -> int:
    """The index within the language, from the index in the listing; the end where there is none."""
    try:
        wanted = int(position or "")
    except ValueError:
        return last
    return min(max(wanted - first, 0), last)
