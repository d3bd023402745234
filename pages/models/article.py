"""Articles: what stands above their sections."""

from typing import Any

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from graphene import Date
from grapple.models import (
    GraphQLCollection,
    GraphQLField,
    GraphQLForeignKey,
    GraphQLImage,
    GraphQLRichText,
    GraphQLString,
)
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from pages.forms import ArticleForm
from pages.panels import SectionsPanel
from pages.previews import sections_shown
from pages.rest_fields import writable
from snippets.markup import strip_tags

from .base import BasePage


class ArticlePage(BasePage):
    """An article; its sections are its child pages, in their order."""

    lead = RichTextField(
        _("lead"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Opens the article, above its sections."),
    )
    hero_image = models.ForeignKey(
        "snippets.Picture",
        verbose_name=_("main image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt_text = models.CharField(
        _("alternative text of the main image"),
        max_length=255,
        blank=True,
        help_text=_("What the image says here. Empty: the description in the image library."),
    )
    topics = ParentalManyToManyField("snippets.Topic", verbose_name=_("topics"), blank=True, related_name="articles")
    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("The date that readers see."))
    updated_on = models.DateField(
        _("last updated"),
        null=True,
        blank=True,
        help_text=_("Set it when the content changes, not for a corrected letter."),
    )

    parent_page_types = ["pages.ArticleIndexPage"]
    subpage_types = ["pages.SectionPage"]
    template = "pages/previews/article.html"
    admin_default_ordering = "ord"
    base_form_class = ArticleForm

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["date", "page_ptr"], name="pages_article_by_date"),
            models.Index(fields=["page_ptr"], condition=models.Q(no_index=True), name="pages_article_no_index"),
        ]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("hero_image"), FieldPanel("hero_alt_text")], heading=_("Main image")),
        SectionsPanel(heading=_("Sections")),
        InlinePanel("author_links", heading=_("Authors"), label=_("Author")),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("date"), FieldPanel("updated_on")], heading=_("Dates")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.FilterField("date"),
    ]
    graphql_fields = [
        *BasePage.shared_graphql_fields,
        GraphQLRichText("lead", description="Opens the article, above its sections."),
        GraphQLImage("hero_image", description="The main image."),
        GraphQLString("hero_alt_text", required=True, description="Text for the main image; empty: the image's own."),
        GraphQLField("date", Date, required=True, description="The date that readers see."),
        GraphQLField("updated_on", Date, description="When the content last changed, if the editors say so."),
        GraphQLCollection(
            GraphQLForeignKey, "sections", "pages.SectionPage", description="The sections in their order."
        ),
        GraphQLCollection(GraphQLForeignKey, "authors", "snippets.Person", description="Who signs it, in their order."),
        GraphQLCollection(GraphQLForeignKey, "topics", "snippets.Topic", description="What it is filed under."),
    ]

    api_fields = [
        *BasePage.shared_api_fields,
        *writable("lead", "hero_image", "hero_alt_text", "author_links", "topics", "date", "updated_on"),
    ]

    def texts(self) -> dict[str, str]:
        return {**super().texts(), "lead": strip_tags(self.lead)}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "sections": sections_shown(self, request)}


class ArticleAuthor(Orderable):
    """One of the people who sign an article, at a place in their order."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="author_links")
    person = models.ForeignKey(
        "snippets.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="article_links"
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="an_author_signs_once")]

    panels = [FieldPanel("person")]
    api_fields = writable("person")
