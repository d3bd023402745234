"""The site that tests run against, and the way they ask it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from wagtail.models import Locale, Page, Site

from cms.caching.memory import EPOCH, versions
from cms.graphql import documents
from pages.models import ArticleIndexPage, HomePage
from tests.scratch import committing, filled_database, keeping_rows, scratch  # noqa: F401  fixtures


@pytest.fixture(autouse=True)
def _fresh_state(settings, tmp_path, tmp_path_factory):
    """No file and no cached answer passes from one test to the next; static files need no collecting."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VERSIONS_DIR = tmp_path_factory.getbasetemp()
    settings.RATE_LIMIT = 0  # tests ask faster than clients may
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    for alias in caches:
        caches[alias].clear()
    documents.kept.clear()
    # What a test writes is rolled back and never in the journal, so nothing may be kept of it.
    versions().words[EPOCH] = 0


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


@pytest.fixture
def graphql(client: Client) -> Callable[..., Any]:
    """Post an operation and give its `data`; with `errors=True`, give the errors that it must have instead."""

    def ask(query: str, errors: bool = False, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables})
        answer = client.post("/graphql/", body, content_type="application/json").json()
        if errors:
            assert answer.get("errors"), f"expected errors, got {answer}"
            return answer["errors"]
        assert "errors" not in answer, json.dumps(answer["errors"], ensure_ascii=False, indent=1)
        return answer["data"]

    return ask


@pytest.fixture
def without_limits(settings) -> None:
    """Operations as large as a test needs them; clients' own limits are tested in test_transport_limits.py."""
    unlimited = {name: 10**9 for name in settings.GRAPHQL if name.startswith("MAX_")}
    settings.GRAPHQL = settings.GRAPHQL | unlimited
