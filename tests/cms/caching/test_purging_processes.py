"""Purges are delivered whatever becomes of the processes that deliver them."""

from threading import Event

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.caching import deliverers

from .fake_caches import FakeCache, varnish
from .site_processes import site_processes


@pytest.fixture
def cache():
    with FakeCache() as cache:
        yield cache


@pytest.fixture
def sites(cache, scratch):
    """Two processes whose only cache is ``cache``; purges are not repeated."""
    variables = {"PURGE_TARGETS": f"varnish+{cache.url}", "PURGE_AGAIN_SECONDS": "0"}
    with site_processes(scratch.environment | variables, 2) as sites:
        yield sites


def until(condition, cache):
    """Wait until ``condition`` holds, looking whenever the cache was asked something."""
    for _ in range(100):
        if condition():
            return
        cache.arrived.wait(0.3)
        cache.arrived.clear()
    pytest.fail(f"The cache was asked only {cache.asked}")


def hanging(released):
    """What a cache answers that takes its time until ``released`` is set."""

    def answers(asked):
        released.wait(60)
        return varnish(asked)

    return answers


def test_what_one_delivers_no_other_does_and_publishing_does_not_wait(sites, cache):
    first, second = sites
    released = Event()
    cache.answers = hanging(released)
    first.does("enqueue({'page.1'}, 1)")
    first.begin("deliver(target)")
    assert cache.arrived.wait(30)
    assert second.does("deliver(target).delivered") == "0"
    assert second.does("enqueue({'page.2'}, 2)") == "None"
    assert len(cache.asked) == 1
    released.set()
    assert first.said() == "Round(delivered=1, kept=0, error='')"
    assert second.does("deliver(target).delivered") == "1"
    assert cache.tags == [["page.1"], ["page.2"]]


def test_what_a_killed_process_was_delivering_another_delivers(sites, cache):
    first, second = sites
    cache.answers = hanging(Event())
    first.does("enqueue({'page.1'}, 1)")
    first.begin("deliver(target)")
    assert cache.arrived.wait(30)
    assert second.does("deliver(target)") == "Round(delivered=0, kept=0, error='')"
    first.kill()
    cache.answers = varnish
    until(lambda: second.does("deliver(target).delivered") == "1", cache)
    assert cache.tags == [["page.1"], ["page.1"]]
    assert second.does("Purge.objects.count()") == "0"


def test_threads_deliver_at_once_what_their_process_commits_and_soon_what_others_left(sites, cache):
    first, second = sites
    first.does("setattr(deliverers, 'EVERY', 3600)")  # it never looks by itself
    first.does("deliverers.start()")
    first.does("enqueue({'page.1'}, 1)")
    until(lambda: len(cache.asked) == 1, cache)
    cache.stop()
    first.does("enqueue({'page.2'}, 2)")
    until(lambda: first.does("Purge.objects.filter(attempts__gt=0).count()") == "1", cache)
    cache.start()
    second.does("deliverers.start()")
    until(lambda: len(cache.asked) == 2, cache)
    assert cache.tags == [["page.1"], ["page.2"]]


def test_a_serving_process_does_not_start_with_a_cache_that_is_unknown(settings):
    settings.PURGE_TARGETS = ["varnich+http://varnish"]
    with pytest.raises(ImproperlyConfigured, match="entry 1 is none of the caches"):
        deliverers.start()
