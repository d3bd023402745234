"""The REST API is off until it is asked for, and then for holders of a token only, within their rights."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import path
from wagtail.models import APIToken, GroupPagePermission, PageLogEntry

from cms import urls
from pages.models import ArticlePage, SectionPage
from tests import factories

ROOT = Path(__file__).parents[2]
SECRET = "سرّ"


@pytest.fixture(scope="module")
def mounted() -> ModuleType:
    from cms.rest import api_for_token_holders

    module = ModuleType("mounted")
    module.urlpatterns = [*urls.urlpatterns, path("api/v3/", api_for_token_holders())]
    return module


@pytest.fixture
def rest(mounted, settings) -> Client:
    """A client of a site where the API is on; it carries no token yet."""
    settings.ROOT_URLCONF = mounted
    return Client()


def authorize(client: Client, user: User) -> APIToken:
    token, secret = APIToken.create_token(user=user, name="test")
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return token


@pytest.fixture
def writer(rest, article_index) -> Client:
    """May add and publish below the article list."""
    user = User.objects.create_user("writer")
    group = Group.objects.create(name="Writers")
    group.user_set.add(user)
    for permission in ("add", "change", "publish"):
        GroupPagePermission.objects.create(group=group, page=article_index, permission_type=permission)
    authorize(rest, user)
    return rest


def create(client: Client, model: str, parent, action: str | None = "publish", **fields):
    meta = {"type": f"pages.{model}", "parent_id": parent.pk} | ({"action": action} if action else {})
    return client.post("/api/v3/pages/", {"meta": meta, **fields}, content_type="application/json")


def paths(page) -> list[str]:
    prefix = "/api/v3"
    return [
        f"{prefix}/pages/",
        f"{prefix}/pages/?search=x",
        f"{prefix}/pages/find/?id={page.pk}",
        f"{prefix}/pages/{page.pk}/",
        f"{prefix}/pages/{page.pk}/?version=draft",
        f"{prefix}/pages/{page.pk}/revisions/",
        f"{prefix}/sites/",
        f"{prefix}/schema/",
        f"{prefix}/whoami/",
        f"{prefix}/openapi.json",
        f"{prefix}/docs/",
    ]


def test_it_is_off_until_it_is_asked_for(client, db, settings) -> None:
    assert settings.REST_API is False
    assert "wagtail.api.v3" not in settings.INSTALLED_APPS
    assert client.get("/api/v3/pages/").status_code == 404


def test_it_is_on_where_the_setting_says_so() -> None:
    script = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "from django.urls import reverse\n"
        "answer = Client(SERVER_NAME='localhost').get(reverse('wagtailapi_v3:whoami'))\n"
        "print(answer.status_code, reverse('wagtailusers_api_tokens:index'))\n"
    )
    environment = os.environ | {
        "REST_API": "true",
        "LOCAL": "true",
        "SECRET_KEY": "for-tests-and-checks-only",
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "DATABASE_URL": "sqlite://:memory:",
    }
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.stdout == "401 /admin/api-tokens/\n", run.stderr


def test_nothing_answers_without_a_token(rest, article_index) -> None:
    page = factories.article(article_index, title=SECRET)
    for address in paths(page):
        answer = rest.get(address)
        assert answer.status_code == 401, address
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert SECRET not in answer.content.decode()
    assert create(rest, "ArticlePage", article_index, title="مقال").status_code == 401
    assert rest.patch(f"/api/v3/pages/{page.pk}/", {}, content_type="application/json").status_code == 401
    assert rest.delete(f"/api/v3/pages/{page.pk}/").status_code == 401
    assert ArticlePage.objects.get().title == SECRET


def test_a_session_is_no_token(rest, article_index) -> None:
    rest.force_login(User.objects.create_superuser("editor"))
    page = factories.article(article_index)
    assert {rest.get(address).status_code for address in paths(page)} == {401}


def revoke(token: APIToken) -> None:
    token.revoke()


def close_account(token: APIToken) -> None:
    token.user.is_active = False
    token.user.save()


@pytest.mark.parametrize("end", [revoke, close_account])
def test_a_token_ends_with_its_revocation_and_with_the_account(end, rest, article_index) -> None:
    token = authorize(rest, User.objects.create_superuser("editor"))
    page = factories.article(article_index)
    assert rest.get(f"/api/v3/pages/{page.pk}/").status_code == 200
    end(token)
    assert {rest.get(address).status_code for address in paths(page)} == {401}


def test_a_token_reads_and_writes_no_more_than_its_user_may(writer, home, article_index) -> None:
    elsewhere = home.add_child(instance=type(article_index)(title=SECRET, slug="other", locale=home.locale))
    hidden = factories.article(elsewhere, title=SECRET)
    assert writer.get(f"/api/v3/pages/{hidden.pk}/").status_code == 404
    assert SECRET not in writer.get("/api/v3/pages/").content.decode()
    refused = create(writer, "ArticlePage", elsewhere, title="مقال", topics=[])
    assert refused.status_code == 403, refused.content.decode()
    assert (
        writer.patch(f"/api/v3/pages/{hidden.pk}/", {"title": "تغير"}, content_type="application/json").status_code
        == 403
    )
    assert ArticlePage.objects.get().title == SECRET


def test_an_article_with_sections_is_written_as_editors_write_it(writer, article_index, graphql) -> None:
    factories.platform("facebook")
    author, topic, picture = factories.person("كاتبة"), factories.topic(), factories.picture()
    made = create(
        writer,
        "ArticlePage",
        article_index,
        title="مقال",
        slug="new",
        lead="<p>مقدمة <script>alert(1)</script><b>هنا</b></p>",
        hero_image_id=picture.pk,
        topics=[topic.pk],
        author_links=[{"person_id": author.pk}],
        date="2026-01-02",
    )
    assert made.status_code == 201, made.content.decode()
    assert made.headers["Cache-Control"] == "private, no-store"
    article = ArticlePage.objects.get()
    body = [{"type": "paragraph", "value": {"prose": "<p>عن فيسبوك</p>"}}]
    part = create(writer, "SectionPage", article, title="قسم", kind="types", body=body)
    assert part.status_code == 201, part.content.decode()
    query = """{
      article(slug: "new") {
        title date lead { html } heroImage { id } authors { nodes { name } } topics { nodes { id } }
        sections { nodes { title kind body { __typename } mentions { nodes { slug } } } }
      }
      search(query: "مقال") { totalCount }
      platform(slug: "facebook") { mentionedIn { totalCount } }
    }"""
    found = graphql(query)
    shown = found["article"]
    assert (shown["title"], shown["date"]) == ("مقال", "2026-01-02")
    assert "script" not in shown["lead"]["html"]
    assert shown["heroImage"] is not None
    assert shown["authors"]["nodes"] == [{"name": "كاتبة"}]
    assert len(shown["topics"]["nodes"]) == 1
    assert shown["sections"]["nodes"] == [
        {
            "title": "قسم",
            "kind": "TYPES",
            "body": [{"__typename": "ParagraphBlock"}],
            "mentions": {"nodes": [{"slug": "facebook"}]},
        }
    ]
    assert found["search"]["totalCount"] == 2  # and the list, whose title has the same stem
    assert found["platform"]["mentionedIn"]["totalCount"] == 1
    assert set(PageLogEntry.objects.filter(page=article.pk).values_list("action", flat=True)) >= {"wagtail.publish"}
    assert article.latest_revision.user.username == "writer"


def test_a_draft_written_by_a_program_is_as_hidden_as_any(writer, article_index, graphql) -> None:
    factories.platform("facebook")
    article = factories.article(article_index)
    section = factories.section(article, "قسم")
    changed = writer.patch(f"/api/v3/pages/{section.pk}/", {"title": "عن فيسبوك"}, content_type="application/json")
    assert changed.status_code == 200
    assert create(writer, "SectionPage", article, None, title=f"{SECRET} فيسبوك").status_code == 201
    assert SectionPage.objects.count() == 2
    found = graphql('{ sections { nodes { title } } platform(slug: "facebook") { mentionedIn { totalCount } } }')
    assert found["sections"]["nodes"] == [{"title": "قسم"}]
    assert found["platform"]["mentionedIn"]["totalCount"] == 0


def test_what_the_editor_would_refuse_is_refused(writer, article_index) -> None:
    article = factories.article(article_index)
    refused = (
        create(writer, "SectionPage", article_index, title="قسم"),
        create(writer, "SectionPage", article, title="قسم", kind="unknown"),
        create(writer, "SectionPage", article, title="قسم", body=[{"type": "unknown", "value": {}}]),
    )
    assert [answer.status_code // 100 for answer in refused] == [4, 4, 4]
    assert not SectionPage.objects.exists()


def test_graphql_stays_read_only(writer) -> None:
    answer = writer.post(
        "/graphql/", json.dumps({"query": "{ __schema { mutationType { name } } }"}), "application/json"
    )
    assert answer.json()["data"] == {"__schema": {"mutationType": None}}


def test_graphql_gives_a_token_of_the_rest_api_nothing_more(writer, article_index) -> None:
    page = factories.article(article_index, title=SECRET, live=False)
    ask = {"query": f'{{ article(slug: "{page.slug}") {{ title }} }}'}
    assert writer.post("/graphql/", ask, content_type="application/json").json()["data"] == {"article": None}
