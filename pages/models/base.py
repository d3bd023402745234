"""What every page shares: fields for search engines and sharing, a path, and an address at the frontend."""

from typing import Any
from urllib.parse import quote

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLBoolean, GraphQLImage, GraphQLString
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from pages.paths import path_of
from pages.rest_fields import writable
from snippets.models import SiteSettings
from snippets.previewed import PreviewedAtFrontend
from snippets.searching import FOLDED, without_originals


class BasePage(PreviewedAtFrontend, Page):
    """The abstract parent of all page types. Wagtail's swappable page is not used: Grapple does not know it."""

    social_title = models.CharField(
        _("title for sharing"),
        max_length=150,
        blank=True,
        help_text=_("Empty: the title for search engines, or the title."),
    )
    social_description = models.TextField(
        _("description for sharing"), blank=True, help_text=_("Empty: the description for search engines.")
    )
    social_image = models.ForeignKey(
        "snippets.Picture",
        verbose_name=_("image for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("At least 1200 by 630 pixels."),
    )
    no_index = models.BooleanField(
        _("keep out of search engines"), default=False, help_text=_("Asks search engines not to list this page.")
    )

    class Meta:
        abstract = True

    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("no_index")],
            heading=_("For search engines"),
        ),
        MultiFieldPanel(
            [FieldPanel("social_title"), FieldPanel("social_description"), FieldPanel("social_image")],
            heading=_("For sharing"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("In menus")),
    ]
    names = ("title",)
    search_fields = [*Page.search_fields, *FOLDED]
    shared_graphql_fields = [
        GraphQLString("social_title", required=True, description="Title for sharing; empty: use `seoTitle`."),
        GraphQLString("social_description", required=True, description="Text for sharing; empty: `searchDescription`."),
        GraphQLImage("social_image", description="Image for sharing."),
        GraphQLBoolean("no_index", required=True, description="Whether search engines are asked not to list the page."),
    ]

    shared_api_fields = writable("social_title", "social_description", "social_image", "no_index")

    @classmethod
    def get_search_fields(cls) -> list[Any]:
        """What the index holds. ``search_fields`` itself has to keep all that Wagtail's page declares."""
        return without_originals(super().get_search_fields())

    def texts(self) -> dict[str, str]:
        """What search finds this page by: plain text by field."""
        return {"title": self.title}

    def known_as(self) -> list[str]:
        return [self.title]

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """The address at the frontend, percent-encoded. Until one is set, the page has a site but no address."""
        placed = path_of(self)
        if placed is None:
            return None
        site_id, path = placed
        frontend_url = SiteSettings.frontend_url_of(site_id, request)
        return (site_id, frontend_url, quote(path)) if frontend_url else (site_id, None, None)
