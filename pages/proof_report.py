"""A report of slips of typing in all pages, for editors who look for work rather than at one page."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.direction import direction_of
from cms.typography import check
from pages.models import ArticleIndexPage, ArticlePage, HomePage, SectionPage
from pages.proof_texts import proof_texts
from pages.proofreading import KINDS

#: Findings that the report shows of one page; its editor shows them all.
_SHOWN = 20


class ProofReport(ReportView):
    """The pages that the user may edit, what changed last first, each with the slips in its newest version.

    Only the pages that one screen shows are read: reading all of a large site would keep its editors waiting.
    """

    page_title = _("Slips of typing")
    header_icon = "glasses"
    index_url_name = "proof_report"
    index_results_url_name = "proof_report_results"
    model = Page
    paginate_by = 25
    default_ordering = None
    is_searchable = False
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change", "publish"]
    list_export: list[str] = []

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), accessor="get_admin_display_title", get_url=_edit_url),
            Column("kind", label=_("Kind"), accessor=lambda page: page.get_verbose_name()),
            DateColumn("latest_revision_created_at", label=_("Updated")),
            FindingsColumn("findings", label=_("Slips of typing")),
        ]

    def get_queryset(self) -> QuerySet:
        pages = page_permission_policy.instances_user_has_any_permission_for(self.request.user, {"change"})
        return (
            pages.type((ArticleIndexPage, ArticlePage, HomePage, SectionPage))
            .prefetch_related("latest_revision", "locale")
            .order_by(F("latest_revision_created_at").desc(nulls_last=True), "-pk")
            .specific()
        )


class FindingsColumn(Column):
    """What is found in a page, and how much is not shown."""

    cell_template_name = "pages/columns/findings.html"

    def get_value(self, instance: Page) -> dict[str, Any]:
        language = instance.locale.language_code
        found = [(name, slip) for name, text in proof_texts(instance) for slip in check(text, language)]
        shown = [{"label": KINDS[slip.kind], "field": name, "slip": slip} for name, slip in found[:_SHOWN]]
        return {
            "language": language,
            "direction": direction_of(language),
            "shown": shown,
            "more": len(found) - len(shown),
        }


def _edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class ProofReportMenuItem(MenuItem):
    """Shown to those who may edit pages."""

    def is_shown(self, request: Any) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, {"add", "change", "publish"})


def menu_item() -> MenuItem:
    return ProofReportMenuItem(
        _("Slips of typing"), reverse("proof_report"), name="slips-of-typing", icon_name="glasses", order=650
    )
