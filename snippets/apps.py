"""The shared content that pages refer to: platforms, people, topics, menus, images and the site's settings."""

import mimetypes

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SnippetsConfig(AppConfig):
    name = "snippets"
    verbose_name = _("Shared content")

    def ready(self) -> None:
        from cms.caching.watching import watch

        from . import changes, previewing, signals  # noqa: F401  connects the handlers

        watch(changes.WATCHED, changes.consequences)

        # Python 3.11 knows these only where the system's own table does, which slim images lack.
        mimetypes.add_type("image/avif", ".avif")
        mimetypes.add_type("image/webp", ".webp")
