"""What an import writes, and what it reports."""

import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError
from django.db import DatabaseError
from wagtail.models import Page, PageLogEntry, Revision

from import_scripts import importing
from import_scripts.models import ImportRecord
from pages.models import ArticleIndexPage, ArticlePage, SectionPage
from snippets.models import Platform


def _state():
    return (
        list(Revision.objects.order_by("pk").values_list("pk", flat=True)),
        list(PageLogEntry.objects.order_by("pk").values_list("pk", flat=True)),
        list(Page.objects.order_by("path").values_list("path", "live", "last_published_at", "latest_revision")),
        list(ImportRecord.objects.order_by("pk").values_list("pk", "imported_at")),
    )


def test_an_import_writes_everything_once(article_index, article_file, run):
    first = json.loads(run("import_article", article_file, "--format", "json").out)
    assert first["counts"] == {"created": 6}
    assert first["files"] == {"imported": 1, "rejected": 0}
    article = ArticlePage.objects.get()
    sections = SectionPage.objects.child_of(article).order_by("path")
    assert [s.kind for s in sections] == ["definition", "types", "importance", "advantages", "developments"]
    blocks = [block["type"] for section in sections for block in section.body.raw_data]
    assert {kind: blocks.count(kind) for kind in ("platform", "point", "read_also", "summary")} == {
        "platform": 5,
        "point": 16,
        "read_also": 1,
        "summary": 4,
    }
    assert all(page.live and not page.has_unpublished_changes for page in (article, *sections))
    assert Revision.page_revisions.count() == 6
    assert PageLogEntry.objects.filter(action="wagtail.publish").count() == 6
    named = {p.slug for p in Platform.objects.filter(mention_links__section__in=sections, locale__language_code="ar")}
    assert named == {"facebook", "x", "instagram", "linkedin", "snapchat", "pinterest", "tiktok", "youtube"}


def test_the_second_import_changes_nothing(article_index, article_file, run):
    run("import_article", article_file)
    before = _state()
    second = json.loads(run("import_article", article_file, "--format", "json").out)
    assert second["counts"] == {"unchanged": 6}
    assert _state() == before


def test_an_import_is_found_by_search(article_index, import_text, text):
    import_text(text)
    assert [page.title for page in SectionPage.objects.search("فيسبوك")] == ["ما الشبكات"]


def test_the_text_changes_what_it_changes(import_text, text):
    import_text(text)
    found = import_text(text.replace("تجمع الناس", "تجمع الناس والأفكار"))
    assert found == {
        "مقال عن الشبكات": ("unchanged", ""),
        "ما الشبكات": ("unchanged", ""),
        "لماذا تهم": ("updated", "body"),
        "خاتمة": ("unchanged", ""),
    }
    assert "تجمع الناس والأفكار." in str(SectionPage.objects.get(kind="importance").body)
    assert Revision.page_revisions.count() == 5


def test_a_new_title_keeps_page_and_address(import_text, text):
    import_text(text)
    page = SectionPage.objects.get(kind="importance")
    found = import_text(text.replace("لماذا تهم", "لماذا تهمنا").replace("مقال عن", "كلام عن"))
    assert found["لماذا تهمنا"] == ("updated", "title")
    assert found["كلام عن الشبكات"] == ("updated", "title")
    after = SectionPage.objects.get(kind="importance")
    assert (after.pk, after.slug, after.title) == (page.pk, page.slug, "لماذا تهمنا")


def test_drafts_stay_unpublished_until_an_import_publishes_them(import_text, text):
    assert {status for status, _ in import_text(text, "--draft").values()} == {"created"}
    assert not Page.objects.filter(live=True, depth__gt=3).exists()
    assert {status for status, _ in import_text(text, "--draft").values()} == {"unchanged"}
    assert set(import_text(text).values()) == {("updated", "published")}
    assert set(import_text(text).values()) == {("unchanged", "")}
    assert Page.objects.filter(live=True, depth__gt=3).count() == 4


def test_a_draft_of_a_live_article_leaves_readers_alone(import_text, text):
    import_text(text)
    found = import_text(text.replace("تجمع الناس", "تفرّق الناس"), "--draft")
    assert found["لماذا تهم"] == ("updated", "body")
    page = SectionPage.objects.get(kind="importance")
    assert page.has_unpublished_changes
    assert "تفرّق" not in str(page.body)
    assert "تفرّق" in str(page.get_latest_revision_as_object().body)
    assert import_text(text.replace("تجمع الناس", "تفرّق الناس"))["لماذا تهم"] == ("updated", "published")
    assert "تفرّق" in str(SectionPage.objects.get(kind="importance").body)


