"""What caches in front of the site are told."""

import json
import re

import pytest

from cms.caching.headers import spelt
from cms.caching.tags import header_name
from cms.caching.watching import WATCHED
from tests import factories

QUERY = "{articles {nodes {title}} platforms {nodes {title}}}"


@pytest.fixture
def ask(client, home):
    factories.article(home)
    return lambda query=QUERY, **headers: client.get("/graphql/", {"query": query}, headers=headers)


@pytest.mark.parametrize(
    ("tag", "plain"),
    [("page.12", True), ("slug.page.home-page_1", True), ("slug.page.الرئيسية", False), ("slug.page.a b", False),
     ("slug.page.a,b", False), ("slug.page." + "a" * 60, False), ("slug.redirect./old/path", False)],
)  # fmt: skip
def test_names_are_short_ascii_without_quoting(tag, plain):
    name = header_name(tag)
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", name)
    assert (name == tag) is plain


def test_names_tell_tags_apart():
    tags = [f"slug.page.{word}" for word in ("ب", "ت", "ب.x", "ت.x", "x.ب", "x" * 70, "x" * 71)]
    assert len({header_name(tag) for tag in tags}) == len(tags)


def test_both_headers_name_what_the_answer_is_made_of(ask):
    answer = ask()
    names = answer["Cache-Tag"].split(",")
    assert answer["Surrogate-Key"].split(" ") == names
    assert {"everything", "list.articlepage.ar", "list.platform.ar"} <= set(names)
    assert names == sorted(set(names))


def test_what_does_not_fit_is_named_by_all_tables():
    many = {f"page.{number}" for number in range(500)}
    assert spelt(many, 10_000) == sorted(many)
    names = spelt(many, 1_500)
    assert set(names) == {"everything", *(f"t.{table}" for table in WATCHED)}
    assert len(" ".join(names)) < 1_500


def test_headers_together_fit_nginx_as_it_comes(ask):
    """nginx takes 4 kB (one page of memory) for all headers of an answer."""
    for query in (
        QUERY,
        '{site {name} menus {nodes {items {title}}} search(query: "a") {totalCount facets {types {count}}}}',
    ):
        answer = ask(query)
        assert sum(len(f"{name}: {value}\r\n") for name, value in answer.items()) < 4_000


def test_caches_may_keep_nothing_that_changes_do_not_purge(ask, settings):
    assert ask()["Cache-Control"] == "public, max-age=0, s-maxage=0"
    settings.CDN_SECONDS, settings.STALE_SECONDS = 3_600, 30
    assert ask()["Cache-Control"] == "public, max-age=0, s-maxage=3600, stale-while-revalidate=30"


def test_same_content_has_the_same_etag_and_each_form_of_it_its_own(ask, settings):
    long = "{__schema {types {name description}}}"
    plain, packed = ask(long), ask(long, **{"Accept-Encoding": "gzip"})
    assert plain["ETag"] != packed["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', plain["ETag"])
    assert ask(long)["ETag"] == plain["ETag"]
    again = ask(long, **{"Accept-Encoding": "gzip"})
    assert (again["ETag"], again.content) == (packed["ETag"], packed.content)
    assert ask("{__schema {types {name}}}")["ETag"] != plain["ETag"]


def test_answers_to_post_say_nothing_to_caches(client, home):
    answer = client.post("/graphql/", json.dumps({"query": QUERY}), content_type="application/json")
    assert not {"Cache-Control", "ETag", "Cache-Tag", "Surrogate-Key"} & set(answer.headers)


@pytest.mark.parametrize(
    "query",
    ["{articles(first: 101) {totalCount}}", "{nothing}", '{preview(token: "pv_00000000000000000000") {__typename}}'],
)
def test_errors_and_previews_tell_no_cache_what_they_are_made_of(ask, query):
    answer = ask(query)
    assert "no-store" in answer["Cache-Control"]
    assert not {"ETag", "Cache-Tag", "Surrogate-Key"} & set(answer.headers)
