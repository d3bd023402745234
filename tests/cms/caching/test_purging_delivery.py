"""What is kept for the caches in front reaches them: merged, within their limits, and whatever fails meanwhile."""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cms.caching.delivery import REQUESTS, Round, deliver, pause_after
from cms.caching.holding import ROWS
from cms.caching.purging import enqueue
from cms.caching.tags import header_name
from cms.caching.targets import Cloudflare, Fastly, Nginx, Varnish
from cms.models import Purge

from .fake_caches import ZONE, FakeCache, cloudflare, fastly, nginx, reply, varnish

pytestmark = pytest.mark.django_db


@pytest.fixture
def cache():
    with FakeCache() as cache:
        yield cache


@pytest.fixture
def target(cache, settings):
    """The cache as the only one that is configured; purges are not repeated."""
    target = Varnish(f"varnish+{cache.url}", cache.url)
    settings.PURGE_TARGETS = [target.name]
    settings.PURGE_AGAIN_SECONDS = 0
    return target


@pytest.fixture
def savepoints():
    """Statements for holding rows, which is done in a transaction on PostgreSQL: here a savepoint and its release."""
    return 2 if connection.features.has_select_for_update_skip_locked else 0


def let_time_pass(**time):
    for purge in Purge.objects.exclude(next_attempt=None):
        moved = {name: getattr(purge, name) - timedelta(**time) for name in ("made_at", "next_attempt")}
        Purge.objects.filter(pk=purge.pk).update(**moved)


def test_nothing_is_kept_or_asked_of_the_database_without_a_cache(settings, django_assert_num_queries):
    settings.PURGE_TARGETS = []
    with django_assert_num_queries(0):
        enqueue({"page.1"}, 1)


def test_one_statement_keeps_a_purge_for_each_cache_and_its_repetition(settings, django_assert_num_queries):
    settings.PURGE_TARGETS = ["varnish+http://a", "nginx+http://b/purge/"]
    settings.PURGE_AGAIN_SECONDS = 20
    with django_assert_num_queries(1):
        enqueue({"page.1", "slug.page.من-نحن"}, 7)
    kept = list(Purge.objects.order_by("pk"))
    assert [(purge.target, purge.position, purge.attempts) for purge in kept] == [
        ("varnish+http://a", 7, 0),
        ("nginx+http://b/purge/", 7, 0),
    ] * 2
    assert {purge.next_attempt - purge.made_at for purge in kept[:2]} == {timedelta(0)}
    assert {purge.next_attempt - purge.made_at for purge in kept[2:]} == {timedelta(seconds=20)}
    assert {tuple(purge.tags) for purge in kept} == {("page.1", header_name("slug.page.من-نحن"))}


def test_a_change_without_tags_concerns_no_cache(target):
    enqueue([], 1)
    assert not Purge.objects.exists()


def test_a_change_that_is_rolled_back_is_told_to_nobody(target):
    with suppress(InterruptedError), transaction.atomic():
        enqueue({"page.1"}, 1)
        raise InterruptedError
    assert not Purge.objects.exists()


def test_purges_that_wait_are_merged_into_one_request(target, cache, django_assert_num_queries, savepoints):
    for position in range(1, 6):
        enqueue({"page.1", f"page.{position}"}, position)
    with django_assert_num_queries(2 + savepoints):
        assert deliver(target) == Round(delivered=5)
    assert cache.tags == [["page.1", "page.2", "page.3", "page.4", "page.5"]]
    assert not Purge.objects.exists()


def test_where_nothing_is_due_one_statement_tells_so(target, cache, django_assert_num_queries, savepoints):
    with django_assert_num_queries(1 + savepoints):
        assert deliver(target) == Round()
    assert cache.asked == []


