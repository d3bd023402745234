"""The way from the editor's screen to the frontend, and the list of previews that can be opened."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from pages.models import ArticlePage
from snippets.models import PreviewToken, SiteSettings
from snippets.models.site_settings import holds_token_once
from tests import factories

TITLES = """query Q($token: String!) { preview(token: $token) {
  ... on ArticlePage { id title lead { text } authors { nodes { name } } sections { totalCount } }
  ... on SectionPage { title body { ... on ParagraphBlock { prose { text } } } mentions { nodes { slug } } }
  ... on Topic { name }
} }"""


@pytest.fixture
def desk(db) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    return client


@pytest.fixture
def frontend(home) -> SiteSettings:
    return SiteSettings.objects.create(
        site=Site.objects.get(),
        frontend_url="https://www.example.org",
        preview_url="https://www.example.org/api/preview?token={token}",
    )


def article_form(title: str, *authors: int) -> dict:
    links = [{"person": pk, "ORDER": place} for place, pk in enumerate(authors)]
    return nested_form_data(
        {
            "title": title,
            "slug": "slug",
            "lead": rich_text("<p>مقدمة</p>"),
            "date": "2026-01-02",
            "author_links": inline_formset(links),
            "comments": inline_formset([]),
        }
    )


def preview(client: Client, address: str, form: dict) -> str:
    """Types into the editor, lets the panel load, and gives the token with which it leads to the frontend."""
    answer = client.post(address, form)
    assert answer.json() == {"is_valid": True, "is_available": True}
    shown = client.get(f"{address}?in_preview_panel=true")
    assert shown.status_code == 302
    assert set(shown.headers["Cache-Control"].split(", ")) >= {"no-store", "private"}
    target = urlsplit(shown.headers["Location"])
    assert (target.scheme, target.netloc, target.path) == ("https", "www.example.org", "/api/preview")
    (token,) = parse_qs(target.query)["token"]
    return token


def test_the_panel_leads_to_the_frontend_which_shows_what_is_typed(graphql, desk, frontend, article_index) -> None:
    article = factories.article(article_index, title="محفوظ")
    person = factories.person("كاتبة")
    address = f"/admin/pages/{article.pk}/edit/preview/"
    token = preview(desk, address, article_form("مكتوب", person.pk))
    shown = graphql(TITLES, token=token)["preview"]
    assert shown | {"id": ""} == {
        "id": "",
        "title": "مكتوب",
        "lead": {"text": "مقدمة"},
        "authors": {"nodes": [{"name": "كاتبة"}]},
        "sections": {"totalCount": 0},
    }
    assert ArticlePage.objects.get().title == "محفوظ"
    assert preview(desk, address, article_form("ثم تغير")) == token
    assert graphql(TITLES, token=token)["preview"]["title"] == "ثم تغير"
    assert PreviewToken.objects.count() == 1


def test_a_page_being_created_is_shown(graphql, desk, frontend, article_index) -> None:
    address = f"/admin/pages/add/pages/articlepage/{article_index.pk}/preview/"
    token = preview(desk, address, article_form("جديد"))
    shown = graphql(TITLES, token=token)["preview"]
    assert shown["title"] == "جديد"
    assert "errors" in Client().post(
        "/graphql/",
        {"query": "query Q($id: ID!) { node(id: $id) { id } }", "variables": {"id": shown["id"]}},
        content_type="application/json",
    ).json()  # fmt: skip
    assert not ArticlePage.objects.exists()


def test_a_section_shows_blocks_and_mentions_that_were_never_saved(graphql, desk, frontend, article_index) -> None:
    factories.platform("facebook")
    section = factories.section(factories.article(article_index))
    block = ("paragraph", {"prose": rich_text("<p>عن فيسبوك</p>")})
    form = nested_form_data(
        {
            "title": "قسم",
            "slug": "part",
            "kind": "other",
            "body": streamfield([block]),
            "comments": inline_formset([]),
        }
    )
    shown = graphql(TITLES, token=preview(desk, f"/admin/pages/{section.pk}/edit/preview/", form))["preview"]
    assert shown == {
        "title": "قسم", "body": [{"prose": {"text": "عن فيسبوك"}}], "mentions": {"nodes": [{"slug": "facebook"}]}
    }  # fmt: skip


def test_shared_content_leads_to_the_frontend_too(graphql, desk, frontend) -> None:
    topic = factories.topic("قبل")
    token = preview(desk, f"/admin/snippets/snippets/topic/preview/{topic.pk}/", {"name": "بعد", "slug": "x"})
    assert graphql(TITLES, token=token) == {"preview": {"name": "بعد"}}


def test_an_older_version_has_a_token_of_its_own(graphql, desk, frontend, article_index) -> None:
    article = factories.article(article_index, title="أول")
    revision = article.save_revision()
    panel = preview(desk, f"/admin/pages/{article.pk}/edit/preview/", article_form("مكتوب"))
    answer = desk.get(f"/admin/pages/{article.pk}/revisions/{revision.pk}/view/")
    (older,) = parse_qs(urlsplit(answer.headers["Location"]).query)["token"]
    assert graphql(TITLES, token=older)["preview"]["title"] == "أول"
    assert graphql(TITLES, token=panel)["preview"]["title"] == "مكتوب"


def test_without_a_preview_address_our_own_template_shows_it(desk, frontend, article_index) -> None:
    SiteSettings.objects.update(preview_url="")
    article = factories.article(article_index)
    address = f"/admin/pages/{article.pk}/edit/preview/"
    desk.post(address, article_form("مكتوب"))
    shown = desk.get(address)
    assert shown.status_code == 200
    assert "مكتوب" in shown.content.decode()
    assert not PreviewToken.objects.exists()


def test_nobody_gets_a_token_without_signing_in(frontend, article_index) -> None:
    article = factories.article(article_index)
    assert article.make_preview_request().status_code == 200
    assert Client().get(f"/admin/pages/{article.pk}/edit/preview/").status_code == 302
    assert not PreviewToken.objects.exists()


@pytest.mark.parametrize(
    "address", ["https://example.org/", "https://example.org/{token}/{token}", "https://example.org/{token}{0}"]
)
def test_an_address_that_does_not_take_the_token_is_refused(address) -> None:
    with pytest.raises(ValidationError):
        holds_token_once(address)


@pytest.mark.parametrize("scheme", ["javascript", "ftp"])
def test_an_address_of_another_scheme_is_refused(scheme, home) -> None:
    with pytest.raises(ValidationError):
        SiteSettings(site=Site.objects.get(), preview_url=f"{scheme}://example.org/{{token}}").full_clean()


def test_the_api_does_not_tell_the_preview_address(graphql, frontend) -> None:
    fields = graphql('{ __type(name: "SiteSettings") { fields { name } } }')["__type"]["fields"]
    assert "previewUrl" not in [field["name"] for field in fields]
    assert "frontendUrl" in [field["name"] for field in fields]


# The list of links -------------------------------------------------------------------------------------------------


@pytest.fixture
def colleague(db) -> Client:
    user = User.objects.create_user("colleague")
    group = Group.objects.create(name="Colleagues")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.user_set.add(user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def link(desk, frontend, article_index) -> PreviewToken:
    article = factories.article(article_index, title="محفوظ")
    preview(desk, f"/admin/pages/{article.pk}/edit/preview/", article_form("مكتوب"))
    return PreviewToken.objects.get()


def test_editors_see_and_revoke_their_own_links(desk, link) -> None:
    listing = desk.get("/admin/preview-links/").content.decode()
    assert "مكتوب" in listing
    revocation = f"/admin/preview-links/revoke/{link.pk}/"
    assert revocation in listing
    assert link.secret not in listing
    assert link.digest not in listing
    assert desk.get(revocation).status_code == 200
    assert PreviewToken.objects.exists()
    assert desk.post(revocation).status_code == 302
    assert not PreviewToken.objects.exists()


def test_others_see_and_revoke_none_of_them(colleague, link) -> None:
    assert "مكتوب" not in colleague.get("/admin/preview-links/").content.decode()
    assert colleague.post(f"/admin/preview-links/revoke/{link.pk}/").status_code == 404
    assert PreviewToken.objects.exists()


def test_superusers_see_all_of_them(link) -> None:
    other = Client()
    other.force_login(User.objects.create_superuser("other"))
    assert "مكتوب" in other.get("/admin/preview-links/").content.decode()


def test_links_whose_time_is_over_are_not_listed(desk, link) -> None:
    PreviewToken.objects.update(expires_at=link.created_at)
    assert "مكتوب" not in desk.get("/admin/preview-links/").content.decode()


def test_comments_of_editors_are_not_kept_with_the_version(desk, frontend, article_index) -> None:
    article = factories.article(article_index)
    preview(desk, f"/admin/pages/{article.pk}/edit/preview/", article_form("مكتوب"))
    assert "wagtail_admin_comments" not in json.dumps(PreviewToken.objects.get().content)
