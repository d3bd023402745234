"""Editors put shared content in order, language by language."""

from django.urls import reverse

from snippets.models import Topic
from tests.factories import topic


def move(client, item, position: int | None) -> None:
    path = reverse(Topic.snippet_viewset.get_url_name("reorder"), args=[item.pk])
    query = {} if position is None else {"position": position}
    assert client.post(path, query_params=query).json() == {"success": True}


def names(locale) -> str:
    return " ".join(Topic.objects.filter(locale=locale).values_list("name", flat=True))


def test_items_move_even_where_nobody_has_ordered_them_yet(admin_client, arabic):
    a, _b, c = (topic(name) for name in "ABC")
    move(admin_client, c, 0)
    assert names(arabic) == "C A B"
    move(admin_client, a, None)
    assert names(arabic) == "C B A"


def test_an_item_moves_among_those_of_its_language(admin_client, arabic, english):
    for name in "ABC":
        topic(name)
    d, e = (topic(name, locale=english) for name in "DE")
    move(admin_client, e, 3)  # the places 0 to 2 are the Arabic items'
    assert (names(arabic), names(english)) == ("A B C", "E D")
    move(admin_client, d, 0)
    assert (names(arabic), names(english)) == ("A B C", "D E")


def test_the_listing_has_handles_in_the_order_of_the_places(admin_client, arabic, english):
    topic("D", locale=english)
    for number, name in enumerate("CBA"):
        topic(name, sort_order=number)
    listing = admin_client.get(reverse(Topic.snippet_viewset.get_url_name("list")), {"ordering": "sort_order"})
    assert [item.name for item in listing.context["object_list"]] == ["C", "B", "A", "D"]
    assert b"data-w-orderable-item-id" in listing.content


def test_a_new_item_comes_last(admin_client, arabic):
    topic("A", sort_order=4)
    admin_client.post(reverse(Topic.snippet_viewset.get_url_name("add")), {"name": "B", "slug": "b", "description": ""})
    assert Topic.objects.get(name="B").sort_order == 5


def test_publishing_an_earlier_draft_does_not_bring_back_an_earlier_order(arabic):
    item = topic("A", sort_order=1)
    draft = item.save_revision()
    Topic.objects.filter(pk=item.pk).update(sort_order=7)
    draft.refresh_from_db()
    draft.publish()
    item.refresh_from_db()
    assert item.sort_order == 7
