"""Editors' changes stay unless the user says otherwise."""

import json

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import PageLogEntry, Revision, Workflow

from import_scripts.models import ImportRecord
from pages.models import ArticlePage, SectionPage
from tests import factories

SECTION = "لماذا تهم"
REST = {"مقال عن الشبكات": ("unchanged", ""), "ما الشبكات": ("unchanged", ""), "خاتمة": ("unchanged", "")}
KEPT = ("conflict", "an editor changed body; --overwrite takes the text's")


@pytest.fixture
def changed(text):
    """The text, its second section another."""
    return text.replace("تجمع الناس.", "تجمع الأفكار.")


@pytest.fixture
def section(import_text, text) -> SectionPage:
    """A section as it was imported."""
    import_text(text)
    return SectionPage.objects.get(kind="importance")


def _edit(page, publish=True, **values):
    latest = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(latest, name, value)
    revision = latest.save_revision(log_action=True)
    if publish:
        revision.publish()
    page.refresh_from_db()


def _body(sentence):
    return json.dumps([factories.block("paragraph", prose=factories.prose(sentence))])


def test_an_editors_text_stays_whether_the_file_changed_or_not(section, import_text, text, changed):
    _edit(section, body=_body("كلام المحرر."))
    revisions = Revision.objects.count()
    assert import_text(text) == {**REST, SECTION: KEPT}
    assert import_text(changed) == {**REST, SECTION: KEPT}
    assert Revision.objects.count() == revisions
    section.refresh_from_db()
    assert "كلام المحرر" in str(section.body)


def test_overwriting_takes_the_text(section, import_text, text):
    _edit(section, body=_body("كلام المحرر."))
    assert import_text(text, "--overwrite")[SECTION] == ("updated", "body; replaced an editor's body")
    section.refresh_from_db()
    assert "تجمع الناس" in str(section.body)
    assert set(import_text(text).values()) == {("unchanged", "")}


def test_the_fields_that_nobody_touched_are_still_updated(section, import_text, changed):
    _edit(section, title="عنوان المحرر")
    detail = "body; an editor changed title; --overwrite takes the text's"
    assert import_text(changed)[SECTION] == ("conflict", detail)
    section.refresh_from_db()
    assert section.title == "عنوان المحرر"
    assert "تجمع الأفكار" in str(section.body)


def test_what_the_import_does_not_write_is_nobodys_conflict(section, import_text, text, changed):
    _edit(section, search_description="وصف المحرر")
    assert set(import_text(text).values()) == {("unchanged", "")}
    assert import_text(changed)[SECTION] == ("updated", "body")
    section.refresh_from_db()
    assert section.search_description == "وصف المحرر"


def test_an_editor_who_saves_without_a_change_has_changed_nothing(section, import_text, text, changed):
    _edit(section)
    assert set(import_text(text).values()) == {("unchanged", "")}
    assert import_text(changed)[SECTION] == ("updated", "body")


def test_editor_and_text_may_agree(section, import_text, text, changed):
    _edit(section, title="عنوان جديد")
    renamed = text.replace(SECTION, "عنوان جديد")
    assert set(import_text(renamed).values()) == {("unchanged", "")}
    assert import_text(renamed.replace("عنوان جديد", "عنوان آخر"))["عنوان آخر"] == ("updated", "title")


def test_an_editors_draft_counts(section, import_text, text, changed):
    _edit(section, publish=False, body=_body("مسودة المحرر."))
    assert import_text(text)[SECTION] == KEPT
    assert import_text(changed)[SECTION] == KEPT
    assert "مسودة المحرر" in str(section.get_latest_revision_as_object().body)


def test_an_import_publishes_no_editors_draft(section, import_text, text, changed):
    _edit(section, publish=False, search_description="مسودة")
    assert set(import_text(text).values()) == {("unchanged", "")}
    assert import_text(changed)[SECTION] == ("conflict", "an editor's draft is not published yet")
    section.refresh_from_db()
    assert section.search_description == ""
    assert "تجمع الناس" in str(section.body)


def test_an_editors_changes_to_an_imported_draft_stay(import_text, text):
    import_text(text, "--draft")
    section = SectionPage.objects.get(kind="importance")
    _edit(section, publish=False, search_description="مسودة")
    assert import_text(text)[SECTION] == ("conflict", "an editor's draft is not published yet")
    assert not SectionPage.objects.get(kind="importance").live
    assert import_text(text, "--overwrite")[SECTION] == ("updated", "published")


def test_a_locked_page_stays_even_when_overwriting(section, import_text, text, changed):
    SectionPage.objects.filter(pk=section.pk).update(locked=True)
    assert set(import_text(text).values()) == {("unchanged", "")}
    locked = ("conflict", "an editor locked the page; unlock it first")
    assert import_text(changed)[SECTION] == locked
    assert import_text(changed, "--overwrite")[SECTION] == locked
    assert "تجمع الناس" in str(SectionPage.objects.get(pk=section.pk).body)


def test_a_page_in_moderation_stays(section, import_text, changed):
    user = get_user_model().objects.create_user("moderated")
    _edit(section, publish=False)
    Workflow.objects.get().start(section, user)
    assert import_text(changed)[SECTION] == ("conflict", "the page is in moderation")
    assert import_text(changed, "--overwrite")[SECTION] == ("updated", "body")
    section.refresh_from_db()
    assert not section.workflow_in_progress


