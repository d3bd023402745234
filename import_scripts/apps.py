"""The import of articles from text, and their export."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportScriptsConfig(AppConfig):
    name = "import_scripts"
    verbose_name = _("Import")
