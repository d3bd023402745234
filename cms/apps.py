"""The site's own application: it assembles the public schema once every model has its GraphQL type."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Shabakat")

    def ready(self) -> None:
        from . import checks, collation, indexing, slug_input  # noqa: F401  registers the system checks
        from .caching import commits, numbering, purge_checks, purging, triggers  # noqa: F401  registers its checks

        slug_input.register()
        indexing.connect()
        connection_created.connect(collation.provide)
        connection_created.connect(commits.observe)
        post_save.connect(commits.after_save)
        numbering.on_entry(purging.enqueue)
        post_migrate.connect(triggers.install, sender=self)
