"""The sample's home pages, article lists, menus and site settings."""

from typing import Any

from wagtail.models import Page, Site

from import_scripts.catalogue import add_published
from import_scripts.mapping import prose, stream
from import_scripts.publication import create
from import_scripts.slugs import free_slug
from pages.models import ArticleIndexPage, ArticlePage, HomePage
from snippets.models import Menu, Platform, SiteSettings

from .material import Material


def home_page(material: Material) -> HomePage:
    """The site's home page in the material's language; added where there is none, in place of Wagtail's welcome."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    present = site.root_page.specific if site else None
    translation_key = {}
    if isinstance(present, HomePage):
        translation_key = {"translation_key": present.translation_key}
        if found := HomePage.objects.filter(locale=material.locale, **translation_key).first():
            return found
    root = Page.get_first_root_node()
    home = HomePage(
        title=material.texts["home"]["title"],
        slug=free_slug(material.language, root, material.language),
        introduction=prose([material.texts["home"]["introduction"]]),
        locale=material.locale,
        **translation_key,
        **_found_by(material, material.texts["home"]),
    )
    create(home, root, publish=True)
    if not translation_key:
        _make_root(home, site, material)
    return home


def article_list(home: HomePage, material: Material, original: ArticleIndexPage | None) -> ArticleIndexPage:
    """The first article list below ``home``; added where there is none, as the translation of ``original``."""
    if found := ArticleIndexPage.objects.child_of(home).first():
        return found
    texts = material.texts["index"]
    page = ArticleIndexPage(
        title=texts["title"],
        slug=texts["slug"],
        introduction=prose([texts["introduction"]]),
        locale=material.locale,
        **({"translation_key": original.translation_key} if original else {}),
        **_found_by(material, texts),
    )
    create(page, home, publish=True)
    return page


def describe_site(material: Material) -> None:
    """Fill the settings of the default site where an editor has not begun to."""
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    if settings.name:
        return
    texts = material.content["site"]
    for name in ("name", "name_en", "tagline", "tagline_en"):
        setattr(settings, name, texts[name])
    platforms = dict(Platform.objects.filter(locale=material.locale).values_list("slug", "pk"))
    profiles = [{"platform": platforms[p["platform"]], "url": p["url"]} for p in texts["social_profiles"]]
    settings.social_profiles = stream("profile", profiles)
    settings.sharing_image = material.sharing_image
    settings.save()


def add_menu(material: Material, home: HomePage, articles: ArticleIndexPage, article: ArticlePage) -> None:
    """Add the main menu of a language where it is missing."""
    texts = material.texts["menu"]
    if Menu.objects.filter(slug=texts["slug"], locale=material.locale).exists():
        return
    pages = {"home": home.pk, "index": articles.pk, "article": article.pk}
    items = [_menu_item(item, pages) for item in texts["items"]]
    other = Menu.objects.filter(slug=texts["slug"]).first()
    add_published(
        Menu(
            slug=texts["slug"],
            title=texts["title"],
            items=stream("item", items),
            locale=material.locale,
            **({"translation_key": other.translation_key} if other else {}),
        )
    )


def _menu_item(item: dict[str, str], pages: dict[str, int]) -> dict[str, Any]:
    page = pages.get(item["target"])
    return {"title": item["title"], "page": page, "url": "" if page else item["target"]}


def _found_by(material: Material, texts: dict[str, str]) -> dict[str, Any]:
    """What search engines and shared links show of a page."""
    return {
        "seo_title": f"{texts['title']} | {material.tagline}",
        "search_description": texts["introduction"],
        "social_title": texts["title"],
        "social_description": texts["introduction"],
        "social_image": material.sharing_image,
        "show_in_menus": True,
    }


def _make_root(home: HomePage, site: Site | None, material: Material) -> None:
    """Put ``home`` at the root of ``site`` and take Wagtail's welcome page away, if it is still that page."""
    if site is None:
        Site.objects.create(
            hostname="localhost", port=80, site_name=material.site_name, root_page=home, is_default_site=True
        )
        return
    former = Page.objects.get(pk=site.root_page_id)
    site.root_page, site.site_name = home, site.site_name or material.site_name
    site.save()
    if former.specific_class is Page and former.is_leaf() and not former.is_root():
        former.delete()
