"""Brings the platforms that sections name up to date after the platforms' own names have changed."""

from collections import defaultdict
from collections.abc import Iterator
from threading import local

from django.db import transaction
from django_tasks import task

from pages.models import SectionMention, SectionPage
from snippets.mentions import AliasIndex
from snippets.models import Platform
from snippets.platform_names import alias_index

CHUNK = 200

_transaction = local()


@task()
def update_mentions_task() -> int:
    return update_mentions()


def update_mentions() -> int:
    """Derive the mentions of every section anew. The number of sections whose mentions changed.

    Sections are only read, a chunk at a time; one that is out of date is locked and derives its mentions itself, from
    its text as it is then.
    """
    changed = 0
    for pk in list(_outdated(alias_index())):
        with transaction.atomic():
            section = SectionPage.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            changed += section is not None and section.derive_mentions()
    return changed


def update_mentions_on_commit() -> None:
    """Queue one update for all changes of this transaction, unless there is no section to update."""
    # Every change registers the callback, so that rolling back to a savepoint takes back only what happened in it;
    # the first callback to run at the commit answers for the rest.
    _transaction.names_changed = True
    transaction.on_commit(_enqueue_once)


def _enqueue_once() -> None:
    if getattr(_transaction, "names_changed", False):
        _transaction.names_changed = False
        if SectionPage.objects.exists():
            update_mentions_task.enqueue()


def _outdated(index: AliasIndex) -> Iterator[int]:
    platforms = {(p.locale_id, p.slug): p.pk for p in Platform.objects.only("locale", "slug")}
    pks = list(SectionPage.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        chunk = pks[start : start + CHUNK]
        kept = defaultdict(list)
        for link in SectionMention.objects.filter(section__in=chunk).order_by("position"):
            kept[link.section_id].append(link.platform_id)
        for section in SectionPage.objects.filter(pk__in=chunk).only("title", "locale", "body"):
            named = (platforms.get((section.locale_id, slug)) for slug in index.mentions(section.text()))
            if [pk for pk in named if pk is not None] != kept[section.pk]:
                yield section.pk
