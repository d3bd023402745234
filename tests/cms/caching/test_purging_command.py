"""What an operator is told of caches in front, by the command and by the system checks."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from cms.caching.purging import enqueue
from cms.models import Purge

from .fake_caches import FakeCache, reply, varnish

pytestmark = pytest.mark.django_db

GONE = "varnish+http://gone"


@pytest.fixture
def cache(settings):
    """The only cache that is configured; purges are not repeated."""
    with FakeCache() as cache:
        settings.PURGE_TARGETS = [f"varnish+{cache.url}"]
        settings.PURGE_AGAIN_SECONDS = 0
        yield cache


def deliver_purges(*arguments):
    """What the command prints, and the error with which it ends if there is one."""
    out = StringIO()
    try:
        call_command("deliver_purges", *arguments, stdout=out, stderr=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), None


def give_up(cache, settings):
    """A purge that was refused for longer than caches are asked."""
    cache.answers = reply(403, "Forbidden")
    enqueue({"page.1"}, 1)
    Purge.objects.update(made_at=timezone.now() - timedelta(days=settings.PURGE_DAYS, hours=1))
    deliver_purges()
    cache.answers = varnish


def kept_for_a_cache_that_is_gone():
    now = timezone.now()
    Purge.objects.create(target=GONE, tags=["page.1"], position=1, made_at=now, next_attempt=now)


def warnings():
    return {warning.id: warning for warning in run_checks(databases=["default"]) if warning.id.startswith("cms.W01")}


def test_it_delivers_and_says_how_much(cache):
    enqueue({"page.1"}, 1)
    enqueue({"page.2"}, 2)
    assert deliver_purges() == (f"varnish+{cache.url}: 2 delivered\n", None)
    assert cache.tags == [["page.1", "page.2"]]


def test_it_says_so_where_no_cache_is_configured(settings):
    settings.PURGE_TARGETS = []
    assert deliver_purges() == ("PURGE_TARGETS names no cache.\n", None)


def test_it_waits_for_no_pause_and_fails_where_a_cache_does(cache):
    cache.answers = reply(500, "Broken")
    enqueue({"page.1"}, 1)
    for _ in range(2):
        told, error = deliver_purges()
        assert told == (
            f"varnish+{cache.url}: 0 delivered\n"
            f"varnish+{cache.url}: 1 waiting, 0 given up, the last error: answered 500 Broken\n"
        )
        assert error == "Not every cache has forgotten what changed."
    assert len(cache.asked) == 2


def test_a_purge_that_is_to_be_repeated_is_no_failure(cache, settings):
    settings.PURGE_AGAIN_SECONDS = 20
    enqueue({"page.1"}, 1)
    told, error = deliver_purges()
    assert told.splitlines() == [f"varnish+{cache.url}: 1 delivered", f"varnish+{cache.url}: 1 waiting, 0 given up"]
    assert error is None


def test_what_was_given_up_is_warned_of_until_it_is_tried_again(cache, settings):
    give_up(cache, settings)
    (warning,) = warnings().values()
    assert warning.id == "cms.W012"
    assert warning.msg == f"varnish+{cache.url} was not told of 1 changes: answered 403 Forbidden."
    told, error = deliver_purges()
    assert "0 waiting, 1 given up, the last error: answered 403 Forbidden" in told
    assert error
    assert len(cache.asked) == 1
    assert deliver_purges("--given-up") == (f"varnish+{cache.url}: 1 delivered\n", None)
    assert warnings() == {}


def test_what_is_kept_for_a_cache_that_is_gone_is_warned_of_until_it_is_dropped(cache):
    kept_for_a_cache_that_is_gone()
    (warning,) = warnings().values()
    assert (warning.id, warning.hint) == ("cms.W013", f"Run `manage.py deliver_purges --forget {GONE}`.")
    told, error = deliver_purges()
    assert f"drop them with --forget {GONE}" in told
    assert error
    assert deliver_purges("--forget", GONE) == (f"{GONE}: 1 dropped\n", None)
    assert warnings() == {}
    assert deliver_purges("--forget", GONE)[1] == (
        f"Nothing is kept for {GONE}. Call it as the report of deliver_purges does."
    )


def test_a_cache_that_is_configured_cannot_be_dropped(cache):
    enqueue({"page.1"}, 1)
    _, error = deliver_purges("--forget", f"varnish+{cache.url}")
    assert error == f"varnish+{cache.url} is in PURGE_TARGETS: take it out there first."
    assert Purge.objects.count() == 1


def test_a_trial_shows_whether_caches_answer_as_they_must(cache):
    assert deliver_purges("--try") == (f"varnish+{cache.url}: answers as it must\n", None)
    assert cache.tags == [["none.0"]]
    cache.answers = reply(200, "OK")
    told, error = deliver_purges("--try")
    assert told == f"varnish+{cache.url}: answered 200 OK\n"
    assert error


def test_a_wrong_setting_fails_the_system_checks(settings):
    settings.PURGE_TARGETS = ["varnish+http://fine", "https://varnish"]
    with pytest.raises(SystemCheckError) as failure:
        call_command("check")
    assert "(cms.E011) PURGE_TARGETS: entry 2 is none of the caches that are known here. What works: " in str(
        failure.value
    )


def test_checks_do_not_ask_the_database_unless_they_are_to(settings, django_assert_num_queries):
    with django_assert_num_queries(0):
        run_checks()
