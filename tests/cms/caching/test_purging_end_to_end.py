"""A published page on its whole way: an editor's process, the site's server, a real Varnish or nginx, a reader."""

import sys
import time

import pytest

from cms.models import Purge
from pages.models import ArticlePage
from tests.scratch import ROOT

from .real_caches import free_port, nginx_before, running, varnish_before

SLUG = "شبكات-التواصل-الاجتماعي"
ARTICLE = f'{{ article(slug: "{SLUG}") {{ title }} }}'
OTHER = '{ platform(slug: "facebook") { arabicName } }'


@pytest.fixture(params=[(varnish_before, "varnish+{}"), (nginx_before, "nginx+{}/purge/graphql/")])
def reader(request, committing, settings, tmp_path):
    """A real cache in front of granian with two workers, on the database that this process works on as well."""
    before, entry = request.param
    port, front = free_port(), free_port()
    settings.PURGE_TARGETS = [entry.format(f"http://127.0.0.1:{front}")]
    settings.PURGE_AGAIN_SECONDS = 0
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws", "--workers", "2"]
    command = [sys.executable, "-m", "granian", *options, "cms.wsgi:application"]
    variables = {"CDN_SECONDS": "3600", "PURGE_TARGETS": settings.PURGE_TARGETS[0], "RATE_LIMIT": "0"}
    with (
        before(f"127.0.0.1:{port}", tmp_path, front) as reader,
        running(command, port, tmp_path / "site.log", cwd=ROOT, env=committing.environment | variables),
    ):
        yield reader


def wait_until_all_is_delivered():
    until = time.monotonic() + 60
    while Purge.objects.exists():
        assert time.monotonic() < until, list(Purge.objects.values())
        time.sleep(0.1)


def test_what_is_published_is_new_as_soon_as_nothing_is_left_to_deliver(reader):
    article = ArticlePage.objects.get(slug=SLUG)
    for title in ("عنوان ثان", "عنوان ثالث"):
        assert [reader.get(query).is_hit for query in (ARTICLE, OTHER) * 2][2:] == [True, True]
        article.title = title
        article.save_revision().publish()
        wait_until_all_is_delivered()
        answer = reader.get(ARTICLE)
        assert title in answer.body
        assert not answer.is_hit
        knows_tags = "X-Varnish" in answer.headers
        assert reader.get(OTHER).is_hit == knows_tags
