"""Sections of an article: their text in blocks, and the platforms that they name."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLCollection, GraphQLForeignKey, GraphQLStreamfield, GraphQLString
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from pages.blocks import BodyBlock, plain_text
from pages.rest_fields import writable
from snippets.models import Platform
from snippets.platform_names import alias_index

from .base import BasePage


class SectionKind(models.TextChoices):
    DEFINITION = "definition", _("What it is")
    TYPES = "types", _("Kinds")
    IMPORTANCE = "importance", _("Importance")
    ADVANTAGES = "advantages", _("Advantages")
    DEVELOPMENTS = "developments", _("Developments")
    OTHER = "other", _("Other")


class SectionPage(BasePage):
    """A part of an article with an address of its own."""

    kind = models.CharField(_("kind"), max_length=20, choices=SectionKind, default=SectionKind.OTHER)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["pages.ArticlePage"]
    subpage_types: list[str] = []
    template = "pages/previews/section.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        indexes = [models.Index(fields=["page_ptr"], condition=models.Q(no_index=True), name="pages_section_no_index")]

    content_panels = [*BasePage.content_panels, FieldPanel("kind"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.FilterField("kind")]
    graphql_fields = [
        *BasePage.shared_graphql_fields,
        GraphQLString("kind", required=True, description="What the section is about."),
        GraphQLStreamfield("body", required=True, description="The text, block by block."),
        GraphQLCollection(
            GraphQLForeignKey,
            "mentions",
            "snippets.Platform",
            description="Platforms that the text names, in that order.",
        ),
    ]

    api_fields = [*BasePage.shared_api_fields, *writable("kind", "body")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the section and, with it, which platforms its title and text name.

        Saving a draft of what is published saves other fields only, and what the draft names is not public yet.
        """
        fields = kwargs.get("update_fields")
        if fields is not None and not {"title", "body", "locale"} & {*fields}:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.derive_mentions()

    def texts(self) -> dict[str, str]:
        return {**super().texts(), "body": plain_text(self.body.get_prep_value())}

    def text(self) -> str:
        """Title and body as plain text, a line for each field."""
        return f"{self.title}\n{plain_text(self.body.get_prep_value())}"

    def derive_mentions(self) -> bool:
        """Bring the kept mentions in line with the text. True where that changed them."""
        slugs = alias_index().mentions(self.text())
        platforms = dict(Platform.objects.filter(slug__in=slugs, locale=self.locale_id).values_list("slug", "pk"))
        wanted = [platforms[slug] for slug in slugs if slug in platforms]
        kept = list(self.mention_links.values_list("platform", flat=True))
        if wanted == kept:
            return False
        if kept:
            self.mention_links.all().delete()
        self.mention_links.bulk_create(_links(self, wanted))
        return True


class SectionMention(models.Model):
    """A platform that a section names. Derived from the text; never edited."""

    section = models.ForeignKey(SectionPage, on_delete=models.CASCADE, related_name="mention_links")
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="mention_links")
    position = models.PositiveSmallIntegerField()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["section", "platform"], name="a_section_mentions_once")]
        indexes = [models.Index(fields=["platform", "section"], name="pages_latest_mentions")]


def _links(section: SectionPage, platform_pks: Iterable[int]) -> list[SectionMention]:
    return [
        SectionMention(section=section, platform_id=pk, position=position) for position, pk in enumerate(platform_pks)
    ]
