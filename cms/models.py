"""The journal of changes, what it is made of, what caches elsewhere are still to be told of it, and the vocabulary."""

from typing import Any

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


class PurgeQuerySet(models.QuerySet["Purge"]):
    def by_target(self) -> models.QuerySet["Purge", dict[str, Any]]:
        """For each cache with purges: ``target``, ``waiting``, ``given_up``, and one ``last_error`` if there is any."""
        given_up = models.Q(next_attempt=None)
        return (
            self.values("target")
            .annotate(
                waiting=models.Count("pk", filter=~given_up),
                given_up=models.Count("pk", filter=given_up),
                last_error=models.Max("last_error"),
            )
            .order_by("target")
        )


class Purge(models.Model):
    """A cache in front of the site is to forget what carries one of some tags; the row is there until it has.

    It is written with the journal's entry, so there is one for each change and no more.
    """

    #: The cache's address, as PURGE_TARGETS names it.
    target = models.CharField(max_length=255, editable=False)
    #: In the spelling of the headers: ASCII, without spaces.
    tags = models.JSONField(editable=False)
    #: The entry's number.
    position = models.BigIntegerField(editable=False)
    made_at = models.DateTimeField(editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    #: Empty: given up.
    next_attempt = models.DateTimeField(null=True, editable=False)
    last_error = models.TextField(blank=True, editable=False)
    wagtail_reference_index_ignore = True

    objects = PurgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")
        default_permissions = ()
        indexes = [models.Index(fields=["target", "next_attempt"], name="purge_due")]


class Word(models.Model):
    """A folded word that was published at some time; the same may stand here twice (cms/vocabulary.py)."""

    word = models.CharField(max_length=40, editable=False)
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        default_permissions = ()
        indexes = [models.Index(fields=["word"], name="word_known")]
