"""The front page of a site in one language."""

from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLRichText
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from pages.rest_fields import writable
from snippets.markup import strip_tags

from .base import BasePage


class HomePage(BasePage):
    """The root of a site; everything else stands below it."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.ArticleIndexPage"]
    template = "pages/preview.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    graphql_fields = [
        *BasePage.shared_graphql_fields,
        GraphQLRichText("introduction", description="What the site offers, in a few sentences."),
    ]
    api_fields = [*BasePage.shared_api_fields, *writable("introduction")]

    def texts(self) -> dict[str, str]:
        return {**super().texts(), "introduction": strip_tags(self.introduction)}
