"""What the import remembers, so that it can tell an editor's change from its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """One imported item, the article itself or one of its sections, as the import last wrote it."""

    key = models.CharField(_("key"), max_length=200)
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(_("item"), max_length=200, help_text=_("Empty for the article, else the section's key."))
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="import_records", verbose_name=_("page")
    )
    written = models.JSONField(_("written"), help_text=_("Fingerprint of each field as it was last imported."))
    vanished = models.BooleanField(_("vanished"), default=False, help_text=_("The item is no longer in the text."))
    source = models.CharField(_("source"), max_length=500)
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")
        constraints = [models.UniqueConstraint(fields=["key", "locale", "item"], name="one_record_per_item")]

    def __str__(self) -> str:
        return f"{self.key}#{self.item}" if self.item else self.key
