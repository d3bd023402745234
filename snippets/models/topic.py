"""Topics under which articles are filed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLCollection, GraphQLForeignKey, GraphQLString
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.search import index

from snippets.searching import Beginnings, FoldedNames

from .base import BaseSnippet


class Topic(BaseSnippet):
    """A subject that articles are about."""

    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)

    class Meta(BaseSnippet.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    panels = [
        TitleFieldPanel("name", targets=["slug"], placeholder=_("Name*")),
        FieldPanel("slug"),
        FieldPanel("description"),
    ]
    names = ("name",)
    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("description"),
        index.AutocompleteField("name"),
        FoldedNames(),
        Beginnings(),
        index.FilterField("live"),
        index.FilterField("locale"),
        index.FilterField("slug"),
    ]
    graphql_fields = [
        GraphQLString("slug", required=True, description="Names the topic in queries."),
        GraphQLString("name", required=True, description="The name as readers see it."),
        GraphQLString(
            "summary", required=True, source="description", description="What the topic covers, as plain text."
        ),
        GraphQLCollection(
            GraphQLForeignKey, "articles", "pages.ArticlePage", description="What is filed under it, newest first."
        ),
    ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.name

    def texts(self) -> dict[str, str]:
        """What names this topic: plain text by field."""
        return {"name": self.name}

    def known_as(self) -> list[str]:
        return [self.name]
