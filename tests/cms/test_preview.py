"""A preview token shows one object as its editor has it, and nothing that the editor alone may see beside it."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageViewRestriction

from cms.graphql import documents
from cms.graphql.visibility import admit, is_admitted, may_be_held
from snippets.models import PreviewToken
from snippets.previewing import keep
from tests import factories

SECRET = "سرّ"
WHOLE = """query Preview($token: String!) { preview(token: $token) {
  __typename
  ... on ArticlePage {
    id title slug path seo { title description jsonLd } lead { html text }
    breadcrumbs { title path } parent { title } children { totalCount nodes { title } }
    authors { totalCount nodes { name } } topics { nodes { name } }
    wordCount readingTime tableOfContents { title anchor }
    related { nodes { title } } translations { id } next { title } previous { title }
    sections { totalCount nodes {
      title kind path parent { title } mentions { nodes { slug } }
      body { __typename ... on ParagraphBlock { prose { html } } ... on ReadAlsoBlock { text page { title } url } }
    } }
  }
  ... on SectionPage { title mentions { nodes { slug } } body { id } parent { title } }
  ... on Platform { slug title tagline mentionedIn { nodes { title } } }
  ... on HomePage { title }
  ... on Menu { title items { title } }
} }"""


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_superuser("editor", "editor@example.org", "password")


@pytest.fixture
def desk(editor) -> Client:
    """The editor's browser."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def draft(article_index):
    """A published article with unpublished changes: title, author and topic."""
    article = factories.article(article_index, title="منشور")
    article.title = f"{SECRET} العنوان"
    article.save_revision()
    return article.get_latest_revision_as_object()


def token_for(instance, client: Client, is_editing: bool = False) -> str:
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = User.objects.get(pk=client.session["_auth_user_id"])
    request.is_editing = is_editing
    return keep(instance, request).secret


def show(graphql, token: str) -> dict | None:
    return graphql(WHOLE, token=token)["preview"]


def test_a_token_shows_the_unpublished_version_and_nobody_else_sees_it(graphql, desk, draft) -> None:
    found = show(graphql, token_for(draft, desk))
    assert found["title"] == f"{SECRET} العنوان"
    assert found["seo"]["title"] == f"{SECRET} العنوان"
    assert found["breadcrumbs"][-1]["title"] == f"{SECRET} العنوان"
    assert graphql("query Q($id: ID!) { node(id: $id) { id ... on ArticlePage { title } } }", id=found["id"]) == {
        "node": {"id": found["id"], "title": "منشور"}
    }


def test_the_same_page_asked_for_beside_its_preview_is_what_everybody_sees(graphql, desk, draft) -> None:
    query = """query Q($token: String!, $slug: String!) {
      article(slug: $slug) { title } preview(token: $token) { ... on ArticlePage { title } }
      again: articles { nodes { title } }
    }"""
    found = graphql(query, token=token_for(draft, desk), slug=draft.slug)
    assert found["preview"] == {"title": f"{SECRET} العنوان"}
    assert found["article"] == {"title": "منشور"}
    assert found["again"]["nodes"] == [{"title": "منشور"}]


def test_authors_and_topics_are_those_of_the_version(graphql, desk, article_index) -> None:
    article = factories.article(article_index)
    first, second = factories.person("أولى"), factories.person("ثانية")
    hidden = factories.person(SECRET, live=False)
    topic, other = factories.topic("موضوع"), factories.topic("آخر")
    factories.sign(article, first)
    article.topics.add(topic)
    article.save()
    version = type(article).objects.get(pk=article.pk)
    version.author_links = [
        type(version.author_links.first())(person=person, sort_order=place)
        for place, person in enumerate((second, hidden, first))
    ]
    version.topics.set([other])
    found = show(graphql, token_for(version, desk))
    assert found["authors"] == {"totalCount": 2, "nodes": [{"name": "ثانية"}, {"name": "أولى"}]}
    assert found["topics"]["nodes"] == [{"name": "آخر"}]
    assert article.author_links.count() == 1


def test_an_article_shows_each_section_as_it_was_last_saved(graphql, desk, article_index) -> None:
    factories.platform("facebook")
    article = factories.article(article_index, live=False)
    changed = factories.section(article, "قبل")
    factories.section(article, "لم ينشر", live=False)
    changed.title = "عن فيسبوك"
    changed.save_revision()
    found = show(graphql, token_for(article, desk))
    assert [node["title"] for node in found["sections"]["nodes"]] == ["عن فيسبوك", "لم ينشر"]
    assert found["sections"]["nodes"][0]["mentions"]["nodes"] == [{"slug": "facebook"}]
    assert [entry["title"] for entry in found["tableOfContents"]] == ["عن فيسبوك", "لم ينشر"]
    assert changed.mention_links.count() == 0


