"""The rules for nginx that the site brings: a real nginx, which knows no tags, forgets all answers of GraphQL."""

import pytest

from cms.caching.sending import send
from cms.caching.targets import Nginx

from .fake_caches import FakeCache, reply
from .real_caches import nginx_before


@pytest.fixture
def site():
    with FakeCache(reply(200, "OK", b"{}", Cache_Control="public, max-age=0, s-maxage=3600")) as site:
        yield site


@pytest.fixture
def nginx(site, tmp_path):
    with nginx_before(f"127.0.0.1:{site.port}", tmp_path) as nginx:
        yield nginx


@pytest.fixture
def target(nginx):
    return Nginx("nginx", f"{nginx.url}/purge/graphql/")


def test_it_forgets_all_answers_again_and_again_and_when_there_are_none(nginx, target):
    for _ in range(3):
        send(target, ["page.1"])
        send(target, ["page.1"])
        asked = ["{ a }", "{ b }"] * 2
        assert [nginx.get(query).is_hit for query in asked] == [False, False, True, True]


def test_nothing_else_can_be_deleted(nginx, site, tmp_path):
    (tmp_path / "cache" / "other").mkdir()
    site.answers = reply(405, "Method Not Allowed")
    for path in (
        "/purge/",
        "/purge/graphql/../other/",
        "/purge/graphql/..%2fother/",
        "/purge/other/",
        "/graphql/",
        "/",
    ):
        assert nginx.send("DELETE", path)[0] in {400, 403, 405}, path
    assert nginx.send("GET", "/purge/graphql/")[0] in {403, 404}
    assert (tmp_path / "cache" / "other").is_dir()


def test_only_answers_that_may_be_kept_are_kept(nginx, site):
    site.answers = reply(200, "OK", b"{}", Cache_Control="no-store")
    assert [nginx.get("{ a }").is_hit for _ in range(2)] == [False, False]
