"""What is watched of shared content, and what a change of it touches."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Locale, Site
from wagtail.search.models import IndexEntry

from cms.caching import tags
from cms.caching.watching import EDITING, Changed, Watched

from .models import Menu, Person, Picture, Platform, Rendition, SiteSettings, Topic

#: A change of one of these may show a row or hide it, or put it elsewhere.
VISIBILITY = ("live", "expire_at", "locale_id", "translation_key")
_FILED = ("collection_id",)
_NOTED = ("live", "expire_at", "locale_id", "translation_key", "slug")
#: The columns by which each snippet is listed, besides its slug and its place among the others.
_LISTING: Mapping[type[Model], tuple[str, ...]] = {
    Platform: ("kind", "launch_year", "arabic_name", "latin_name"),
    Person: ("name",),
    Topic: ("name",),
    Menu: (),
}
_LISTED = ("slug", "sort_order")
_FILES: Mapping[type[Model], tuple[str, ...]] = {
    Picture: ("title", "created_at"),
    get_document_model(): ("title", "created_at"),
}
REDIRECTING = ("old_path", "site_id", "redirect_link", "redirect_page_id")


def _snippet(model: type[Model]) -> Watched:
    return Watched(model, _kind(model), _NOTED, (*VISIBILITY, *_LISTED, *_LISTING[model]))


def _kind(model: type[Model]) -> str:
    return model._meta.model_name or ""


def _plain(model: type[Model], **options: Any) -> Watched:
    return Watched(model, _kind(model), **options)


_WHOLE = (Site, Locale, SiteSettings)
_PRIVACY = (Collection, CollectionViewRestriction)
WATCHED = (
    *(_snippet(model) for model in _LISTING),
    *(_plain(model, noticed=(*_FILED, *listing)) for model, listing in _FILES.items()),
    _plain(Rendition, links=("image_id",)),
    _plain(SiteSettings, links=("site_id",)),
    _plain(Site),
    _plain(Locale, noted=("language_code",)),
    _plain(IndexEntry, unseen=frozenset({"title_norm"})),
    Watched(
        Redirect,
        "redirect",
        noted=("old_path",),
        noticed=REDIRECTING,
        unseen=frozenset({"automatically_created", "created_at"}),
    ),
    Watched(Collection, "collection", unseen=EDITING | {"name"}),
    Watched(CollectionViewRestriction, "collectionviewrestriction"),
)


def languages(changes: list[Changed]) -> Mapping[int, str]:
    """The code of each language by its key, those among them that are gone by now."""
    gone = (changed for changed in changes if changed.table == Locale._meta.db_table and changed.before)
    known = {int(changed.key): changed.before["language_code"] for changed in gone if changed.before}
    return known | dict(Locale._base_manager.values_list("pk", "language_code"))


def consequences(changes: list[Changed]) -> Iterator[str]:
    """Which lists and look-ups the changes of shared content touch."""
    by_table = {watched.table: watched.model for watched in WATCHED}
    codes: Mapping[int, str] = {}
    for changed in changes:
        model = by_table.get(changed.table)
        if model is None:
            continue
        if model in _LISTING:
            codes = codes or languages(changes)
            yield from _of_snippet(changed, model, codes)
        elif model in _FILES:
            yield from _of_file(changed, model)
        elif model is Redirect:
            yield from _of_redirect(changed)
        elif model in _PRIVACY:
            yield from _of_privacy(changed, model)
        elif model in _WHOLE and not changed.is_update:
            yield tags.listed(_kind(model))


def _of_snippet(changed: Changed, model: type[Model], codes: Mapping[int, str]) -> Iterator[str]:
    if not any(version["live"] for version in changed.versions):
        return  # what nobody could see before or after is in no list
    kind = _kind(model)
    moves = changed.moves(*VISIBILITY)
    for version in changed.versions:
        if moves or "slug" in changed.columns:
            yield tags.slug(kind, version["slug"])
        if moves:
            yield tags.listed(kind, codes.get(version["locale_id"], "?"))
            yield tags.translations(version["translation_key"])
    for column in changed.columns & {*_LISTED, *_LISTING[model]}:
        yield tags.column(kind, column)


def _of_file(changed: Changed, model: type[Model]) -> Iterator[str]:
    if changed.moves(*_FILED):
        yield tags.listed(_kind(model))
    for column in changed.columns & {*_FILES[model]}:
        yield tags.column(_kind(model), column)


def _of_privacy(changed: Changed, model: type[Model]) -> Iterator[str]:
    """A new collection holds nothing yet; whatever else happens to one may hide files or show them."""
    if model is not Collection or changed.before is not None:
        yield tags.COLLECTIONS


def _of_redirect(changed: Changed) -> Iterator[str]:
    if changed.moves(*REDIRECTING):
        yield tags.listed("redirect")
        for version in changed.versions:
            yield tags.slug("redirect", version["old_path"])
