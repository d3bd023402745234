"""What a preview token gives: one object as its editor has it, and of an article its sections as they were last saved.

Everything else that hangs on it passes the ordinary rules.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from wagtail.models import Page, WorkflowMixin
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from pages.models import ArticlePage, SectionPage
from snippets.models import Person, Platform, PreviewToken, Topic
from snippets.platform_names import alias_index
from snippets.previewing import redeem, values

from .cohorts import cohort_of, gather
from .languages import Languages
from .relations import below, extent
from .rows import complete, fetch
from .versions import unsaved, version_of
from .visibility import OwnLists, admit, public


def previewed(secret: str) -> Model | None:
    """The object that a token shows, for as long as its editor may edit it; None for any other text."""
    token = redeem(secret)
    instance = _kept(token) if token is not None else None
    if token is None or instance is None or not _may_edit(token.editor, instance):
        return None
    languages = (instance.locale.language_code,)
    admit(instance, _own_lists(instance, token))
    return gather([instance], languages)[0]


def _kept(token: PreviewToken) -> Any:
    model = token.content_type.model_class()
    if model is None:
        return None
    if not token.object_id:
        return unsaved(model, token.content)
    row = complete(model._default_manager.filter(pk=token.object_id)).defer(None).first()
    return version_of(row, token.content) if row is not None else None


def _may_edit(editor: AbstractBaseUser, instance: Any) -> bool:
    if isinstance(instance, Page):
        if instance.pk is None:
            above = Page.objects.filter(path=instance.path[: -Page.steplen]).first()
            return above is not None and above.permissions_for_user(editor).can_add_subpage()
        rights = instance.permissions_for_user(editor)
        return rights.can_edit() or rights.can_publish()
    policy = policy_registry.get_by_type(type(instance))
    if policy.user_has_any_permission(editor, {"add"} if instance.pk is None else {"change", "publish"}):
        return True
    task = instance.current_workflow_task if isinstance(instance, WorkflowMixin) and instance.pk else None
    return task is not None and task.user_can_access_editor(instance, editor)


def _own_lists(instance: Model, token: PreviewToken) -> OwnLists:
    languages = (instance.locale.language_code,)
    match instance:
        case ArticlePage():
            authors = values(token.content.get("author_links", ()), "person")
            topics = token.content.get("topics", ())
            return {
                "sections": cache(lambda: _sections(instance, token.editor, languages)),
                "authors": cache(lambda: _chosen(Person, authors, languages)),
                "topics": cache(lambda: _in_catalogue_order(_chosen(Topic, topics, languages))),
            }
        case SectionPage():
            return {"mentions": _mentions_in(instance)}
    return {}


def _chosen(model: type[Model], keys: Any, languages: Languages) -> list[Any]:
    found = fetch(model, keys, languages)
    return [found[key] for key in keys if key in found]


def _in_catalogue_order(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.sort_order, row.pk))


def _sections(article: ArticlePage, editor: AbstractBaseUser, languages: Languages) -> list[SectionPage]:
    """In their order: each that the editor may edit as it was last saved, of the others those that are public."""
    if article.pk is None:
        return []
    # Whole: what is not public cannot be read later.
    sections = complete(SectionPage.objects.filter(below([extent(article)]))).defer(None)
    editable = PagePermissionPolicy().instances_user_has_any_permission_for(editor, {"change", "publish"})
    rows = {row.path: row for row in public(sections)}
    for row in sections.filter(pk__in=editable.values("pk")).select_related("locale", "latest_revision"):
        revision = row.latest_revision if row.has_unpublished_changes else None
        rows[row.path] = version_of(row, revision.content) if revision else row
        admit(row, {"mentions": _mentions_in(row)})
    return gather([rows[path] for path in sorted(rows)], languages)


def _mentions_in(section: SectionPage) -> Callable[[], list[Platform]]:
    """The platforms that the text of this version names, which are kept for what is published only."""

    def load(members: list[Any]) -> Mapping[int, list[Platform]]:
        index = alias_index()
        named = {id(member): index.mentions(member.text()) for member in members if isinstance(member, SectionPage)}
        slugs = {slug for found in named.values() for slug in found}
        rows = complete(public(Platform.objects.filter(slug__in=slugs, locale=section.locale_id)))
        by_slug = {row.slug: row for row in gather(rows, cohort_of(section).languages)}
        return {key: [by_slug[slug] for slug in found if slug in by_slug] for key, found in named.items()}

    return lambda: cohort_of(section).load("mentions of versions", load).get(id(section), [])
