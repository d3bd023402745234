"""Writing pages as the admin writes them: logged, with revisions, published where asked and nobody objects."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signals import page_published, published

from .incoming import StoredPage


def create(page: StoredPage, parent: Page, *, publish: bool) -> Revision:
    """Store a new page as the last child of ``parent``; answer its first revision.

    One to be published is public from its first moment on: the row, the log and the signals that Wagtail's publishing
    leaves behind, without a draft that is stored, read and checked again first.
    """
    page.live = publish
    if publish:
        page.first_published_at = page.last_published_at = timezone.now()
    parent.add_child(instance=page)
    # What is stored as public was checked; a draft's required fields were not.
    revision = page.save_revision(clean=not publish, changed=not publish)
    if publish:
        page.live_revision = revision
        Page.objects.filter(pk=page.pk).update(live_revision=revision)
        for signal in (page_published, published):
            signal.send(sender=type(page), instance=page, revision=revision)
        log(instance=page, action="wagtail.publish", revision=revision, content_changed=True)
    return revision


def revise(page: StoredPage, values: Mapping[str, Any], *, publish: bool) -> Revision:
    """Store ``values`` as a new revision on top of the latest one, or publish the latest where there are none."""
    latest = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(latest, name, value)
    revision = latest.save_revision(log_action=True) if values else page.get_latest_revision() or latest.save_revision()
    if publish:
        revision.publish()
    return revision


def objection(page: StoredPage, *, ours: bool, overwrite: bool) -> str:
    """Why the import should not write to ``page``; "" where nothing speaks against it.

    ``ours`` says that the latest revision is the import's own. ``overwrite`` sets aside what editors have written, not
    that they have locked or scheduled the page.
    """
    if page.locked:
        return "an editor locked the page; unlock it first"
    if page.approved_schedule:
        return "an editor scheduled the page; unschedule it first"
    if overwrite:
        return ""
    if page.workflow_in_progress:
        return "the page is in moderation"
    if page.has_unpublished_changes and not ours:
        return "an editor's draft is not published yet"
    return ""
