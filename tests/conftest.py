"""The site that tests run against."""

import pytest
from django.core.cache import cache
from wagtail.models import Locale, Page, Site

from pages.models import ArticleIndexPage, HomePage


@pytest.fixture(autouse=True)
def _fresh_state(settings, tmp_path):
    """No file and no cached answer passes from one test to the next; static files need no collecting."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()


@pytest.fixture
def arabic(db) -> Locale:
    return Locale.objects.get_or_create(language_code="ar")[0]


@pytest.fixture
def english(db) -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def home(arabic) -> HomePage:
    """The Arabic home page as the root of the only site."""
    Page.objects.filter(depth__gt=1).delete()
    root = Page.objects.get(depth=1)
    root.refresh_from_db()
    page = root.add_child(instance=HomePage(title="الرئيسية", slug="home", locale=arabic))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", port=80, root_page=page, is_default_site=True)
    Site.clear_site_root_paths_cache()
    return page


@pytest.fixture
def article_index(home) -> ArticleIndexPage:
    return home.add_child(instance=ArticleIndexPage(title="المقالات", slug="المقالات", locale=home.locale))
