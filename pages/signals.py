"""What follows from a change of a page or of what pages refer to."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_slug_changed, post_page_move

from pages import redirects
from pages.mention_updates import update_mentions_on_commit
from snippets.models import Platform

page_slug_changed.connect(redirects.after_renaming)
post_page_move.connect(redirects.after_move)
page_published.connect(redirects.after_publication)

#: The fields that decide which sections name a platform.
NAMING_FIELDS = ("slug", "latin_name", "arabic_name", "aliases")


@receiver(pre_save, sender=Platform)
def compare_names(instance: Platform, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """Notes on the instance whether the save about to happen changes a name."""
    instance._names_change = False
    if raw or (update_fields is not None and not {*NAMING_FIELDS} & {*update_fields}):
        return
    stored = Platform.objects.filter(pk=instance.pk).only(*NAMING_FIELDS, "locale").first() if instance.pk else None
    instance._names_change = stored is None or _names(stored) != _names(instance)


@receiver(post_save, sender=Platform)
def update_after_save(instance: Platform, **kwargs: Any) -> None:
    if instance._names_change:
        update_mentions_on_commit()


@receiver(post_delete, sender=Platform)
def update_after_deletion(**kwargs: Any) -> None:
    update_mentions_on_commit()


def _names(platform: Platform) -> tuple[Any, ...]:
    return (
        platform.locale_id,
        platform.slug,
        platform.latin_name,
        platform.arabic_name,
        [child["value"] for child in platform.aliases.get_prep_value()],
    )