def test_a_folder_is_imported_in_order_and_one_failure_stops_nothing(article_index, run, tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(text, "utf-8")
    (tmp_path / "notes.md").write_text(text, "utf-8")
    result = run("import_article", tmp_path, "--format", "json")
    report = json.loads(result.out)
    assert result.code == 2
    assert report["counts"] == {"created": 8, "rejected": 1}
    assert report["files"] == {"imported": 2, "rejected": 1}
    assert [item["key"] for item in report["items"] if item["status"] == "rejected"] == ["b"]
    slugs = ArticlePage.objects.order_by("path").values_list("slug", flat=True)
    assert list(slugs) == ["مقال-عن-الشبكات", "مقال-عن-الشبكات-2"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_the_database_refuses_is_reported_and_undone(article_index, run, tmp_path, text, monkeypatch):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text(text, "utf-8")
    stored = importing.load_article

    def refuse(outline, parent, request):
        if request.key == "a":
            raise DatabaseError("disk full")
        return stored(outline, parent, request)

    monkeypatch.setattr(importing, "load_article", refuse)
    result = run("import_article", tmp_path)
    assert result.code == 1
    assert "a.txt: not stored: disk full" in result.out
    assert "1 file imported, 1 rejected: 4 created, 1 rejected" in result.out


def test_a_failure_half_way_leaves_nothing(article_index, run, tmp_path, text, monkeypatch):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    remember, stored = ImportRecord.save, []

    def fail_at_third(self, *args, **kwargs):
        stored.append(self)
        if len(stored) == 3:
            raise DatabaseError("gone")
        return remember(self, *args, **kwargs)

    run("import_article", tmp_path / "a.txt", "--dry-run")
    monkeypatch.setattr(ImportRecord, "save", fail_at_third)
    monkeypatch.setattr(importing, "load_catalogue", lambda: 0)
    assert run("import_article", tmp_path).code == 1
    assert ArticlePage.objects.count() == SectionPage.objects.count() == ImportRecord.objects.count() == 0


def test_a_file_in_an_old_encoding_is_read_and_told(article_index, run, tmp_path, article_file):
    file = tmp_path / "old.txt"
    words = article_file.read_text("utf-8").replace("“", '"').replace("”", '"')
    file.write_bytes(words.encode("cp1256", errors="ignore"))
    result = run("import_article", file, "--format", "json")
    assert json.loads(result.out)["counts"] == {"created": 6}
    assert "Windows-1256" in result.err


def test_markup_in_the_text_is_text(import_text, text):
    import_text(text.replace("تجمع الناس.", "اكتب <script>alert(1)</script> هنا."))
    raw = json.dumps(list(SectionPage.objects.get(kind="importance").body.raw_data))
    assert "<script" not in raw
    assert "&lt;script&gt;" in raw


def test_the_dry_run_writes_nothing_and_needs_no_article_list(db, run, article_file):
    result = run("import_article", article_file, "--dry-run", "--format", "json")
    data = json.loads(result.out)
    assert list(data) == ["title", "lead", "sections", "words", "warnings"]
    assert data["words"]["in"] == data["words"]["out"] > 1000
    assert [section["kind"] for section in data["sections"]][:2] == ["definition", "types"]
    platforms = [block for block in data["sections"][1]["blocks"] if block["type"] == "platform"]
    assert [platform["platform"] for platform in platforms] == ["facebook", "x", "instagram", "linkedin", "snapchat"]
    assert len(data["sections"][1]["mentions"]) == 8
    assert Platform.objects.count() == ArticlePage.objects.count() == 0


def test_the_dry_run_of_several_files_names_each(db, run, tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    result = run("import_article", tmp_path, "--dry-run", "--format", "json")
    assert result.code == 2
    assert [entry["source"] for entry in json.loads(result.out)] == [str(tmp_path / "a.txt")]
    assert "b.txt: the file is empty" in result.err


def test_the_parent_can_be_named(article_index, home, run, tmp_path, text):
    other = home.add_child(instance=ArticleIndexPage(title="أخبار", slug="أخبار", locale=home.locale))
    (tmp_path / "a.txt").write_text(text, "utf-8")
    run("import_article", tmp_path / "a.txt", "--parent", "/أخبار/")
    assert ArticlePage.objects.get().get_parent().pk == other.pk


def test_a_wrong_parent_is_told_with_the_right_ones(article_index, run, tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with pytest.raises(CommandError, match=r"no article list in 'ar' at /لا-شيء/\. There is: /المقالات/$"):
        run("import_article", tmp_path, "--parent", "/لا-شيء/")
    with pytest.raises(CommandError, match=r"no article list in 'en' yet\. Add one"):
        run("import_article", tmp_path, "--locale", "en")
    assert Platform.objects.count() == 0


def test_a_key_names_one_article(article_index, run, tmp_path, text):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(CommandError, match="--key names one article, but 2 files were given"):
        run("import_article", tmp_path, "--key", "k")
    run("import_article", tmp_path / "a.txt", "--key", "k")
    assert ImportRecord.objects.get(item="").key == "k"
    again: SimpleNamespace = run("import_article", tmp_path / "b.txt", "--key", "k", "--format", "json")
    assert json.loads(again.out)["counts"] == {"unchanged": 4}


def test_two_files_of_one_key_are_refused(article_index, run, tmp_path, text):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, "utf-8")
    with pytest.raises(CommandError, match="would both be the article 'a'"):
        run("import_article", tmp_path / "x", tmp_path / "y")