def test_an_unpublished_section_is_read_whole_whatever_is_asked_of_it(graphql, desk, article_index) -> None:
    factories.platform("facebook")
    article = factories.article(article_index, live=False)
    factories.section(article, "قسم", [factories.block("paragraph", prose=factories.prose("عن فيسبوك"))], live=False)
    query = """query($token: String!) {preview(token: $token) {
      ... on ArticlePage {wordCount sections {nodes {mentions {nodes {slug}}}}}
    }}"""
    assert graphql(query, token=token_for(article, desk))["preview"] == {
        "wordCount": 3,
        "sections": {"nodes": [{"mentions": {"nodes": [{"slug": "facebook"}]}}]},
    }


def test_sections_that_the_editor_may_not_edit_are_those_that_everybody_sees(graphql, article_index) -> None:
    article = factories.article(article_index)
    shown, hidden = factories.section(article, "ظاهر"), factories.section(article, SECRET, live=False)
    shown.title = SECRET
    shown.save_revision()
    author = User.objects.create_user("author")
    group = Group.objects.create(name="Authors")
    group.user_set.add(author)
    GroupPagePermission.objects.create(group=group, page=article_index, permission_type="add")
    article.owner = author
    article.save()
    browser = Client()
    browser.force_login(author)
    found = show(graphql, token_for(article, browser))
    assert found["sections"] | {"nodes": [node["title"] for node in found["sections"]["nodes"]]} == {
        "totalCount": 1,
        "nodes": ["ظاهر"],
    }
    assert SECRET not in json.dumps(found, ensure_ascii=False)
    hidden.owner = author
    hidden.save()
    assert show(graphql, token_for(article, browser))["sections"]["totalCount"] == 2


def test_what_a_preview_leads_to_stays_hidden(graphql, desk, article_index) -> None:
    article_index.title = SECRET
    article_index.live = False
    article_index.save()
    article = factories.article(article_index, live=False)
    other = factories.article(article_index, title=SECRET, live=False)
    body = [
        factories.block("paragraph", prose=factories.prose(f"إلى {factories.link('page', other, 'هنا')}")),
        factories.block("read_also", text="اقرأ", page=other.pk, url=""),
    ]
    section = factories.section(article, live=False, body=body)
    for instance in (article, section):
        found = show(graphql, token_for(instance, desk))
        assert found["title"]
        assert found["parent"] is None
        assert SECRET not in json.dumps(found, ensure_ascii=False)
        assert "<a" not in json.dumps(found)


def test_a_page_behind_a_login_is_shown_to_the_token_and_only_itself(graphql, desk, article_index) -> None:
    PageViewRestriction.objects.create(page=article_index, restriction_type="login")
    article = factories.article(article_index, title="مغلق")
    factories.article(article_index, title=SECRET)
    found = show(graphql, token_for(article, desk))
    assert found["title"] == "مغلق"
    assert SECRET not in json.dumps(found, ensure_ascii=False)
    assert graphql("query Q($s: String!) { article(slug: $s) { title } }", s=article.slug) == {"article": None}


def test_a_page_that_was_never_saved_is_shown_without_sections_of_another(graphql, desk, article_index) -> None:
    taken = factories.article(article_index, title="أخ")
    section = factories.section(taken, SECRET, live=False)
    fresh = type(taken)(title="جديد", slug="new", locale=article_index.locale, date=None)
    fresh.path, fresh.depth = taken.path, taken.depth
    fresh.set_url_path(article_index)
    found = show(graphql, token_for(fresh, desk))
    assert found["title"] == "جديد"
    assert found["path"] == "/المقالات/new/"
    assert found["sections"]["totalCount"] == 0
    assert section.title not in json.dumps(found, ensure_ascii=False)


def test_shared_content_is_shown_as_its_editor_has_it(graphql, desk, home) -> None:
    platform = factories.platform(live=False)
    platform.tagline = "جملة"
    found = show(graphql, token_for(platform, desk))
    assert found == {
        "__typename": "Platform", "slug": "facebook", "title": "فيسبوك", "tagline": "جملة", "mentionedIn": {"nodes": []}
    }  # fmt: skip
    assert graphql('{ platform(slug: "facebook") { slug } }') == {"platform": None}


