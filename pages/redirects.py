"""What a page leaves behind where it stood: redirects for itself and for the pages below it.

Wagtail's own handlers look at addresses, which pages here do not have until a front end is named, ask page by page, and
leave redirects for drafts whose address nobody ever knew.
"""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from .paths import path_of
from .roots import site_roots

logger = logging.getLogger(__name__)

#: How many redirects are written at a time.
BATCH = 1_000
_LONGEST = Redirect._meta.get_field("old_path").max_length or 0

#: A site, a path there as redirects are stored, and the page that stands behind it.
Place = tuple[int, str, int]


def after_renaming(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """The receiver of `page_slug_changed`."""
    leave_redirects(instance, instance_before.url_path)


def after_move(instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    """The receiver of `post_page_move`, which is sent as well for a page that stays below its parent."""
    if url_path_before != url_path_after:
        leave_redirects(instance, url_path_before)


def after_publication(instance: Page, **kwargs: Any) -> None:
    """The receiver of `page_published`: where a page stands now, nothing leads away any more."""
    for site, path, _page in _places([(instance.pk, instance.url_path)]):
        _left_behind().filter(site=site, old_path=path).delete()


def leave_redirects(page: Page, url_path_before: str) -> None:
    """Lead from where ``page`` and the pages below it stood to where they stand, those that anybody may have known.

    A redirect that an editor has made stays; one that was left behind gives way to a page and to a newer one. A path
    longer than redirects can be is logged. Whether the page is public is asked when somebody follows the redirect.
    """
    page = Page.objects.get(pk=page.pk)
    known = Page.objects.filter(Q(live=True) | Q(first_published_at__isnull=False), path__startswith=page.path)
    rows = known.order_by("path").values_list("pk", "url_path").iterator(chunk_size=BATCH)
    while some := list(islice(rows, BATCH)):
        now = set(_places(some))
        before = _places((pk, url_path_before + path[len(page.url_path) :]) for pk, path in some)
        sites = {pk: site for site, _path, pk in now}
        left = [place for place in before if place not in now and sites.get(place[2]) == place[0]]
        with transaction.atomic():
            for site in {*sites.values()}:
                paths = {path for at, path, _pk in (*now, *left) if at == site}
                _left_behind().filter(site=site, old_path__in=paths).delete()
            Redirect.objects.bulk_create(
                [
                    Redirect(site_id=site, old_path=path, redirect_page_id=pk, automatically_created=True)
                    for site, path, pk in left
                ],
                ignore_conflicts=True,
            )


def _left_behind() -> QuerySet[Redirect]:
    return Redirect.objects.filter(automatically_created=True)


def _places(pages: Iterable[tuple[int, str]]) -> Iterator[Place]:
    """Where pages stand that have these keys and ``url_path``; those that no site holds are left out."""
    roots = site_roots()
    for pk, url_path in pages:
        placed = path_of(Page(url_path=url_path), roots)
        if placed is None:
            continue
        site, path = placed
        stored = path.rstrip("/") or "/"
        if len(stored) > _LONGEST:
            logger.warning("No redirect is left at %s: the path has more than %d characters", stored, _LONGEST)
            continue
        yield site, stored, pk
