"""The journal of changes: what triggers noted, and what was made of it, in the order of the commits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Journal(models.Model):
    """The journal itself: its only row is the lock under which entries are numbered."""

    epoch = models.BigIntegerField(editable=False)
    position = models.BigIntegerField(default=0, editable=False)
    expired_until = models.DateTimeField(editable=False)
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = _("journal of changes")
        default_permissions = ()


class Change(models.Model):
    """A row that was written, as the database's own triggers noted it. It is gone once an entry tells of it."""

    table_name = models.CharField(max_length=63, editable=False)
    row_key = models.CharField(max_length=63, editable=False)
    columns = models.TextField(editable=False)
    before = models.TextField(null=True, editable=False)
    after = models.TextField(null=True, editable=False)
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        default_permissions = ()


class Entry(models.Model):
    """The tags of what was committed since the entry before."""

    position = models.BigIntegerField(primary_key=True, editable=False)
    tags = models.JSONField(editable=False)
    made_at = models.DateTimeField(db_index=True, editable=False)
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        default_permissions = ()
