"""Where editors see the previews that still can be opened, and close them."""

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import HeaderButton
from wagtail.admin.widgets.button import Button

from snippets.models import PreviewToken


class OwnTokens:
    """Mixed into the views: everybody has to do with their own, superusers with all."""

    model = PreviewToken

    def get_queryset(self) -> QuerySet:
        tokens = PreviewToken.objects.live().select_related("editor", "content_type").order_by("-expires_at", "pk")
        user = self.request.user  # type: ignore[attr-defined]
        return tokens if user.is_superuser else tokens.filter(editor=user)


class PreviewLinksView(OwnTokens, generic.IndexView):
    """The previews that can be opened now."""

    page_title = _("Preview links")
    header_icon = "view"
    index_url_name = "preview_links:index"
    delete_url_name = "preview_links:revoke"
    default_ordering = None
    is_searchable = False
    paginate_by = 50

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column("__str__"),
            Column("content_type", label=_("Kind"), accessor=lambda token: token.content_type.name),
            Column("editor", label=_("Editor"), accessor=lambda token: token.editor.get_username()),
            DateColumn("created_at", label=_("Created")),
            Column("expires_at", label=_("Expires"), accessor=lambda token: localize(localtime(token.expires_at))),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return []

    def get_edit_url(self, instance: PreviewToken) -> None:
        return None

    def get_list_more_buttons(self, instance: PreviewToken) -> list[Button]:
        address = reverse(self.delete_url_name, args=[instance.pk])
        return [Button(_("Revoke"), url=address, icon_name="bin", priority=10)]


class RevokeView(OwnTokens, generic.DeleteView):
    """Closes one preview after asking once."""

    page_title = _("Revoke")
    header_icon = "bin"
    index_url_name = "preview_links:index"
    delete_url_name = "preview_links:revoke"
    success_message = _("The preview link of '%(object)s' was revoked.")
    confirmation_message = _("Revoke this link? The preview cannot be opened with it any more.")


class PreviewLinks(ViewSet):
    """The settings menu's entry."""

    name = "preview_links"
    url_prefix = "preview-links"
    icon = "view"
    menu_label = _("Preview links")
    menu_order = 700
    add_to_settings_menu = True
    menu_url_name = "preview_links:index"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", PreviewLinksView.as_view(), name="index"),
            path("revoke/<int:pk>/", RevokeView.as_view(), name="revoke"),
        ]
