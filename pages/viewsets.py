"""Which listings the admin shows for which page types."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet

from pages.listings import ArticleExplorer, ArticleListing, ArticleUse, SectionExplorer, SectionUse
from pages.models import ArticlePage, SectionPage

_HEADINGS = {
    "topic_names": _("Topics"),
    "author_names": _("Authors"),
    "platform_names": _("Platforms named"),
    "numchild": _("Sections"),
    "get_kind_display": _("Kind"),
    "locale.language_code": _("Language"),
}
_ARTICLE_EXPORT = [
    "title",
    "slug",
    "topic_names",
    "author_names",
    "date",
    "updated_on",
    "numchild",
    "live",
    "locale.language_code",
    "last_published_at",
]


class ArticleListingViewSet(PageListingViewSet):
    """The admin menu's entry for all articles."""

    model = ArticlePage
    name = "articles"
    icon = "doc-full"
    menu_label = _("Articles")
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = ArticleListing
    list_export = _ARTICLE_EXPORT
    export_headings = _HEADINGS
    filterset_class = ArticleListing.base_filterset_class


class ArticleViewSet(PageViewSet):
    """Articles where the page tree is explored."""

    model = ArticlePage
    icon = "doc-full"
    index_view_class = ArticleExplorer
    content_type_use_view_class = ArticleUse
    list_export = _ARTICLE_EXPORT
    export_headings = _HEADINGS
    filterset_class = ArticleExplorer.base_filterset_class


class SectionViewSet(PageViewSet):
    """Sections where the page tree is explored."""

    model = SectionPage
    icon = "doc-empty"
    index_view_class = SectionExplorer
    content_type_use_view_class = SectionUse
    list_export = ["title", "slug", "get_kind_display", "platform_names", "live", "locale.language_code"]
    export_headings = _HEADINGS
    filterset_class = SectionExplorer.base_filterset_class
