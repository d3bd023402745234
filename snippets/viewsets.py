"""How editors find, list, order and export the shared content."""

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .columns import THUMBNAIL, ColorColumn, Column, LatinColumn, NumberColumn, PictureColumn, publishing_columns
from .editing import CopyView, CreateView, PreviewOnCreateView
from .inspection import InspectView
from .listings import IndexView
from .models import Menu, Person, Picture, Platform, Topic
from .ordering import ORDER, ReorderView

_EXPORTED_ALWAYS = ["locale.language_code", "live", "first_published_at", "last_published_at"]
_HEADINGS = {
    "locale.language_code": _("Language"),
    "alias_list": _("Aliases"),
    "feature_list": _("Features"),
    "get_kind_display": _("Kind"),
    "section_count": _("Sections"),
    "article_count": _("Articles"),
}


class SharedContentViewSet(SnippetViewSet):
    """What the listings of all shared content have in common."""

    index_view_class = IndexView
    add_view_class = CreateView
    copy_view_class = CopyView
    preview_on_add_view_class = PreviewOnCreateView
    reorder_view_class = ReorderView
    sort_order_field = "sort_order"
    list_filter = ["live"]
    list_per_page = 50
    export_headings = _HEADINGS
    inspect_view_class = InspectView
    inspect_view_enabled = True
    rows: "QuerySet"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """A fresh copy of ``rows``, which carries all that the columns show, in a fixed number of queries.

        Counting drops the model's own order, so it is asked for again.
        """
        return self.rows.order_by(*ORDER)


class PlatformViewSet(SharedContentViewSet):
    model = Platform
    menu_label = _("Platforms")
    icon = "globe"
    list_display = [
        "arabic_name",
        PictureColumn("logo", label=_("Logo")),
        LatinColumn("latin_name", label=_("Latin name"), sort_key="latin_name"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        ColorColumn("brand_color", label=_("Brand colour")),
        NumberColumn("section_count", label=_("Sections")),
        *publishing_columns(),
    ]
    list_filter = ["kind", "live"]
    list_export = [
        "slug",
        "arabic_name",
        "latin_name",
        "alias_list",
        "get_kind_display",
        "tagline",
        "feature_list",
        "website",
        "brand_color",
        "post_length_limit",
        "launch_year",
        "section_count",
        *_EXPORTED_ALWAYS,
    ]
    inspect_view_fields = [
        "arabic_name",
        "latin_name",
        "slug",
        "aliases",
        "kind",
        "tagline",
        "description",
        "features",
        "logo",
        "brand_color",
        "website",
        "post_length_limit",
        "launch_year",
        "locale",
    ]
    rows = (
        Platform.objects.select_related("locale")
        .prefetch_related(Prefetch("logo", Picture.objects.prefetch_renditions(THUMBNAIL)))
        .annotate(section_count=Count("mention_links"))
    )


class PersonViewSet(SharedContentViewSet):
    model = Person
    menu_label = _("People")
    icon = "user"
    list_display = [
        "name",
        PictureColumn("photo", label=_("Photo")),
        Column("role", label=_("Role"), sort_key="role"),
        NumberColumn("article_count", label=_("Articles")),
        *publishing_columns(),
    ]
    list_export = ["slug", "name", "role", "website", "article_count", *_EXPORTED_ALWAYS]
    inspect_view_fields = ["name", "slug", "role", "photo", "bio", "website", "locale"]
    rows = Person.objects.prefetch_related(Prefetch("photo", Picture.objects.prefetch_renditions(THUMBNAIL))).annotate(
        article_count=Count("article_links")
    )


class TopicViewSet(SharedContentViewSet):
    model = Topic
    menu_label = _("Topics")
    icon = "tag"
    list_display = [
        "name",
        LatinColumn("slug", label=_("Slug"), sort_key="slug"),
        NumberColumn("article_count", label=_("Articles")),
        *publishing_columns(),
    ]
    list_export = ["slug", "name", "description", "article_count", *_EXPORTED_ALWAYS]
    inspect_view_fields = ["name", "slug", "description", "locale"]
    rows = Topic.objects.annotate(article_count=Count("articles"))


class MenuViewSet(SharedContentViewSet):
    model = Menu
    menu_label = _("Menus")
    icon = "list-ul"
    list_display = [
        "title",
        LatinColumn("slug", label=_("Slug"), sort_key="slug"),
        NumberColumn("items", label=_("Items"), accessor=lambda menu: len(menu.items.raw_data)),
        *publishing_columns(),
    ]
    list_export = ["slug", "title", *_EXPORTED_ALWAYS]
    inspect_view_fields = ["title", "slug", "items", "locale"]
    rows = Menu.objects.all()


class SharedContentGroup(SnippetViewSetGroup):
    """The admin menu's entry for all of them."""

    items = (PlatformViewSet, PersonViewSet, TopicViewSet, MenuViewSet)
    menu_label = _("Shared content")
    menu_icon = "snippet"
    menu_name = "shared-content"
    menu_order = 160