def test_a_menu_hides_links_to_what_is_not_public(graphql, desk, article_index) -> None:
    hidden = factories.article(article_index, title=SECRET, live=False)
    item = {"type": "item", "value": {"title": SECRET, "page": hidden.pk, "url": ""}, "id": "1"}
    menu = factories.menu(items=json.dumps([item]), live=False)
    assert show(graphql, token_for(menu, desk)) == {"__typename": "Menu", "title": "main", "items": []}


def test_only_the_very_object_that_was_admitted_is(article_index) -> None:
    page = factories.article(article_index, live=False)
    again = type(page).objects.get(pk=page.pk)
    admit(page, {})
    assert is_admitted(page)
    assert not is_admitted(again)
    assert may_be_held([again, page]) == [False, True]


# The end of a token -------------------------------------------------------------------------------------------------


def expire(token: str, client: Client, editor: User) -> None:
    PreviewToken.objects.update(expires_at=timezone.now())


def revoke(token: str, client: Client, editor: User) -> None:
    assert client.post(f"/admin/preview-links/revoke/{PreviewToken.objects.get().pk}/").status_code == 302


def log_out(token: str, client: Client, editor: User) -> None:
    assert client.post("/admin/logout/").status_code == 302
    assert not PreviewToken.objects.exists()


def lose_session(token: str, client: Client, editor: User) -> None:
    Session.objects.all().delete()


def outlast_session(token: str, client: Client, editor: User) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def change_password(token: str, client: Client, editor: User) -> None:
    editor.set_password("another")
    editor.save()


def close_account(token: str, client: Client, editor: User) -> None:
    editor.is_active = False
    editor.save()


def lose_rights(token: str, client: Client, editor: User) -> None:
    editor.is_superuser = False
    editor.save()


def delete_page(token: str, client: Client, editor: User) -> None:
    from pages.models import ArticlePage

    ArticlePage.objects.get().delete()


ENDS = (
    expire,
    revoke,
    log_out,
    lose_session,
    outlast_session,
    change_password,
    close_account,
    lose_rights,
    delete_page,
)


@pytest.mark.parametrize("end", ENDS)
def test_a_token_that_has_ended_gives_the_same_null_as_a_wrong_one(end, graphql, desk, editor, draft) -> None:
    token = token_for(draft, desk)
    assert show(graphql, token)["title"] == draft.title
    end(token, desk, editor)
    ask = {"query": WHOLE, "variables": {"token": token}}
    ended = Client().post("/graphql/", ask, content_type="application/json")
    ask["variables"]["token"] = "pv_" + "x" * 43
    wrong = Client().post("/graphql/", ask, content_type="application/json")
    assert ended.json() == wrong.json()
    assert ended.json()["data"] == {"preview": None}
    assert ended.headers == wrong.headers


@pytest.mark.parametrize("token", ["", "x", "pv_", "pv_" + "ا" * 43, "pv_" + "x" * 43 + "\n", "1", "\0" * 46])
def test_what_is_no_token_gives_null(token, graphql, desk, draft) -> None:
    token_for(draft, desk)
    assert show(graphql, token) is None


def test_a_stored_digest_or_nonce_is_no_token(graphql, desk, draft) -> None:
    token = token_for(draft, desk)
    kept = PreviewToken.objects.get()
    assert token not in json.dumps([str(value) for value in kept.__dict__.values()])
    for guess in (kept.digest, kept.nonce, f"pv_{kept.digest[:43]}", kept.session_key):
        assert show(graphql, guess) is None


def test_logging_out_elsewhere_leaves_the_token(graphql, desk, editor, draft) -> None:
    token = token_for(draft, desk)
    elsewhere = Client()
    elsewhere.force_login(editor)
    elsewhere.post("/admin/logout/")
    assert show(graphql, token)["title"] == draft.title


def test_a_token_holds_for_an_hour(desk, draft, settings) -> None:
    token_for(draft, desk)
    kept = PreviewToken.objects.get()
    assert settings.PREVIEW_SECONDS == 3600
    assert kept.expires_at - kept.created_at < timedelta(seconds=3601)


