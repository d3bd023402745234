"""Pages that the import stores as public at once: the same as a draft that Wagtail publishes."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageLogEntry, ReferenceIndex
from wagtail.search.models import IndexEntry
from wagtail.signals import page_published, published

from import_scripts.publication import create
from pages.models import ArticlePage, SectionPage
from tests import factories

#: What two pages cannot share, and moments.
OWN = {
    "id",
    "page_ptr",
    "path",
    "translation_key",
    "latest_revision",
    "live_revision",
    "latest_revision_created_at",
    "first_published_at",
    "last_published_at",
    "index_entries",
}


@pytest.fixture
def heard():
    """The signals that were sent: page type, page, revision."""
    sent = []

    def hear(sender, instance, revision, signal, **kwargs):
        sent.append((signal, sender, instance.pk, revision.pk))

    for signal in (page_published, published):
        signal.connect(hear)
    yield sent
    for signal in (page_published, published):
        signal.disconnect(hear)


def _section(platform):
    body = [factories.block("platform", platform=platform.pk, text=factories.prose("نص عن فيسبوك"))]
    return SectionPage(title="قسم عن فيسبوك", slug="section", locale=platform.locale, body=body)


def _by_wagtail(page, parent):
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    revision.publish()
    return revision


def _by_import(page, parent):
    return create(page, parent, publish=True)


def test_a_page_born_public_is_what_wagtail_makes_of_a_draft(article_index, heard):
    platform = factories.platform()
    found = []
    for publish in (_by_wagtail, _by_import):
        heard.clear()
        revision = publish(_section(platform), factories.article(article_index))
        page = SectionPage.objects.get(pk=revision.object_id)
        assert page.live_revision == page.latest_revision == revision
        assert page.latest_revision_created_at == revision.created_at
        assert page.first_published_at == page.last_published_at
        assert [entry[:2] for entry in heard] == [(page_published, SectionPage), (published, SectionPage)]
        assert {entry[2:] for entry in heard} == {(page.pk, revision.pk)}
        names = [field.name for field in SectionPage._meta.concrete_fields if field.name not in OWN]
        log = PageLogEntry.objects.filter(page=page).order_by("pk")
        entry = IndexEntry.objects.get(object_id=str(page.pk), content_type=page.content_type)
        references = ReferenceIndex.objects.filter(
            object_id=str(page.pk), base_content_type=page.get_base_content_type()
        )
        found.append(
            {
                "fields": {name: getattr(page, name) for name in names if name not in ("url_path", "body")},
                "body": [(block.block_type, block.value.get("platform")) for block in page.body],
                "log": list(log.values_list("action", "label", "content_changed", "data", "user", "uuid")),
                "logged revisions": [entry.revision_id == revision.pk for entry in log],
                "mentions": list(page.mention_links.values_list("platform", flat=True)),
                "index": (entry.title, entry.body),
                "references": sorted(references.values_list("to_object_id", "model_path")),
                "content": revision.content.keys(),
            }
        )
    assert found[0] == found[1]
    assert found[1]["mentions"] == [platform.pk]
    assert found[1]["logged revisions"] == [False, True]


def test_a_page_to_be_public_is_checked(article_index):
    with pytest.raises(ValidationError):
        create(ArticlePage(title="", slug="a", locale=article_index.locale), article_index, publish=True)
    with pytest.raises(ValidationError):
        create(ArticlePage(title="م", slug="a", date=None, locale=article_index.locale), article_index, publish=True)


def test_a_draft_stays_one(article_index, heard):
    page = ArticlePage(title="مقال", slug="a", locale=article_index.locale)
    revision = create(page, article_index, publish=False)
    page.refresh_from_db()
    assert (page.live, page.has_unpublished_changes, page.live_revision, page.first_published_at) == (
        False,
        True,
        None,
        None,
    )
    assert page.latest_revision == revision
    assert heard == []
    assert list(PageLogEntry.objects.filter(page=page).values_list("action", flat=True)) == ["wagtail.create"]
