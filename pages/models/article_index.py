"""A list of articles, such as a department of a magazine."""

from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLCollection, GraphQLForeignKey, GraphQLRichText
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from pages.rest_fields import writable
from snippets.markup import strip_tags

from .base import BasePage


class ArticleIndexPage(BasePage):
    """The parent of articles."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ArticlePage"]
    template = "pages/preview.html"

    class Meta:
        verbose_name = _("article list")
        verbose_name_plural = _("article lists")

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    graphql_fields = [
        *BasePage.shared_graphql_fields,
        GraphQLRichText("introduction", description="What the list holds, in a few sentences."),
        GraphQLCollection(
            GraphQLForeignKey, "articles", "pages.ArticlePage", description="The articles of this list, newest first."
        ),
    ]
    api_fields = [*BasePage.shared_api_fields, *writable("introduction")]

    def texts(self) -> dict[str, str]:
        return {**super().texts(), "introduction": strip_tags(self.introduction)}
