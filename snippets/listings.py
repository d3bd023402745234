"""The listing of one kind of shared content."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import Revision, WorkflowState
from wagtail.search.backends import get_search_backend
from wagtail.snippets.views import snippets

from cms.collation import in_arabic_orders

from .ordering import ORDER

#: The columns by which items are called.
NAMES = frozenset({"name", "title", "arabic_name", "latin_name"})


class IndexView(snippets.IndexView):
    """Shows items in the order in which they can be dragged, with what their columns need fetched at once."""

    def get_base_queryset(self) -> QuerySet:
        """The rows with all that their status tells of; Wagtail's own asks for it row by row."""
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False).order_by("-created_at", "-id")
        return (
            super()
            .get_base_queryset()
            .prefetch_related(
                Prefetch("workflow_states", WorkflowState.objects.active(), to_attr="_current_workflow_states"),
                Prefetch("_revisions", scheduled, to_attr="_scheduled_revisions"),
            )
        )

    def _annotate_queryset_updated_at(self, queryset: QuerySet) -> QuerySet:
        """When the last revision was made; Wagtail's own asks the audit log, which an import need not write."""
        return queryset.annotate(_updated_at=Coalesce("latest_revision__created_at", "last_published_at"))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        ordered = super().order_queryset(queryset)
        if self.show_ordering_column:
            return ordered.order_by(*ORDER)
        if str(self.ordering).removeprefix("-") in NAMES:
            return ordered.order_by(*in_arabic_orders([self.ordering], NAMES), *ORDER)
        return ordered

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Search results as they come are sorted by indexed columns only, so what is sorted is looked up by its key."""
        if not (self.is_searching and self.is_explicitly_ordered):
            return super().search_queryset(queryset)
        found = get_search_backend().autocomplete(self.search_query, self.model.objects.all())
        return queryset.filter(pk__in=[item.pk for item in found])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for item in context["object_list"]:
            item.scheduled_revision = next(iter(item._scheduled_revisions), None)
        return context
