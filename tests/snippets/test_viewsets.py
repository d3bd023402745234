"""Editors find, filter, export and look at the shared content."""

from io import BytesIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from wagtail.models import Workflow, WorkflowContentType

from snippets.models import Menu, Person, Picture, Platform, Topic
from tests.factories import article, block, menu, person, platform, prose, section, topic

LISTING = "/admin/snippets/snippets/platform/"
MAKERS = {Platform: platform, Person: person, Topic: topic, Menu: menu}


def titles(response) -> list[str]:
    return [str(item) for item in response.context["object_list"]]


def logo(name: str) -> Picture:
    """A picture whose thumbnail is there already."""
    content = BytesIO()
    Image.new("RGB", (120, 120)).save(content, "PNG")
    picture = Picture.objects.create(title=name, file=ContentFile(content.getvalue(), f"{name}.png"))
    thumbnail = {"filter_spec": "max-120x120", "width": 120, "height": 120}
    picture.renditions.create(file=ContentFile(content.getvalue(), f"{name}.120.png"), **thumbnail)
    return picture


def test_listing_shows_what_an_editor_looks_for(admin_client, article_index):
    facebook = platform(brand_color="#0866FF", kind="microblog", logo=logo("sign"))
    section(article(article_index), body=[block("paragraph", prose=prose("عن فيسبوك"))])
    html = admin_client.get(LISTING).content.decode()
    rendition = facebook.logo.renditions.get(filter_spec="max-120x120")
    for shown in ("فيسبوك", "<bdi>Facebook</bdi>", "تدوين مصغّر", 'fill="#0866FF"', rendition.url, "العربية"):
        assert shown in html
    assert [item.section_count for item in admin_client.get(LISTING).context["object_list"]] == [1]


def queries(client, path: str) -> int:
    client.get(path)  # makes renditions and fills the caches of content types and sites
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", MAKERS)
def test_listing_asks_as_many_queries_for_one_item_as_for_ten(admin_client, arabic, model):
    path = reverse(model.snippet_viewset.get_url_name("list"))
    picture = {Platform: "logo", Person: "photo"}.get(model)

    def make(number: int) -> None:
        fields = {picture: logo(f"picture-{number}")} if picture else {}
        MAKERS[model](slug=f"item-{number}", **fields)

    make(0)
    one = queries(admin_client, path)
    for number in range(1, 10):
        make(number)
    # Wagtail's own button "translate" asks for each row whether a language is missing.
    assert queries(admin_client, path) == one + 9


def test_listing_is_searched_by_every_name_and_alias(admin_client, arabic):
    platform("x", "X", "إكس", aliases=[("alias", "تويتر")])
    platform("tiktok", "TikTok", "تيك توك")
    for query, found in {"X": ["إكس"], "تويت": ["إكس"], "TikT": ["تيك توك"], "تيك": ["تيك توك"], "سناب": []}.items():
        assert titles(admin_client.get(LISTING, {"q": query})) == found, query


@pytest.mark.parametrize("ordering", ["arabic_name", "-latin_name", "kind", "locale", "_updated_at", "sort_order"])
def test_searching_and_sorting_go_together(admin_client, arabic, ordering):
    platform()
    assert titles(admin_client.get(LISTING, {"q": "Face", "ordering": ordering})) == ["فيسبوك"]


def test_listing_is_narrowed_by_kind_language_and_publication(admin_client, arabic, english):
    platform("x", "X", "إكس", kind="microblog")
    platform("tiktok", "TikTok", "تيك توك", live=False)
    platform("x", "X", "إكس", locale=english, kind="microblog")
    assert titles(admin_client.get(LISTING, {"kind": "microblog"})) == ["إكس", "X"]
    assert titles(admin_client.get(LISTING, {"kind": "microblog", "locale": "en"})) == ["X"]
    assert titles(admin_client.get(LISTING, {"live": "false"})) == ["تيك توك"]


