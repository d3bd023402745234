"""What sections name follows the names of the platforms."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import RichText

from pages import mention_updates
from pages.mention_updates import update_mentions
from pages.models import SectionMention, SectionPage
from snippets.models import Platform
from tests.factories import article, block, platform, prose, section


@pytest.fixture
def text_on(article_index):
    parent = article(article_index)
    return lambda text, **fields: section(parent, body=[block("paragraph", prose=prose(text))], **fields)


@pytest.fixture
def updates(monkeypatch) -> list[int]:
    """How many sections each update changed, one entry for each update that ran."""
    ran: list[int] = []
    monkeypatch.setattr(mention_updates, "update_mentions", lambda: ran.append(update_mentions()))
    return ran


def named(page: SectionPage) -> list[str]:
    return list(page.mention_links.values_list("platform__slug", flat=True))


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_new_platform_is_found_in_what_was_written_before(text_on, updates, committing):
    page = text_on("عن فيسبوك وإنستغرام")
    with committing():
        platform()
    assert (named(page), updates) == (["facebook"], [1])


def test_a_new_alias_is_found_and_a_dropped_one_forgotten(text_on, updates, committing):
    page = text_on("عن الكتاب الأزرق")
    item = platform()
    with committing():
        item.aliases = [("alias", "الكتاب الأزرق")]
        item.save()
    assert named(page) == ["facebook"]
    with committing():
        item.aliases = []
        item.save()
    assert (named(page), updates) == ([], [1, 1])


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [("latin_name", "Meta", []), ("arabic_name", "ميتا", ["facebook"]), ("slug", "fb", ["fb"])],
)
def test_names_and_slug_decide(text_on, committing, field, value, found):
    page = text_on("On Facebook")
    item = platform()
    with committing():
        setattr(item, field, value)
        item.save()
    assert named(page) == found


def test_a_deleted_platform_leaves_its_names_to_others(text_on, committing):
    first = platform("first", "First", "الأولى", aliases=[("alias", "المشتركة")])
    platform("second", "Second", "الثانية", aliases=[("alias", "المشتركة")])
    page = text_on("عن المشتركة")
    assert named(page) == ["first"]
    with committing():
        first.delete()
    assert named(page) == ["second"]


def test_what_names_nothing_updates_nothing(text_on, updates, committing):
    text_on("عن فيسبوك")
    item = platform()
    with committing():
        item.tagline = "غيره"
        item.save()
        item.save(update_fields=["sort_order"])
        item.save_revision()
    assert updates == []


def test_many_changes_at_once_are_one_update(text_on, updates, committing):
    page = text_on("عن منصة3")
    with committing(), transaction.atomic():
        for number in range(8):
            platform(f"p{number}", f"P{number}", f"منصة{number}")
    assert (named(page), updates) == (["p3"], [1])


def test_a_change_that_was_taken_back_does_not_take_others_with_it(text_on, updates, committing):
    page = text_on("عن فيسبوك وتيك توك")
    with committing():
        with transaction.atomic():
            platform()
            transaction.set_rollback(True)
        platform("tiktok", "TikTok", "تيك توك")
    assert (named(page), updates) == (["tiktok"], [1])


def test_without_sections_there_is_nothing_to_update(article_index, updates, committing):
    with committing():
        platform()
    assert updates == []


def test_a_section_keeps_to_the_platforms_of_its_language(text_on, english, committing):
    page = text_on("عن فيسبوك")
    with committing():
        platform(locale=english)
    assert named(page) == []


def test_reading_costs_the_same_for_one_section_as_for_ten(text_on):
    platform()
    text_on("عن فيسبوك")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert update_mentions() == 0
        return len(captured)

    one = cost()
    for _ in range(9):
        text_on("عن فيسبوك")
    assert cost() == one == 5


def test_the_command_says_what_it_changed(text_on):
    platform()
    pages = [text_on("عن فيسبوك"), text_on("عن غيره"), text_on("Facebook")]
    SectionMention.objects.all().delete()
    out = StringIO()
    call_command("update_mentions", stdout=out)
    assert out.getvalue() == "3 sections, 2 changed\n"
    assert [named(page) for page in pages] == [["facebook"], [], ["facebook"]]


def test_the_text_of_a_changed_block_counts(text_on):
    platform()
    page = text_on("بلا منصة")
    page.body[0].value["prose"] = RichText(prose("عن فيسبوك"))
    page.save()
    assert named(page) == ["facebook"]
    assert Platform.objects.get().mention_links.count() == 1
