"""The page types of the site."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from cms.caching.watching import watch

        from . import changes, respelling, signals  # noqa: F401  connects the handlers
        from .indexes import ensure_indexes

        watch(changes.WATCHED, changes.consequences)
        connection_created.connect(respelling.provide)
        post_migrate.connect(ensure_indexes, sender=self)
