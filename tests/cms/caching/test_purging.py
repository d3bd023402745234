"""What is published is kept for the caches in front, with the journal's entry, and none of them can hold it up."""

from threading import Event

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import Entry, Purge
from pages.models import ArticlePage

from .fake_caches import FakeCache, varnish


@pytest.fixture
def cache(settings):
    with FakeCache() as cache:
        settings.PURGE_TARGETS = [f"varnish+{cache.url}"]
        yield cache


def publish_anew() -> ArticlePage:
    article = ArticlePage.objects.earliest("pk")
    article.title += "!"
    article.save_revision().publish()
    return article


def test_a_change_is_kept_with_the_number_and_all_tags_of_its_entry(committing, cache):
    article = publish_anew()
    purges = list(Purge.objects.all())
    assert any(f"page.{article.pk}" in purge.tags for purge in purges)
    for purge in purges:
        assert len(purge.tags) == len(Entry.objects.get(position=purge.position).tags)
        assert all(tag.isascii() and " " not in tag and len(tag) <= 64 for tag in purge.tags)


def test_publishing_costs_one_more_statement_for_each_entry_and_asks_no_cache(committing, cache, settings):
    """The cache would hang: publishing does not notice, for it sends nothing."""
    cache.answers = lambda asked: (Event().wait(30), varnish(asked))[1]
    targets, counts = settings.PURGE_TARGETS, []
    publish_anew()
    for settings.PURGE_TARGETS in ([], targets, [*targets, "nginx+http://127.0.0.1:1/purge/"]):
        before = Entry.objects.count()
        with CaptureQueriesContext(connection) as statements:
            publish_anew()
        counts.append((len(statements), Entry.objects.count() - before))
    without, one, two = counts
    assert without[1] == one[1] == two[1] > 0
    assert one[0] == two[0] == without[0] + without[1]
    assert cache.asked == []