@pytest.mark.parametrize(
    ("make", "answers", "sizes"),
    [
        (lambda url: Varnish("c", url), varnish, [100, 100, 100]),
        (lambda url: Nginx("c", f"{url}/purge/"), nginx, None),
        (lambda url: Cloudflare("c", ZONE, "a-token", url), cloudflare, [30] * 8),
        (lambda url: Fastly("c", "service", "a-token", url), fastly, [256, 44]),
    ],
)
def test_a_request_names_as_many_tags_as_its_cache_takes(settings, cache, make, answers, sizes):
    settings.PURGE_TARGETS = ["c"]
    settings.PURGE_AGAIN_SECONDS = 0
    cache.answers = answers
    enqueue({f"page.{number}" for number in range(300)}, 1)
    result = deliver(make(cache.url))
    assert len(cache.asked) == 1 if sizes is None else [len(tags) for tags in cache.tags] == sizes
    assert result == (Round(kept=1) if sizes == [30] * REQUESTS else Round(delivered=1))


def test_a_purge_too_large_for_a_round_goes_on_where_it_stopped(settings, cache):
    settings.PURGE_TARGETS = ["c"]
    settings.PURGE_AGAIN_SECONDS = 0
    cache.answers = cloudflare
    everything = {f"page.{number}" for number in range(1_000)}
    enqueue(everything, 1)
    target = Cloudflare("c", ZONE, "a-token", cache.url)
    rounds = [deliver(target) for _ in range(5)]
    assert [(done.delivered, done.kept, done.goes_on) for done in rounds] == [
        *[(0, 1, True)] * 4,
        (1, 0, True),
    ]
    sent = [tag for tags in cache.tags for tag in tags]
    assert (len(cache.asked), len(sent), set(sent)) == (34, 1_000, everything)
    assert not Purge.objects.exists()


def test_more_purges_than_a_round_takes_are_delivered_in_several(target, cache):
    for position in range(ROWS + 1):
        enqueue({"page.1"}, position)
    assert [deliver(target) for _ in range(3)] == [Round(delivered=ROWS), Round(delivered=1), Round()]


def test_what_fails_is_kept_with_the_reason_and_a_time(target, cache, caplog):
    cache.answers = reply(500, "Broken")
    enqueue({"page.1"}, 1)
    result = deliver(target)
    assert result == Round(kept=1, error="answered 500 Broken")
    assert not result.goes_on
    (purge,) = Purge.objects.all()
    assert (purge.attempts, purge.last_error, purge.tags) == (1, "answered 500 Broken", ["page.1"])
    assert purge.next_attempt > timezone.now()
    assert caplog.messages == [
        f"{target.name} has not forgotten what changed: answered 500 Broken. Next attempt in 2 s, given up: 0."
    ]


def test_a_cache_that_failed_is_left_alone_until_the_next_attempt(target, cache):
    cache.answers = reply(500, "Broken")
    enqueue({"page.1"}, 1)
    deliver(target)
    enqueue({"page.2"}, 2)
    assert deliver(target) == Round()
    assert len(cache.asked) == 1
    let_time_pass(seconds=2)
    cache.answers = varnish
    assert deliver(target) == Round(delivered=2)
    assert cache.tags[1:] == [["page.1", "page.2"]]


def test_an_operator_need_not_wait(target, cache):
    cache.answers = reply(500, "Broken")
    enqueue({"page.1"}, 1)
    deliver(target)
    cache.answers = varnish
    assert deliver(target, now=True) == Round(delivered=1)


def test_pauses_double_up_to_a_minute_and_a_cache_may_ask_for_up_to_an_hour():
    assert [pause_after(attempts, None) for attempts in (1, 2, 3, 5, 6, 7, 5_000)] == [2, 4, 8, 32, 60, 60, 60]
    assert [pause_after(1, asked) for asked in (0, 1, 30, 3_600, 10**9)] == [2, 2, 30, 3_600, 3_600]


def test_a_pause_that_a_cache_asks_for_is_kept(target, cache):
    cache.answers = reply(429, "Too Many Requests", Retry_After="600")
    enqueue({"page.1"}, 1)
    deliver(target)
    let_time_pass(seconds=590)
    assert deliver(target) == Round()
    let_time_pass(seconds=10)
    assert deliver(target) == Round(kept=1, error="answered 429 Too Many Requests")


