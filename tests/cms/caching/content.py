"""A site with something of everything in it."""

import json

from wagtail.models import Locale, Page, Site

from pages.models import ArticleIndexPage, ArticlePage, HomePage
from snippets.models import SiteSettings
from tests import factories


def content() -> None:
    """Make it, unless it is there."""
    if Site.objects.filter(hostname="localhost", sitesettings__isnull=False).exists():
        return
    arabic, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("ar", "en"))
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="home", slug="home", locale=arabic))
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    SiteSettings.objects.create(site=Site.objects.get(), frontend_url="https://www.example.org")
    for number in range(4):
        factories.platform(f"platform-{number}", f"Latin{number}", f"منصة{number}", sort_order=number)
        factories.topic(f"topic {number}", slug=f"topic-{number}", sort_order=number)
        factories.person(f"person {number}")
        factories.picture(f"picture-{number}")
        factories.document(f"document-{number}")
    factories.collection("public")
    factories.collection("private", private=True)
    for number in range(2):
        index = home.add_child(instance=ArticleIndexPage(title=f"index {number}", slug=f"index-{number}"))
        for place in range(3):
            article = factories.article(index, f"article {number}{place}", slug=f"article-{number}{place}")
            for turn in range(2):
                factories.section(article, f"فيسبوك {turn}", slug=f"section-{turn}")
                article.refresh_from_db()
    items = [factories.block("item", title="", page=page.pk, url="") for page in ArticlePage.objects.all()[:3]]
    factories.menu("main", items=json.dumps(items))
    home.copy_for_translation(english).save_revision().publish()
