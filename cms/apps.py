"""The site's own application: it assembles the public schema once every model has its GraphQL type."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Shabakat")

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system checks
        from .caching import purge_checks  # noqa: F401  likewise
