"""The page types of the site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from cms.caching.watching import watch

        from . import changes, signals  # noqa: F401  connects the handlers

        watch(changes.WATCHED, changes.consequences)
