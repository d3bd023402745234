"""What follows from a change of a picture: its renditions are made, after the transaction and never by a reader."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

from .models import Picture
from .renditions import SOURCE_FIELDS, make_renditions_task, source_of


@receiver(pre_save, sender=Picture)
def compare_source(instance: Picture, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """Notes on the instance what the save about to happen changes of that from which renditions are made."""
    instance._has_new_file = instance._needs_renditions = False
    if raw or (update_fields is not None and not {*SOURCE_FIELDS} & {*update_fields}):
        return
    stored = Picture.objects.filter(pk=instance.pk).only(*SOURCE_FIELDS).first() if instance.pk else None
    instance._needs_renditions = stored is None or source_of(stored) != source_of(instance)
    instance._has_new_file = stored is None or stored.file.name != instance.file.name
    if instance._has_new_file:
        instance.blur_data_url = instance.dominant_color = ""


@receiver(post_save, sender=Picture)
def make_after_save(instance: Picture, **kwargs: Any) -> None:
    if instance._has_new_file:
        instance.renditions.all().delete()
    if instance._needs_renditions:
        transaction.on_commit(lambda: make_renditions_task.enqueue(instance.pk), robust=True)