def test_after_a_failure_in_the_middle_only_the_rest_is_sent_again(target, cache):
    enqueue({f"page.{number:03}" for number in range(150)}, 1)
    enqueue({"page.000"}, 2)

    def first_only(asked):
        return varnish(asked) if len(cache.asked) == 1 else (503, "Busy", {}, b"")

    cache.answers = first_only
    assert deliver(target) == Round(delivered=1, kept=1, error="answered 503 Busy")
    assert [len(purge.tags) for purge in Purge.objects.all()] == [50]
    cache.answers = varnish
    assert deliver(target, now=True) == Round(delivered=1)
    assert cache.tags[1] == cache.tags[2] == [f"page.{number:03}" for number in range(100, 150)]


def test_a_repetition_waits_for_its_time(target, cache, settings):
    settings.PURGE_AGAIN_SECONDS = 20
    enqueue({"page.1"}, 1)
    assert [deliver(target), deliver(target), deliver(target, now=True)] == [Round(delivered=1), Round(), Round()]
    let_time_pass(seconds=20)
    assert deliver(target) == Round(delivered=1)
    assert cache.tags == [["page.1"], ["page.1"]]


def test_one_cache_that_is_away_keeps_nothing_from_another(target, cache, settings):
    away = Varnish("varnish+http://127.0.0.1:1", "http://127.0.0.1:1")
    settings.PURGE_TARGETS = [away.name, target.name]
    enqueue({"page.1"}, 1)
    assert deliver(away).kept == 1
    assert deliver(target) == Round(delivered=1)


def test_a_cache_that_is_back_forgets_what_it_missed(target, cache):
    cache.stop()
    enqueue({"page.1"}, 1)
    assert deliver(target) == Round(kept=1, error="ConnectionRefusedError Connection refused")
    enqueue({"page.2"}, 2)
    cache.start()
    let_time_pass(seconds=2)
    assert deliver(target) == Round(delivered=2)
    assert cache.tags == [["page.1", "page.2"]]


def test_what_is_too_old_is_given_up_but_never_removed(target, cache, settings, caplog):
    settings.PURGE_DAYS = 3
    cache.answers = reply(403, "Forbidden")
    enqueue({"page.1"}, 1)
    let_time_pass(days=3, seconds=-10)
    deliver(target)
    assert Purge.objects.filter(next_attempt=None).count() == 0
    let_time_pass(seconds=20)
    deliver(target)
    enqueue({"page.2"}, 2)
    (purge,) = Purge.objects.filter(next_attempt=None)
    assert (purge.attempts, purge.last_error) == (2, "answered 403 Forbidden")
    assert caplog.records[-1].levelname == "ERROR"
    cache.answers = varnish
    assert deliver(target) == Round(delivered=1)
    assert cache.tags[-1] == ["page.2"]
    assert deliver(target, now=True) == Round()
    assert Purge.objects.count() == 1


@pytest.mark.parametrize("seed", range(20))
def test_whatever_fails_each_change_is_told_after_it_was_made(settings, cache, seed):
    """A cache that forgets at random moments and refuses at others hears of each tag after its last change."""
    settings.PURGE_TARGETS = ["c"]
    settings.PURGE_AGAIN_SECONDS = 0
    random = Random(seed)
    target = Cloudflare("c", ZONE, "a-token", cache.url)
    told: set[str] = set()

    def answers(asked):
        if random.random() < 0.5:
            return reply(random.choice([429, 500, 503]), "No")(asked)
        told.update(asked.tags)
        return cloudflare(asked)

    cache.answers = answers
    for position in range(30):
        tags = {f"page.{random.randrange(100)}" for _ in range(random.choice([1, 5, 60]))}
        enqueue(tags, position)
        told -= tags
        if random.random() < 0.5:
            deliver(target, now=random.random() < 0.5)
    for _ in range(1_000):
        if not deliver(target, now=True).delivered and not Purge.objects.exists():
            break
    changed = {f"page.{number}" for number in range(100)} & {tag for asked in cache.asked for tag in asked.tags}
    assert changed == told
    assert not Purge.objects.exists()
