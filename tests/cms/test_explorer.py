"""The explorer's page: nothing from another host, the ready queries beside it, GraphiQL as released."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files import File
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from graphene_django.views import GraphQLView
from pytest_django.fixtures import Settings

from cms.graphql import explorer
from import_scripts.sample import load_sample
from snippets.models import SiteSettings

urlpatterns = [
    path("api/", lambda request: HttpResponse(), name="graphql"),
    path("explorer/", explorer.explorer),
]

PACKAGED = tuple(name for name in (*explorer.STYLESHEETS, *explorer.SCRIPTS) if name.startswith(explorer.PACKAGE))
ASSETS = (*explorer.STYLESHEETS, *explorer.SCRIPTS, explorer.MODULE)


@pytest.fixture
def page(settings: Settings) -> HttpResponse:
    """The page at an address of its own, its files under their plain names."""
    settings.ROOT_URLCONF = __name__
    settings.SECURE_SSL_REDIRECT = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return Client().get("/explorer/")


def carried(page: HttpResponse) -> list[dict[str, str]]:
    """The ready queries that the page hands to its script."""
    found = re.search(r'<script id="ready-queries" type="application/json">(.*?)</script>', page.content.decode())
    assert found
    return json.loads(found[1])


def static_file(name: str) -> Path:
    found = finders.find(name)
    assert found, f"no static file {name}: is {explorer.PACKAGE} installed and in INSTALLED_APPS?"
    return Path(found)


def test_page_names_no_host(page: HttpResponse) -> None:
    html = page.content.decode()
    addresses = re.findall(r'(?:src|href|action|data-endpoint)="([^"]*)"', html)
    assert page.status_code == 200
    assert addresses == [
        "data:,",
        "/static/graphene_django_graphiql_static/graphiql.min.css",
        "/static/cms/graphiql.css",
        "/static/graphene_django_graphiql_static/react.production.min.js",
        "/static/graphene_django_graphiql_static/react-dom.production.min.js",
        "/static/graphene_django_graphiql_static/graphiql.min.js",
        "/static/cms/graphiql.js",
        "/api/",
    ]
    assert "//" not in html


def test_page_forbids_the_browser_every_other_host(page: HttpResponse) -> None:
    policy = page["Content-Security-Policy"].split("; ")
    assert "default-src 'self'" in policy
    assert not [rule for rule in policy if rule.startswith(("script-src", "connect-src"))]
    assert {source for rule in policy for source in rule.split()[1:]} == {
        "'self'",
        "'none'",
        "'unsafe-inline'",
        "data:",
    }


def test_page_has_no_inline_script_for_the_policy_to_refuse(page: HttpResponse) -> None:
    html = page.content.decode()
    tags = re.findall(r"<script\b([^>]*)>", html)
    assert len(tags) == 5
    assert [tag for tag in tags if "src=" not in tag] == [' id="ready-queries" type="application/json"']
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)


def test_page_sets_no_cookie(page: HttpResponse) -> None:
    assert dict(page.cookies) == {}


def test_page_is_titled_in_both_languages(page: HttpResponse) -> None:
    assert "<title>مستكشف GraphQL · GraphQL explorer</title>" in page.content.decode()


def test_page_carries_each_ready_query(page: HttpResponse) -> None:
    files = {file.stem for file in explorer.EXAMPLES.glob("*.graphql")}
    queries = carried(page)
    assert "whole-article" in files
    assert {query["name"] for query in queries} == files
    assert queries[0]["name"] == "whole-article"


def test_each_ready_query_begins_with_its_title_in_both_languages() -> None:
    for query in explorer.ready_queries(explorer.EXAMPLES):
        first = query.text.splitlines()[0]
        assert first == f"# {query.title}"
        assert re.fullmatch(r"[\u0600-\u06ff :،]+ · [A-Z][A-Za-z :,]+", query.title), query.name


def empty(value: Any, place: str = "") -> Iterator[str]:
    """The places of an answer that show nothing."""
    if value in (None, [], ""):
        yield place
    for name, inner in value.items() if isinstance(value, dict) else ():
        yield from empty(inner, f"{place}.{name}" if place else name)
    for inner in value if isinstance(value, list) else ():
        yield from empty(inner, place)


@pytest.mark.usefixtures("db")
def test_each_ready_query_shows_something_everywhere_on_the_sample(
    settings: Settings, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        load_sample()
    SiteSettings.objects.update(frontend_url="https://www.example")
    answers = {}
    for query in explorer.ready_queries(explorer.EXAMPLES):
        answer = Client().post("/graphql/", {"query": query.text}, content_type="application/json").json()
        assert "errors" not in answer, query.name
        answers[query.name] = set(empty(answer["data"]))
    assert {name: places for name, places in answers.items() if places} == {
        "menus-and-site": {"menu.items.path"},
        "route-and-seo": {"route.redirect"},
    }


@pytest.mark.usefixtures("page")
def test_page_refuses_to_be_posted_to() -> None:
    assert Client().post("/explorer/").status_code == 405


def test_ready_query_takes_its_title_from_its_first_comment(tmp_path: Path) -> None:
    (tmp_path / "platforms.graphql").write_text("# المنصات · Platforms\n{ platforms }", encoding="utf-8")
    (tmp_path / "menus-and-site.graphql").write_text("{ site }\n# later\n", encoding="utf-8")
    (tmp_path / "whole-article.graphql").write_text("\n#   المقال\nquery A { article }\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a query", encoding="utf-8")
    assert explorer.ready_queries(tmp_path) == (
        explorer.ReadyQuery("whole-article", "المقال", "#   المقال\nquery A { article }\n"),
        explorer.ReadyQuery("menus-and-site", "menus and site", "{ site }\n# later\n"),
        explorer.ReadyQuery("platforms", "المنصات · Platforms", "# المنصات · Platforms\n{ platforms }\n"),
    )


def test_script_in_a_ready_query_stays_text(
    page: HttpResponse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "evil.graphql").write_text("# </script><script>alert(1)</script>\n{ a }", encoding="utf-8")
    monkeypatch.setattr(explorer, "EXAMPLES", tmp_path)
    response = Client().get("/explorer/")
    assert "alert(1)</script>" not in response.content.decode()
    assert carried(response)[0]["title"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize("name", ASSETS)
def test_static_file_is_found(name: str) -> None:
    assert static_file(name).stat().st_size > 0


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("graphiql.min.js", GraphQLView.graphiql_sri),
        ("graphiql.min.css", GraphQLView.graphiql_css_sri),
        ("react.production.min.js", GraphQLView.react_sri),
        ("react-dom.production.min.js", GraphQLView.react_dom_sri),
    ],
)
def test_packaged_file_is_the_released_one(name: str, digest: str) -> None:
    """graphene-django pins the digests of GraphiQL 2.4.7 and React 17.0.2: a second, independent witness."""
    content = static_file(f"{explorer.PACKAGE}/{name}").read_bytes()
    # The package ends each of GraphiQL's two files with one newline more than its makers did.
    released = content.removesuffix(b"\n") if name.startswith("graphiql") else content
    assert "sha256-" + base64.b64encode(hashlib.sha256(released).digest()).decode() == digest


def test_static_files_survive_hashed_names(tmp_path: Path) -> None:
    """GraphiQL's files name source maps that the package lacks: empty ones of ours let collectstatic pass."""
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    names = (*ASSETS, *(f"{name}.map" for name in PACKAGED if "graphiql.min" in name))
    sources = {}
    for name in names:
        with static_file(name).open("rb") as content:
            storage.save(name, File(content))
        sources[name] = (storage, name)
    outcomes = {name: processed for name, _, processed in storage.post_process(sources)}
    assert outcomes == dict.fromkeys(names, True)


def test_answers_take_their_direction_from_their_text() -> None:
    style = static_file("cms/graphiql.css").read_text(encoding="utf-8")
    rule = re.search(r"\.result-window \.cm-string \{(.*?)\}", style, re.DOTALL)
    assert rule
    assert "unicode-bidi: plaintext;" in rule[1]


def test_script_asks_for_graphql_over_http() -> None:
    script = static_file("cms/graphiql.js").read_text(encoding="utf-8")
    assert 'Accept: "application/graphql-response+json, application/json;q=0.9"' in script
    assert '"Content-Type": "application/json"' in script
    assert 'method: "POST"' in script
    assert "://" not in script
