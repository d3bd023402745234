"""What is published is kept for the caches in front, in the transaction of the journal; none of them can hold it up."""

from threading import Event

import pytest

from cms.models import Entry, Purge
from tests import factories

from .fake_caches import FakeCache, varnish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cache(settings):
    with FakeCache() as cache:
        settings.PURGE_TARGETS = [f"varnish+{cache.url}"]
        settings.PURGE_AGAIN_SECONDS = 0
        yield cache


@pytest.fixture
def article(article_index):
    """A published article, of which no purge is left."""
    article = factories.article(article_index, slug="مقال-عربي")
    Purge.objects.all().delete()
    return article


def test_a_change_is_kept_with_the_number_of_its_entry_and_all_its_tags(cache):
    platform = factories.platform()
    purges = Purge.objects.all()
    assert any(f"platform.{platform.pk}" in purge.tags for purge in purges)
    for purge in purges:
        assert len(purge.tags) == len(Entry.objects.get(position=purge.position).tags)
        assert all(tag.isascii() and " " not in tag and len(tag) <= 64 for tag in purge.tags)


def test_publishing_asks_no_cache_and_writes_one_purge(cache, article):
    """The cache would hang: publishing does not notice, for it sends nothing."""
    hangs = Event()
    cache.answers = lambda asked: (hangs.wait(30), varnish(asked))[1]
    article.title = "عنوان جديد"
    article.save_revision().publish()
    assert cache.asked == []
    assert Purge.objects.count() >= 1
