"""What the admin gains from the pages: listings, the direction of what editors type, and the reading of proofs."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from pages.proof_report import ProofReport, menu_item
from pages.proofreading import proofread
from pages.viewsets import ArticleListingViewSet, ArticleViewSet, SectionViewSet


@hooks.register("register_admin_viewset")
def register_listings() -> list[ViewSet]:
    return [ArticleListingViewSet(), ArticleViewSet(), SectionViewSet()]


@hooks.register("insert_global_admin_css")
def content_direction() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("pages/admin.css"))


@hooks.register("insert_editor_js")
def editor_scripts() -> str:
    scripts = (static("pages/content_direction.js"), static("pages/proofreading.js"))
    return format_html_join("\n", '<script src="{}"></script>', ((script,) for script in scripts))


@hooks.register("register_admin_urls")
def proofreading_addresses() -> list[URLPattern]:
    return [
        path("proofreading/", proofread, name="proofread"),
        path("reports/proofs/", ProofReport.as_view(), name="proof_report"),
        path("reports/proofs/results/", ProofReport.as_view(results_only=True), name="proof_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def proof_report() -> MenuItem:
    return menu_item()
