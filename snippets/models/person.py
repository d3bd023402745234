"""People who sign what the site publishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLCollection, GraphQLForeignKey, GraphQLImage, GraphQLRichText, GraphQLString
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from .base import BaseSnippet


class Person(BaseSnippet):
    """An author or editor, as readers see them; no account and no private address."""

    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=150, blank=True, help_text=_("Such as Editor, or Marketing writer."))
    bio = RichTextField(_("about"), blank=True, features=["bold", "italic", "link"])
    website = models.URLField(_("website"), blank=True)
    photo = models.ForeignKey(
        "snippets.Picture", verbose_name=_("photo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(BaseSnippet.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")

    panels = [
        TitleFieldPanel("name", targets=["slug"], placeholder=_("Name*")),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("photo"),
        FieldPanel("bio"),
        FieldPanel("website"),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("role"),
        index.SearchField("bio"),
        index.AutocompleteField("name"),
        index.FilterField("live"),
        index.FilterField("locale"),
        index.FilterField("slug"),
    ]
    graphql_fields = [
        GraphQLString("slug", required=True, description="Names the person in queries."),
        GraphQLString("name", required=True, description="The name as readers see it."),
        GraphQLString("role", required=True, description="What the person does; empty when not given."),
        GraphQLRichText("bio", description="A few sentences about the person."),
        GraphQLString("website", required=True, description="The person's own site; empty when not given."),
        GraphQLImage("photo", description="A portrait."),
        GraphQLCollection(
            GraphQLForeignKey, "articles", "pages.ArticlePage", description="What the person has written, newest first."
        ),
    ]

    def __str__(self) -> str:
        return self.name
