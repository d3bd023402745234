"""Editors are told of slips of typing, and nothing is changed for them."""

import json
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.models import ArticleIndexPage, SectionPage
from pages.proof_texts import proof_texts
from tests.factories import article, block, person, prose, section

ADDRESS = "/admin/proofreading/"
REPORT = "/admin/reports/proofs/"


def ask(client, asked):
    return client.post(
        ADDRESS,
        asked if isinstance(asked, str) else json.dumps(asked, ensure_ascii=False),
        content_type="application/json",
    )


def test_findings_name_their_text_and_place_in_utf_16_units(admin_client):
    answer = ask(admin_client, {"language": "ar", "texts": ["سليم", "😀 ذهب الي السوق", "(قال"]}).json()
    assert answer == {
        "count": 2,
        "summary": "هفوتا كتابة",
        "findings": [
            {
                "text": 1,
                "kind": "hamza",
                "label": "همزة ناقصة",
                "start": 7,
                "end": 10,
                "excerpt": "الي",
                "suggestion": "إلى",
            },
            {
                "text": 2,
                "kind": "unbalanced",
                "label": "قوس أو علامة تنصيص بلا قرين",
                "start": 0,
                "end": 4,
                "excerpt": "(قال",
                "suggestion": None,
            },
        ],
    }


def test_text_without_slips_is_told_so(admin_client):
    assert ask(admin_client, {"language": "en", "texts": ["Fine."]}).json() == {
        "count": 0,
        "summary": "لا هفوات كتابة.",
        "findings": [],
    }


def test_a_hundred_findings_are_told_and_all_are_counted(admin_client):
    answer = ask(admin_client, {"language": "ar", "texts": ["ذهب الي السوق"] * 150}).json()
    assert (len(answer["findings"]), answer["count"], answer["summary"]) == (100, 150, "150 هفوة كتابة")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("{", 'Send {"language": "ar", "texts": ["…"]} as JSON.'),
        ("[]", 'Send {"language": "ar", "texts": ["…"]} as JSON.'),
        ("[" * 100_000, 'Send {"language": "ar", "texts": ["…"]} as JSON.'),
        ({"language": "ar"}, 'Send {"language": "ar", "texts": ["…"]} as JSON.'),
        ({"language": 1, "texts": []}, "language must be a string and texts a list of strings."),
        ({"language": "ar", "texts": "الي"}, "language must be a string and texts a list of strings."),
        ({"language": "ar", "texts": [1]}, "language must be a string and texts a list of strings."),
        ({"language": "ar", "texts": [""] * 2001}, "Send at most 2000 texts of 300000 characters in all."),
        ({"language": "ar", "texts": ["ا" * 300_001]}, "Send at most 2000 texts of 300000 characters in all."),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(admin_client, asked, error):
    answer = ask(admin_client, asked)
    assert (answer.status_code, answer.json()) == (400, {"error": error})


def test_only_editors_may_ask(client, django_user_model, home):
    assert ask(client, {"language": "ar", "texts": []}).status_code == 302
    client.force_login(django_user_model.objects.create_user("reader", "reader@example.org", "x"))
    assert ask(client, {"language": "ar", "texts": []}).status_code == 302
    assert client.get(REPORT).status_code == 302


def test_reading_asks_the_database_for_no_content(admin_client):
    ask(admin_client, {"language": "ar", "texts": []})
    with CaptureQueriesContext(connection) as captured:
        ask(admin_client, {"language": "ar", "texts": ["ذهب الي السوق"]})
    tables = {name for query in captured for name in re.findall(r'FROM "(\w+)"', query["sql"])}
    assert tables <= {"auth_user", "django_session", "wagtailusers_userprofile", "auth_permission"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_checks_panel_of_pages_and_shared_content_reads_proofs_in_their_language(
    admin_client, article_index, english, language
):
    page = article(article_index)
    author = person()
    if language == "en":
        page.locale = author.locale = english
        page.save()
        author.save()
    for path in (f"/admin/pages/{page.pk}/edit/", f"/admin/snippets/snippets/person/edit/{author.pk}/"):
        html = admin_client.get(path).content.decode()
        assert f'data-proofreading-language-value="{language}"' in html
        assert 'data-proofreading-url-value="/admin/proofreading/"' in html
        assert 'src="/static/pages/proofreading.js"' in html
        assert "data-checks-panel" in html  # Wagtail's own checks stay


def test_slips_never_keep_an_editor_from_saving(admin_client, article_index):
    page = section(article(article_index), "ذهب الي السوق , ثم عاد")
    data = {"title": "الي  او ,", "slug": page.slug, "kind": "other", "body-count": 0, "action-publish": "1"}
    data |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    admin_client.post(f"/admin/pages/{page.pk}/edit/", data)
    assert SectionPage.objects.get(pk=page.pk).title == "الي  او ,"


def test_texts_of_the_newest_version_are_read(article_index):
    page = section(
        article(article_index),
        "قسم",
        [
            block("paragraph", prose="<p>أول</p><p>ثان</p>"),
            block("heading", text="عنوان", level="h3"),
            block("embed", url="https://example.org/a,b", caption="تعليق"),
            block("table", table={"columns": [{"type": "text", "heading": "عمود"}], "rows": [{"values": ["خلية"]}]}),
        ],
        search_description="وصف",
    )
    page.title = "مسودة"
    page.save_revision()
    assert list(proof_texts(SectionPage.objects.get(pk=page.pk))) == [
        ("العنوان", "مسودة"),
        ("وصف التعريف", "وصف"),
        ("المتن", "أول\nثان"),
        ("المتن", "عنوان"),
        ("المتن", "تعليق"),
        ("المتن", "عمود"),
        ("المتن", "خلية"),
    ]


def test_the_report_lists_pages_with_their_slips_newest_first(admin_client, article_index):
    page = article(article_index, "مقال", lead=prose("ذهب الي السوق"))
    page.save_revision()
    section(page, "قسم سليم").save_revision()
    answer = admin_client.get(REPORT)
    html = answer.content.decode()
    assert [row.title for row in answer.context["object_list"]] == ["قسم سليم", "مقال", "المقالات", "الرئيسية"]
    assert "<strong>همزة ناقصة</strong>" in html
    assert '<span class="proofreading-words" lang="ar" dir="rtl"><del>الي</del><ins>إلى</ins></span>' in html
    assert html.count("<del>") == 1


def test_the_report_asks_as_many_queries_for_one_page_as_for_ten(admin_client, article_index):
    page = article(article_index)
    page.save_revision()
    section(page).save_revision()

    def cost() -> int:
        admin_client.get(REPORT)
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(REPORT).status_code == 200
        return len(captured)

    few = cost()
    for _ in range(9):
        section(page, body=[block("paragraph", prose=prose("ذهب الي السوق"))]).save_revision()
    assert cost() == few


def test_the_report_shows_what_its_reader_may_edit(client, django_user_model, article_index):
    article(article_index, "مقال").save_revision()
    list_of_mine = article_index.get_parent().add_child(instance=ArticleIndexPage(title="قائمتي"))
    mine = article(list_of_mine, "مقالي")
    group = Group.objects.create(name="writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.page_permissions.create(page=mine, permission=Permission.objects.get(codename="change_page"))
    editor = django_user_model.objects.create_user("editor", "editor@example.org", "x")
    editor.groups.add(group)
    client.force_login(editor)
    assert [page.title for page in client.get(REPORT).context["object_list"]] == ["مقالي"]
    assert REPORT in client.get("/admin/").content.decode()
