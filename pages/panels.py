"""Panels of the editor that show more than a field."""

from typing import Any

from wagtail.admin.panels import Panel
from wagtail.models import Page


class SectionsPanel(Panel):
    """The sections of an article in their order, with links to edit, add and reorder them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/sections_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            article: Page = self.instance
            context["request"] = self.request  # page_permissions asks it for the editor
            context["article"] = article
            context["sections"] = _sections(article) if article.pk else []
            return context


def _sections(article: Page) -> list[Page]:
    """The sections with all that their status needs, in a fixed number of queries."""
    sections = article.get_children().order_by("path")
    return list(sections.annotate_approved_schedule().prefetch_workflow_states())
