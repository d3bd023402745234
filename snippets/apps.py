"""The shared content that pages refer to: platforms, people, topics, menus, images and the site's settings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SnippetsConfig(AppConfig):
    name = "snippets"
    verbose_name = _("Shared content")

    def ready(self) -> None:
        from . import previewing  # noqa: F401  connects the end of a session with that of its previews
