"""What editors decide for a whole site."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLImage, GraphQLString
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from snippets.inputs import arabic_input, latin_input


class SocialProfileBlock(blocks.StructBlock):
    """The publisher's page on a platform."""

    platform = SnippetChooserBlock("snippets.Platform", label=_("Platform"))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        label = _("Profile")
        icon = "user"


def holds_token_once(address: str) -> None:
    """Raises ValidationError unless ``address`` says where the token goes, and needs nothing else filled in."""
    if address.count("{token}") != 1 or {"{", "}"} & {*address.replace("{token}", "")}:
        raise ValidationError(_("Write {token} where the token goes, once, and no other braces."))


@register_setting(icon="site", order=1)
class SiteSettings(BaseSiteSetting):
    """Name, tagline, profiles and sharing image of a site, and the address where readers find it."""

    name = models.CharField(_("name in Arabic"), max_length=100, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    tagline = models.CharField(_("tagline in Arabic"), max_length=200, blank=True)
    tagline_en = models.CharField(_("tagline in English"), max_length=200, blank=True)
    social_profiles = StreamField([("profile", SocialProfileBlock())], blank=True, verbose_name=_("social profiles"))
    sharing_image = models.ForeignKey(
        "snippets.Picture",
        verbose_name=_("default sharing image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown where a shared page has no image of its own."),
    )
    frontend_url = models.URLField(
        _("frontend's base address"),
        blank=True,
        help_text=_("Where readers find the site, such as https://www.example.org. Page addresses start with it."),
    )
    preview_url = models.URLField(
        _("frontend's preview address"),
        blank=True,
        validators=[URLValidator(schemes=["http", "https"]), holds_token_once],
        help_text=_(
            "Where the frontend shows what is not published, such as "
            "https://www.example.org/api/preview?token={token}. Empty: previews are shown here."
        ),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name", widget=arabic_input()), FieldPanel("name_en", widget=latin_input())]),
                FieldRowPanel(
                    [FieldPanel("tagline", widget=arabic_input()), FieldPanel("tagline_en", widget=latin_input())]
                ),
            ],
            heading=_("Name"),
        ),
        FieldPanel("social_profiles"),
        FieldPanel("sharing_image"),
        FieldPanel("frontend_url"),
        FieldPanel("preview_url"),
    ]
    graphql_fields = [
        GraphQLString("frontend_url", required=True, description="Where readers find the site; empty until it is set."),
        GraphQLImage("sharing_image", description="Shown where a shared page has no image of its own."),
    ]

    @classmethod
    def frontend_url_of(cls, site_id: int, request: HttpRequest | None = None) -> str:
        """The frontend's base address without a final slash, read once a request; empty until it is set."""
        known: dict[int, str] = getattr(request, "_frontend_urls", None) or {}
        if site_id not in known:
            found = cls.objects.filter(site_id=site_id).values_list("frontend_url", flat=True).first()
            known[site_id] = (found or "").rstrip("/")
        if request is not None:
            request._frontend_urls = known
        return known[site_id]