def test_platforms_are_exported_as_csv(admin_client, arabic):
    platform(brand_color="#0866FF", aliases=[("alias", "فيس بوك"), ("alias", "FB")], launch_year=2004)
    answer = b"".join(admin_client.get(LISTING, {"export": "csv"}).streaming_content).decode()
    heading, row = answer.splitlines()
    assert heading.split(",")[:5] == ["الاسم في الرابط", "الاسم العربي", "الاسم اللاتيني", "أسماء أخرى", "النوع"]
    assert row.startswith('facebook,فيسبوك,Facebook,"فيس بوك, FB",شبكة اجتماعية,')
    assert ",#0866FF,,2004,0,ar,True," in row


@pytest.mark.parametrize("model", MAKERS)
def test_every_listing_is_exported_as_a_workbook(admin_client, arabic, model):
    MAKERS[model]()
    answer = admin_client.get(reverse(model.snippet_viewset.get_url_name("list")), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert (sheet.max_row, sheet.max_column) == (2, len(model.snippet_viewset.list_export))


@pytest.mark.parametrize("view", ["edit", "copy", "inspect", "history", "usage", "delete"])
@pytest.mark.parametrize("model", MAKERS)
def test_every_item_has_its_pages(admin_client, arabic, model, view):
    item = MAKERS[model]()
    assert admin_client.get(reverse(model.snippet_viewset.get_url_name(view), args=[item.pk])).status_code == 200


def test_inspection_shows_rich_text_as_text_and_addresses_left_to_right(admin_client, arabic):
    item = platform(description=prose("وصف <b>بارز</b>"), website="https://example.org/")
    html = admin_client.get(f"/admin/snippets/snippets/platform/inspect/{item.pk}/").content.decode()
    assert "وصف <b>بارز</b>" in html
    assert '<bdi dir="ltr">https://example.org/</bdi>' in html


def test_a_locked_item_is_not_changed_by_others(admin_client, django_user_model, arabic):
    item = topic("تسويق")
    assert admin_client.post(f"/admin/snippets/snippets/topic/lock/{item.pk}/").status_code == 302
    item.refresh_from_db()
    assert item.locked
    other = django_user_model.objects.create_superuser("other", "other@example.org", "x")
    admin_client.force_login(other)
    admin_client.post(f"/admin/snippets/snippets/topic/edit/{item.pk}/", {"name": "غيره", "slug": "x"})
    item.refresh_from_db()
    assert (item.name, item.latest_revision) == ("تسويق", None)


def test_a_draft_leaves_what_is_published(admin_client, arabic):
    item = topic("تسويق", slug="marketing")
    path = f"/admin/snippets/snippets/topic/edit/{item.pk}/"
    admin_client.post(path, {"name": "إعلان", "slug": "marketing", "description": ""})
    item.refresh_from_db()
    assert (item.name, item.has_unpublished_changes) == ("تسويق", True)
    admin_client.post(path, {"name": "إعلان", "slug": "marketing", "description": "", "action-publish": "1"})
    item.refresh_from_db()
    assert (item.name, item.has_unpublished_changes) == ("إعلان", False)


def test_an_item_goes_through_a_workflow(admin_client, arabic):
    item = topic("تسويق", slug="marketing")
    kind = ContentType.objects.get_for_model(Topic)
    WorkflowContentType.objects.create(content_type=kind, workflow=Workflow.objects.first())
    data = {"name": "إعلان", "slug": "marketing", "description": "", "action-submit": "1"}
    admin_client.post(f"/admin/snippets/snippets/topic/edit/{item.pk}/", data)
    item = Topic.objects.get(pk=item.pk)
    assert item.current_workflow_state.status == "in_progress"
    assert item.name == "تسويق"


def test_the_menu_has_one_entry_for_all_shared_content(admin_client, arabic):
    html = admin_client.get("/admin/").content.decode()
    assert "\\u0627\\u0644\\u0645\\u062d\\u062a\\u0648\\u0649 \\u0627\\u0644\\u0645\\u0634\\u062a\\u0631\\u0643" in html
    assert "/admin/snippets/snippets/menu/" in html


@pytest.mark.parametrize(("model", "asked"), [("person", "الاسم*"), ("topic", "الاسم*"), ("menu", "العنوان*")])
def test_an_empty_item_asks_for_what_it_is_called_by(admin_client, arabic, model, asked):
    html = admin_client.get(f"/admin/snippets/snippets/{model}/add/").content.decode()
    assert f'placeholder="{asked}"' in html
