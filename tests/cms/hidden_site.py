"""A site in which everything that nobody may see carries a sentinel of its own, and hangs on what everybody may see."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from pages.models import ArticleIndexPage, ArticlePage
from snippets.models import SiteSettings
from tests import factories

MARK = "zsentinel"
PAST, FUTURE = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)


def unpublish(page: Page) -> None:
    page.unpublish()


def expire(item: Any) -> None:
    """Past its date while still live: the task that unpublishes has not run."""
    type(item).objects.filter(pk=item.pk).update(expire_at=PAST)


def draft(item: Any) -> None:
    type(item).objects.filter(pk=item.pk).update(live=False)


def schedule(page: Page) -> None:
    draft(page)
    page.refresh_from_db()
    page.go_live_at = FUTURE
    page.save_revision().publish()


def restrict(kind: str) -> Callable[[Page], None]:
    def hide(page: Page) -> None:
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="zsentinelpassword")

    return hide


PAGE_STATES: dict[str, Callable[[Page], None]] = {
    "draft": draft,
    "scheduled": schedule,
    "expired": expire,
    "unpublished": unpublish,
    "login": restrict("login"),
    "password": restrict("password"),
    "groups": restrict("groups"),
}
SNIPPET_STATES: dict[str, Callable[[Any], None]] = {"draft": draft, "expired": expire}


@dataclass(slots=True)
class HiddenSite:
    """The sentinels of hidden pages, snippets and files, and the public article that refers to all of them."""

    pages: list[str] = field(default_factory=list)
    snippets: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    def mark(self, kind: list[str], name: str) -> str:
        made = f"{MARK}{name}".replace("_", "")
        kind.append(made)
        return made


def build(home: Page) -> HiddenSite:
    site = HiddenSite()
    index = home.add_child(instance=ArticleIndexPage(title="المقالات", slug="list"))
    facebook = factories.platform()
    writer, topic = factories.person(), factories.topic()
    hidden = list(_hidden_articles(site, home, index, writer, topic))
    public = factories.article(index, "عام", slug="public")
    _sign(public, writer, topic)
    _hidden_snippets(site, public)
    body = [factories.block("platform", platform=facebook.pk, display_name="", prose="")]
    body += [factories.block("platform", platform=pk, display_name="", prose="") for pk in _platforms(site)]
    for page in hidden:
        link = factories.link("page", page, "نص الرابط")
        body += [
            factories.block("paragraph", prose=factories.prose(link)),
            factories.block("read_also", text="اقرأ", page=page.pk, url=""),
        ]
    items = [factories.block("item", title="", page=page.pk, url="") for page in hidden]
    factories.menu("main", items=json.dumps(items))
    body += _hidden_files(site, public, facebook, writer)
    section = factories.section(public, "زقزقة وفيسبوك", body, slug="open")
    for name, hide in PAGE_STATES.items():
        public.refresh_from_db()
        sentinel = site.mark(site.pages, f"section{name}")
        hide(factories.section(public, f"{sentinel} فيسبوك", slug=sentinel))
    _draft_changes(site, public, section, facebook)
    return site


def _hidden_articles(site: HiddenSite, home: Page, index: Page, writer: Any, topic: Any):
    for name, hide in PAGE_STATES.items():
        sentinel = site.mark(site.pages, f"article{name}")
        page = _whole(site, index, sentinel, writer, topic)
        hide(page)
        yield page
        home.refresh_from_db()
        sentinel = site.mark(site.pages, f"index{name}")
        lists = home.add_child(instance=ArticleIndexPage(title=sentinel, slug=sentinel))
        yield _whole(site, lists, site.mark(site.pages, f"below{name}"), writer, topic)
        hide(lists)
        yield lists
        index.refresh_from_db()


def _whole(site: HiddenSite, parent: Page, sentinel: str, writer: Any, topic: Any) -> ArticlePage:
    """An article that carries its sentinel in every text, with a live section that does so too."""
    page = factories.article(
        parent, sentinel, slug=sentinel, seo_title=sentinel, search_description=sentinel, social_title=sentinel,
        lead=factories.prose(sentinel),
    )  # fmt: skip
    _sign(page, writer, topic)
    inner = site.mark(site.pages, f"in{sentinel.removeprefix(MARK)}")
    factories.section(page, f"{inner} فيسبوك", [factories.block("heading", text=inner, level="h3")], slug=inner)
    return ArticlePage.objects.get(pk=page.pk)


def _sign(page: ArticlePage, writer: Any, topic: Any) -> None:
    factories.sign(page, writer)
    page.topics.add(topic)
    page.save()


def _hidden_snippets(site: HiddenSite, public: ArticlePage) -> None:
    for place, (name, hide) in enumerate(SNIPPET_STATES.items(), 1):
        sentinel = site.mark(site.snippets, f"person{name}")
        person = factories.person(sentinel, slug=sentinel, role=sentinel)
        public.author_links.create(person=person, sort_order=place)
        topic = factories.topic(sentinel := site.mark(site.snippets, f"topic{name}"), slug=sentinel)
        public.topics.add(topic)
        menu = factories.menu(sentinel := site.mark(site.snippets, f"menu{name}"), title=sentinel)
        sentinel = site.mark(site.snippets, f"platform{name}")
        alias = json.dumps([factories.block("alias") | {"value": "زقزقة" if name == "draft" else "زقزق"}])
        platform = factories.platform(sentinel, sentinel, sentinel, aliases=alias, tagline=sentinel)
        for item in (person, topic, menu, platform):
            hide(item)
    public.save()


def _platforms(site: HiddenSite) -> list[int]:
    from snippets.models import Platform

    return list(Platform.objects.filter(slug__startswith=MARK).values_list("pk", flat=True))


def _hidden_files(site: HiddenSite, public: ArticlePage, platform: Any, person: Any) -> list[dict[str, Any]]:
    private = factories.collection("private", private=True)
    below = factories.collection("below", parent=factories.collection("between", parent=private))

    def picture(place: str, collection: Any) -> Any:
        sentinel = site.mark(site.files, f"picture{place}")
        return factories.picture(sentinel, description=sentinel, credit=sentinel, collection=collection)

    public.hero_image, public.social_image = picture("hero", private), picture("social", below)
    document = factories.document(site.mark(site.files, "documentlead"), collection=private)
    public.lead = factories.prose(factories.link("document", document, "نص الرابط"))
    public.save()
    platform.logo = picture("logo", below)
    platform.save()
    person.photo = picture("photo", private)
    person.save()
    document = factories.document(site.mark(site.files, "documentbody"), collection=below)
    SiteSettings.objects.create(
        site=Site.objects.get(),
        frontend_url="https://www.example",
        sharing_image=picture("sharing", private),
        social_profiles=json.dumps(
            [factories.block("profile", platform=pk, url="https://x.example") for pk in _platforms(site)]
        ),
    )
    return [
        factories.block("image", image=picture("block", below).pk, alt_text="", caption=""),
        factories.block("paragraph", prose=factories.prose(factories.link("document", document, "نص الرابط"))),
    ]


def _draft_changes(site: HiddenSite, *items: Any) -> None:
    """Unpublished changes of what is live."""
    for item in items:
        item.refresh_from_db()
        sentinel = site.mark(site.changes, f"change{type(item).__name__.lower()}")
        for name in ("title", "seo_title", "tagline", "latin_name", "arabic_name", "slug"):
            if isinstance(getattr(type(item), name, None), property) is False and hasattr(item, name):
                setattr(item, name, sentinel)
        item.save_revision()
