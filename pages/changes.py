"""What is watched of pages, and what a change of one touches: itself, the pages below it, and lists of either."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import Page, PageViewRestriction

from cms.caching import tags
from cms.caching.watching import Changed, Watched
from snippets.changes import VISIBILITY as SHARED_VISIBILITY
from snippets.changes import languages
from snippets.models import Person, Platform, Topic

from .models import ArticleAuthor, ArticleIndexPage, ArticlePage, HomePage, SectionMention, SectionPage
from .respelling import respelled

#: How many pages below one that changes its visibility are named one by one.
MAX_NAMED = 1_000
#: A change of one of these may show the page or hide it, or put it elsewhere.
VISIBILITY = ("live", "expire_at", "path", "locale_id", "translation_key", "content_type_id")
#: A change of one of these shows or hides the pages below as well. Pages below that move are written themselves.
_INHERITED = {"live", "expire_at"}
_ADDRESS = {"slug", "url_path"}
_LISTED = {"title", "slug", "first_published_at"}
_NOTED = ("path", "slug", "live", "expire_at", "locale_id", "translation_key", "content_type_id")

#: The columns of each page type by which it is listed.
_LISTING: Mapping[type[Model], tuple[str, ...]] = {
    HomePage: ("no_index",),
    ArticleIndexPage: ("no_index",),
    ArticlePage: ("no_index", "date"),
    SectionPage: ("no_index", "kind"),
}

Filing: Any = ArticlePage.topics.through

#: Tables that link pages to shared content: the key of the page, that of the content, and what that is.
_LINKS: tuple[tuple[type[Model], str, str, type[Model]], ...] = (
    (SectionMention, "section_id", "platform_id", Platform),
    (ArticleAuthor, "article_id", "person_id", Person),
    (Filing, "articlepage_id", "topic_id", Topic),
)

WATCHED = (
    Watched(Page, "page", _NOTED, (*VISIBILITY, "url_path", *sorted(_LISTED))),
    *(Watched(model, "page", noticed=listing) for model, listing in _LISTING.items()),
    *(Watched(model, model._meta.model_name or "", links=(near, far)) for model, near, far, _ in _LINKS),
    Watched(PageViewRestriction, "pageviewrestriction", noted=("page_id",)),
)

_TYPES = {model._meta.db_table: model for model in _LISTING}
_PAGE, _RESTRICTION = Page._meta.db_table, PageViewRestriction._meta.db_table


def consequences(changes: list[Changed]) -> Iterator[str]:
    """Which lists, look-ups and links the changes of pages touch, and which links those of shared content."""
    pages = [changed for changed in changes if changed.table == _PAGE and _is_or_was_live(changed)]
    barred = {v["page_id"] for changed in changes if changed.table == _RESTRICTION for v in changed.versions}
    if pages or barred:
        codes = languages(changes)
        for changed in pages:
            yield from _of_page(changed, codes)
        yield from _of_visibility(pages, barred, codes)
    for changed in changes:
        if changed.table in _TYPES:
            yield from (tags.column(_TYPES[changed.table]._meta.model_name or "", name) for name in changed.columns)
    yield from _of_shared(changes)


def _is_or_was_live(changed: Changed) -> bool:
    return any(version["live"] for version in changed.versions)


def _of_page(changed: Changed, codes: Mapping[int, str]) -> Iterator[str]:
    moves = changed.moves(*VISIBILITY)
    for version in changed.versions:
        if _is_reordered(changed):
            yield from _lists(version, codes)
        elif moves:
            yield from _places(version, codes)
        elif not changed.columns.isdisjoint(_ADDRESS):
            yield tags.slug("page", respelled(version["slug"]))
        for name in changed.columns & _LISTED:
            yield tags.column("page", name)
            yield tags.column(_kind(version), name)


def _is_moved(changed: Changed) -> bool:
    return changed.moves(*VISIBILITY) and not _is_reordered(changed)


def _is_reordered(changed: Changed) -> bool:
    """Whether a page has merely another place among its parent's children."""
    return changed.columns & {*VISIBILITY} == {"path"} and len({_parent(v) for v in changed.versions}) == 1


def _places(version: Mapping[str, Any], codes: Mapping[int, str]) -> Iterator[str]:
    """Wherever a page may stand or be missing."""
    yield from _lists(version, codes)
    yield tags.slug("page", respelled(version["slug"]))
    yield tags.translations(version["translation_key"])


def _lists(version: Mapping[str, Any], codes: Mapping[int, str]) -> Iterator[str]:
    code = codes.get(version["locale_id"], "?")
    yield tags.listed("page", code)
    yield tags.listed(_kind(version), code)
    yield tags.below(_parent(version))


def _parent(version: Mapping[str, Any]) -> str:
    return version["path"][: -Page.steplen]


def _kind(version: Mapping[str, Any]) -> str:
    return ContentType.objects.get_for_id(version["content_type_id"]).model


def _of_visibility(pages: list[Changed], barred: set[int], codes: Mapping[int, str]) -> Iterator[str]:
    """What is touched besides the changed rows themselves: the pages below, and what links lead to either."""
    moved = {int(changed.key) for changed in pages if changed.is_update and _is_moved(changed)}
    heads = [changed for changed in pages if changed.is_update and not changed.columns.isdisjoint(_INHERITED)]
    paths = {version["path"] for changed in heads for version in changed.versions}
    keys = barred | {int(changed.key) for changed in heads}
    below = _subtrees(paths, keys) if keys else []
    if max(len(moved), len(below)) > MAX_NAMED:
        yield tags.PAGES
        return
    for version in below:
        yield tags.row("page", version["pk"])
        yield from _places(version, codes)
    shown = moved | {version["pk"] for version in below}
    for link, near, far, _ in _LINKS if shown else ():
        found = link._default_manager.filter(**{f"{near}__in": shown}).order_by()
        yield from (tags.linked(link._meta.db_table, far, pk) for pk in found.values_list(far, flat=True).distinct())


def _subtrees(paths: Collection[str], keys: Collection[int]) -> list[Any]:
    """The live pages at and below ``paths`` and those with ``keys``; one more than are named if there are many."""
    now = Page._base_manager.filter(pk__in=keys).values_list("path", flat=True)
    inside = Q(pk__in=())
    for path in {*paths, *now}:
        inside |= Q(path__gte=path, path__lte=path.ljust(255, "Z"))
    wanted = ("pk", *(name for name in _NOTED if name not in {"live", "expire_at"}))
    return list(Page._base_manager.filter(inside, live=True).values(*wanted)[: MAX_NAMED + 1])


def _of_shared(changes: Iterable[Changed]) -> Iterator[str]:
    """The links that lead to a platform, person or topic which appears or disappears."""
    for link, near, far, model in _LINKS:
        shown = {
            int(changed.key)
            for changed in changes
            if changed.table == model._meta.db_table
            and changed.is_update
            and _is_or_was_live(changed)
            and changed.moves(*SHARED_VISIBILITY)
        }
        if not shown:
            continue
        found = link._default_manager.filter(**{f"{far}__in": shown}).order_by()
        pks = list(found.values_list(near, flat=True).distinct()[: MAX_NAMED + 1])
        if len(pks) > MAX_NAMED:
            yield tags.PAGES
        else:
            yield from (tags.linked(link._meta.db_table, near, pk) for pk in pks)
