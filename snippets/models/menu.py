"""Menus of links that frontends show."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLString
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from .base import BaseSnippet


class MenuItemBlock(blocks.StructBlock):
    """A link to a page of the site or to an address elsewhere."""

    title = blocks.CharBlock(
        label=_("Title"), required=False, help_text=_("Empty: the title of the page is shown."), max_length=100
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False, help_text=_("For a link to another site."))

    class Meta:
        label = _("Item")
        icon = "link"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            message = ValidationError(_("Choose a page or write an address: one of the two."))
            raise blocks.StructBlockValidationError({"page": message, "url": message})
        if cleaned["url"] and not cleaned["title"]:
            raise blocks.StructBlockValidationError({"title": ValidationError(_("An address needs a title."))})
        return cleaned


class Menu(BaseSnippet):
    """An ordered list of links under a name that frontends ask for, such as `main` or `footer`."""

    title = models.CharField(_("title"), max_length=100)
    items = StreamField([("item", MenuItemBlock())], blank=True, verbose_name=_("items"))

    class Meta(BaseSnippet.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")

    panels = [TitleFieldPanel("title", targets=["slug"]), FieldPanel("slug"), FieldPanel("items")]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("live"),
        index.FilterField("locale"),
        index.FilterField("slug"),
    ]
    graphql_fields = [
        GraphQLString("slug", required=True, description="Names the menu in queries, such as `main`."),
        GraphQLString("title", required=True, description="The title as readers may see it."),
    ]

    def __str__(self) -> str:
        return self.title
