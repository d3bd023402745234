"""What the admin gains from the page types: listings, and the direction of what editors type."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from pages.viewsets import ArticleListingViewSet, ArticleViewSet, SectionViewSet


@hooks.register("register_admin_viewset")
def register_listings() -> list[ViewSet]:
    return [ArticleListingViewSet(), ArticleViewSet(), SectionViewSet()]


@hooks.register("insert_global_admin_css")
def content_direction() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("pages/admin.css"))
