"""Editors find, narrow and order articles and sections."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.users.models import UserProfile

from cms.dates import DateStyle, Digits, Wording, date_text
from pages.models import ArticleAuthor, SectionPage
from tests.factories import article, block, person, platform, prose, section, topic

ARTICLES = "/admin/articles/"


def titles(response) -> list[str]:
    return [page.title for page in response.context["object_list"]]


def filed(parent, title: str, topics=(), authors=(), **fields):
    page = article(parent, title, **fields)
    page.topics = topics
    page.author_links = [ArticleAuthor(person=author, sort_order=n) for n, author in enumerate(authors)]
    page.save()
    return page


@pytest.fixture
def ordered(article_index):
    page = article(article_index, "مقال")
    for title in ("أول", "ثان", "ثالث"):
        section(page, title)
    return page


@pytest.mark.parametrize("place", ["listing", "explorer", "use"])
def test_listing_shows_topics_authors_date_and_sections(admin_client, article_index, place):
    page = filed(article_index, "مقال", [topic("تسويق")], [person("ليان"), person("Samer")], date="2026-01-15")
    section(page)
    path = {"listing": ARTICLES, "explorer": f"/admin/pages/{article_index.pk}/"}.get(
        place, "/admin/pages/usage/pages/articlepage/"
    )
    html = admin_client.get(path).content.decode()
    for cell in ("<bdi>تسويق</bdi>", "<bdi>ليان</bdi>، <bdi>Samer</bdi>", "<td>15 يناير 2026</td>"):
        assert cell in html, cell
    assert [row.numchild for row in admin_client.get(path).context["object_list"]] == [1]


@pytest.mark.parametrize("place", ["listing", "explorer", "sections"])
def test_listing_asks_as_many_queries_for_one_page_as_for_ten(admin_client, article_index, place):
    authors, topics = [person("ليان")], [topic("تسويق")]
    platform()

    def add() -> None:
        page = filed(article_index, "مقال", topics, authors)
        section(first if place == "sections" else page, body=[block("paragraph", prose=prose("عن فيسبوك"))])

    first = filed(article_index, "مقال", topics, authors)
    add()
    path = {"listing": ARTICLES, "explorer": f"/admin/pages/{article_index.pk}/"}.get(
        place, f"/admin/pages/{first.pk}/"
    )

    def cost() -> int:
        admin_client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(path).status_code == 200
        return len(captured)

    few = cost()
    for _ in range(9):
        add()
    # Wagtail's button "view live" asks twice for each page's address, without the request that would remember it.
    assert cost() == few + 2 * 9


def test_articles_are_narrowed_by_topic_author_and_date_and_searched(admin_client, article_index):
    marketing, media = topic("تسويق"), topic("إعلام")
    layan, samer = person("ليان"), person("سامر")
    filed(article_index, "الأول", [marketing, media], [layan], date="2026-01-01")
    filed(article_index, "الثاني", [media], [samer, layan], date="2026-03-01")
    for query, found in (
        ({"topics": marketing.pk}, ["الأول"]),
        ({"topics": [marketing.pk, media.pk], "ordering": "date"}, ["الأول", "الثاني"]),
        ({"authors": samer.pk}, ["الثاني"]),
        ({"date_from": "2026-02-01"}, ["الثاني"]),
        ({"q": "الأول"}, ["الأول"]),
        ({"q": "ال", "topics": media.pk, "authors": samer.pk}, ["الثاني"]),
        ({"q": "ال", "ordering": "-date"}, ["الثاني", "الأول"]),
        ({"q": "ال", "topics": marketing.pk, "ordering": "title"}, ["الأول"]),
    ):
        assert titles(admin_client.get(ARTICLES, query)) == found, query


def test_articles_are_exported(admin_client, article_index):
    filed(article_index, "مقال", [topic("تسويق"), topic("إعلام")], [person("ليان")], slug="a", date="2026-01-15")
    answer = admin_client.get(ARTICLES, {"export": "csv"})
    heading, row = b"".join(answer.streaming_content).decode().splitlines()
    assert heading.split(",")[2:4] == ["الموضوعات", "الكُتّاب"]
    assert row.startswith('مقال,a,"تسويق, إعلام",ليان,2026-01-15,,0,True,ar,')


def test_sections_stand_in_their_order_with_handles(admin_client, ordered):
    listing = admin_client.get(f"/admin/pages/{ordered.pk}/")
    assert titles(listing) == ["أول", "ثان", "ثالث"]
    assert b"data-w-orderable-item-id" in listing.content


def test_dragging_a_section_moves_it(admin_client, ordered):
    last = SectionPage.objects.get(title="ثالث")
    admin_client.post(f"/admin/pages/{last.pk}/set_position/?position=0")
    assert titles(admin_client.get(f"/admin/pages/{ordered.pk}/")) == ["ثالث", "أول", "ثان"]


@pytest.mark.parametrize("query", [{"kind": "types"}, {"q": "ث"}])
def test_a_narrowed_list_of_sections_has_no_handles(admin_client, ordered, query):
    SectionPage.objects.filter(title="ثان").update(kind="types")
    listing = admin_client.get(f"/admin/pages/{ordered.pk}/", query)
    assert "ثان" in titles(listing)
    assert b"data-w-orderable-item-id" not in listing.content


def test_sections_are_narrowed_by_the_platforms_they_name(admin_client, ordered):
    facebook = platform()
    section(ordered, "يذكره", [block("paragraph", prose=prose("عن فيسبوك"))])
    listing = admin_client.get(f"/admin/pages/{ordered.pk}/", {"platforms": facebook.pk})
    assert titles(listing) == ["يذكره"]
    assert "<bdi>فيسبوك</bdi>" in listing.content.decode()


def test_the_article_editor_lists_its_sections_with_links(admin_client, ordered):
    second = SectionPage.objects.get(title="ثان")
    second.unpublish()
    html = admin_client.get(f"/admin/pages/{ordered.pk}/edit/").content.decode()
    places = [html.index(f"<bdi>{title}</bdi>") for title in ("أول", "ثان", "ثالث")]
    assert places == sorted(places)
    assert f'href="/admin/pages/{second.pk}/edit/"' in html
    assert f'href="/admin/pages/add/pages/sectionpage/{ordered.pk}/"' in html
    assert f'href="/admin/pages/{ordered.pk}/?ordering=ord"' in html


def test_a_new_article_says_when_sections_can_be_added(admin_client, article_index):
    html = admin_client.get(f"/admin/pages/add/pages/articlepage/{article_index.pk}/").content.decode()
    assert "احفظ المقال أولًا، ثم أضف أقسامه من هنا." in html
    assert "/sectionpage/" not in html


def test_an_editor_who_may_not_publish_is_offered_no_reordering(client, django_user_model, ordered):
    editor = django_user_model.objects.create_user("editor", "editor@example.org", "x")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    html = client.get(f"/admin/pages/{ordered.pk}/edit/").content.decode()
    assert f'href="/admin/pages/add/pages/sectionpage/{ordered.pk}/"' in html
    assert "?ordering=ord" not in html
    assert b"data-w-orderable-item-id" not in client.get(f"/admin/pages/{ordered.pk}/").content


def test_the_admin_speaks_arabic_unless_an_editor_chooses_english(admin_client, admin_user, home):
    assert '<html lang="ar" dir="rtl"' in admin_client.get("/admin/").content.decode()
    UserProfile.objects.create(user=admin_user, preferred_language="en")
    assert '<html lang="en" dir="ltr"' in admin_client.get("/admin/").content.decode()


def test_the_sign_in_page_is_arabic(client, db):
    html = client.get("/admin/login/").content.decode()
    assert "<h1>تسجيل الدخول إلى شبكات</h1>" in html
    assert "كلمة المرور" in html
    assert "Password" not in html


def test_inputs_follow_their_content_and_colours_are_left_to_right(admin_client, article_index):
    assert b'href="/static/pages/admin.css"' in admin_client.get("/admin/").content
    html = admin_client.get("/admin/snippets/snippets/platform/add/").content.decode()
    (field,) = [tag for tag in html.split("<input") if 'name="brand_color"' in tag]
    assert 'dir="ltr"' in field.split(">")[0]


def test_browsers_know_every_time_zone_that_an_editor_may_choose(admin_client):
    html = admin_client.get("/admin/account/").content.decode()
    assert 'value="Asia/Damascus"' in html
    assert 'value="localtime"' not in html
    assert 'value="Factory"' not in html


def test_dates_are_written_as_the_api_writes_them():
    day, wording = date(2026, 1, 15), Wording(style=DateStyle.LONG, digits=Digits.LATN)
    with override("ar"):
        assert date_format(day) == date_text(day, "ar", wording)
        assert date_format(datetime(2026, 1, 15, 13, 5, tzinfo=UTC), "DATETIME_FORMAT") == "15 يناير 2026، 1:05 م"
    with override("en"):
        assert date_format(day) == "Jan. 15, 2026"


def test_section_bodies_survive_the_editor(admin_client, ordered):
    page = section(ordered, "متن", [block("quote", text="قول", attribution="")])
    data = {
        "title": "متن",
        "slug": page.slug,
        "kind": "other",
        "body-count": 1,
        "body-0-deleted": "",
        "body-0-order": 0,
    }
    data |= {
        "body-0-type": "quote",
        "body-0-id": "",
        "body-0-value-text": "قول آخر",
        "body-0-value-attribution": "Bill",
    }
    data |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "action-publish": "1"}
    admin_client.post(f"/admin/pages/{page.pk}/edit/", data)
    (stored,) = SectionPage.objects.get(pk=page.pk).body.raw_data
    assert (stored["type"], stored["value"]) == ("quote", {"text": "قول آخر", "attribution": "Bill"})


def test_an_article_is_filed_under_topics_of_its_language(admin_client, article_index, english):
    topic("تسويق")
    topic("Marketing", locale=english)
    page = article(article_index)
    for path in (f"/admin/pages/{page.pk}/edit/", f"/admin/pages/add/pages/articlepage/{article_index.pk}/"):
        choices = admin_client.get(path).context["form"].fields["topics"].queryset
        assert [choice.name for choice in choices] == ["تسويق"]