def test_an_unpublished_section_stays_unpublished(section, import_text, text, changed):
    section.unpublish()
    withdrawn = ("conflict", "an editor unpublished the page; --overwrite publishes it")
    assert import_text(text) == {**REST, SECTION: withdrawn}
    assert import_text(changed)[SECTION] == withdrawn
    assert import_text(changed, "--overwrite")[SECTION] == ("updated", "body; published")
    assert SectionPage.objects.get(kind="importance").live
    assert set(import_text(changed).values()) == {("unchanged", "")}


def test_a_deleted_section_stays_deleted(section, import_text, text):
    section.delete()
    assert import_text(text)[SECTION] == ("conflict", "an editor deleted the page; --overwrite creates it anew")
    assert not SectionPage.objects.filter(kind="importance").exists()
    assert import_text(text, "--overwrite")[SECTION] == ("created", "an editor had deleted it")
    article = ArticlePage.objects.get()
    kinds = SectionPage.objects.child_of(article).order_by("path").values_list("kind", flat=True)
    assert list(kinds) == ["definition", "importance", "other"]
    assert set(import_text(text).values()) == {("unchanged", "")}


def test_a_deleted_article_stays_deleted(section, import_text, text):
    ArticlePage.objects.get().delete()
    found = import_text(text)
    assert found.pop("مقال عن الشبكات") == ("conflict", "an editor deleted the page; --overwrite creates it anew")
    assert set(found.values()) == {("conflict", "its article is missing")}
    assert ArticlePage.objects.count() == 0
    assert {status for status, _ in import_text(text, "--overwrite").values()} == {"created"}
    assert SectionPage.objects.live().count() == 3
    assert set(import_text(text).values()) == {("unchanged", "")}


def test_what_vanishes_is_unpublished_and_comes_back(section, import_text, text):
    shorter = text.replace(f"## {{importance}} {SECTION}\nتجمع الناس.\n\n", "")
    assert import_text(shorter) == {**REST, SECTION: ("unpublished", "no longer in the text")}
    section.refresh_from_db()
    assert not section.live
    assert ImportRecord.objects.get(item="importance").vanished
    assert PageLogEntry.objects.for_instance(section).first().action == "wagtail.unpublish"
    assert import_text(shorter) == REST
    assert import_text(text) == {**REST, SECTION: ("updated", "published")}
    section.refresh_from_db()
    assert section.live
    assert not section.has_unpublished_changes
    assert not ImportRecord.objects.get(item="importance").vanished
    assert import_text(text) == {**REST, SECTION: ("unchanged", "")}


def test_what_vanishes_after_an_edit_stays(section, import_text, text):
    _edit(section, body=_body("كلام المحرر."))
    shorter = text.replace(f"## {{importance}} {SECTION}\nتجمع الناس.\n\n", "")
    detail = "no longer in the text, but an editor changed body; --overwrite unpublishes it"
    assert import_text(shorter)[SECTION] == ("conflict", detail)
    section.refresh_from_db()
    assert section.live
    assert import_text(shorter, "--overwrite")[SECTION] == ("unpublished", "no longer in the text")


def test_a_draft_unpublishes_nothing(section, import_text, text):
    shorter = text.replace(f"## {{importance}} {SECTION}\nتجمع الناس.\n\n", "")
    detail = "no longer in the text; a run without --draft unpublishes it"
    assert import_text(shorter, "--draft")[SECTION] == ("unchanged", detail)
    section.refresh_from_db()
    assert section.live


def test_what_comes_back_in_a_draft_waits_for_an_import_that_publishes(section, import_text, text):
    import_text(text.replace(f"## {{importance}} {SECTION}\nتجمع الناس.\n\n", ""))
    assert import_text(text, "--draft")[SECTION] == ("updated", "back in the text")
    assert not SectionPage.objects.get(kind="importance").live
    assert import_text(text)[SECTION] == ("updated", "published")
    assert SectionPage.objects.get(kind="importance").live


def test_a_draft_that_editors_published_and_withdrew_stays_withdrawn(import_text, text):
    import_text(text, "--draft")
    section = SectionPage.objects.get(kind="importance")
    section.get_latest_revision().publish()
    section.refresh_from_db()
    section.unpublish()
    assert import_text(text)[SECTION] == ("conflict", "an editor unpublished the page; --overwrite publishes it")
    assert not SectionPage.objects.get(kind="importance").live


def test_a_withdrawn_section_that_left_the_text_stays_withdrawn(section, import_text, text):
    section.unpublish()
    import_text(text.replace(f"## {{importance}} {SECTION}\nتجمع الناس.\n\n", ""))
    assert import_text(text)[SECTION] == ("conflict", "an editor unpublished the page; --overwrite publishes it")


def test_a_section_that_an_editor_added_is_left_alone(section, import_text, text):
    article = ArticlePage.objects.get()
    factories.section(article, "قسم المحرر")
    assert set(import_text(text).values()) == {("unchanged", "")}
    assert SectionPage.objects.child_of(article).live().count() == 4