def test_expired_tokens_are_removed_by_the_next_preview_and_by_the_command(desk, draft, capsys) -> None:
    token_for(draft, desk)
    PreviewToken.objects.update(expires_at=timezone.now())
    token_for(draft, desk)
    assert PreviewToken.objects.count() == 1
    PreviewToken.objects.update(expires_at=timezone.now())
    call_command("clear_previews")
    assert capsys.readouterr().out == "1 expired previews removed.\n"


# Caches -------------------------------------------------------------------------------------------------------------


def test_no_cache_keeps_an_answer_to_a_token(client, desk, draft) -> None:
    token = token_for(draft, desk)
    inline = f'{{ preview(token: "{token}") {{ __typename }} }}'
    asks = [
        client.post("/graphql/", {"query": WHOLE, "variables": {"token": token}}, content_type="application/json"),
        client.post("/graphql/", {"query": inline}, content_type="application/json"),
        client.get("/graphql/", {"query": inline}),
        client.get("/graphql/", {"query": WHOLE, "variables": json.dumps({"token": token})}),
        client.get("/graphql/", {"query": "{ nothing }", "variables": json.dumps({"token": token})}),
        client.get("/graphql/", {"query": "{ nothing", "variables": f'{{"token": "{token}"'}),
        client.post("/graphql/", {"query": f'{{ page(path: "{token}") {{ id }} }}'}, content_type="application/json"),
        client.get("/graphql/", {"query": '{ preview(token: "wrong") { __typename } }'}),
    ]
    assert [answer.headers.get("Cache-Control") for answer in asks] == ["private, no-store"] * len(asks)
    assert client.get("/graphql/", {"query": "{ __typename }"})["Cache-Control"].startswith("public")


def test_operations_that_a_token_stands_in_are_not_remembered(client, desk, draft) -> None:
    inline = f'{{ preview(token: "{token_for(draft, desk)}") {{ __typename }} }}'
    documents.kept.clear()
    assert client.get("/graphql/", {"query": inline}).json()["data"]["preview"]["__typename"] == "ArticlePage"
    assert len(documents.kept) == 0
    client.get("/graphql/", {"query": "{ __typename }"})
    assert len(documents.kept) == 1


# Cost ---------------------------------------------------------------------------------------------------------------


WHOLE_ARTICLE = """query Q($token: String!) { preview(token: $token) { ... on ArticlePage {
  title lead { html } authors { nodes { name } } topics { nodes { name } } wordCount tableOfContents { title }
  sections { totalCount nodes { title body { __typename } socialImage { id } mentions { nodes { slug } } } }
} } }"""


def long_article(parent, size: int):
    """Unpublished, with as many authors, topics and sections, each section with a draft and a picture."""
    factories.platform("facebook")
    article = factories.article(parent, live=False)
    for place in range(size):
        section = factories.section(article, f"قسم {place}", live=False)
        section.title = f"فيسبوك {place}"
        section.social_image = factories.picture(f"p{place}")
        section.save_revision()
    factories.sign(article, *(factories.person(f"كاتبة {place}") for place in range(size)))
    article.topics.set([factories.topic(f"موضوع {place}") for place in range(size)])
    article.save()
    return type(article).objects.get(pk=article.pk)


@pytest.mark.parametrize("size", [1, 10])
def test_a_whole_article_costs_ten_queries(size, graphql, article_index, desk, django_assert_num_queries) -> None:
    token = token_for(long_article(article_index, size), desk)
    graphql(WHOLE_ARTICLE, token=token)
    with django_assert_num_queries(10):
        found = graphql(WHOLE_ARTICLE, token=token)["preview"]
    assert found["sections"]["totalCount"] == size
    assert len(found["authors"]["nodes"]) == len(found["topics"]["nodes"]) == size
    assert all(section["socialImage"] and section["mentions"]["nodes"] for section in found["sections"]["nodes"])


@pytest.mark.parametrize("size", [1, 10])
def test_rights_by_group_cost_one_query_more(size, graphql, article_index, django_assert_num_queries) -> None:
    browser, user = Client(), User.objects.create_user("member")
    group = Group.objects.create(name="Desk")
    group.user_set.add(user)
    GroupPagePermission.objects.create(group=group, page=article_index, permission_type="change")
    browser.force_login(user)
    token = token_for(long_article(article_index, size), browser)
    graphql(WHOLE_ARTICLE, token=token)
    with django_assert_num_queries(11):
        assert graphql(WHOLE_ARTICLE, token=token)["preview"]["sections"]["totalCount"] == size
