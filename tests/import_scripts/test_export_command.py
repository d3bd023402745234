"""An article leaves as text and comes back unchanged."""

from dataclasses import replace

import pytest
from django.core.management import CommandError

from import_scripts.catalogue import known_platforms
from import_scripts.outline import LEAD_IN, Outline, ReadAlso
from import_scripts.parsers.text import parse
from pages.models import ArticlePage, SectionPage
from snippets.models import Picture
from tests import factories


def _outline(text) -> Outline:
    """What a text says; which of the usual words lead in a link is not kept."""
    outline = parse(text, source="article.txt", platform_slug=known_platforms().slug)
    sections = tuple(
        replace(s, blocks=tuple(replace(b, lead_in=LEAD_IN) if isinstance(b, ReadAlso) else b for b in s.blocks))
        for s in outline.sections
    )
    return replace(outline, sections=sections, warnings=())


def test_what_was_imported_is_exported(article_index, article_file, run, tmp_path):
    run("import_article", article_file, "--key", "k")
    exported = tmp_path / "k.txt"
    result = run("export_article", "k", "--output", exported)
    assert (result.out, result.err) == ("", "")
    assert _outline(exported.read_text("utf-8")) == _outline(article_file.read_text("utf-8"))
    assert run("import_article", exported).out.endswith("1 file imported: 6 unchanged\n")


@pytest.mark.parametrize("name", ["article", "/المقالات/مقال-عن-الشبكات/", "مقال-عن-الشبكات"])
def test_an_article_goes_by_key_path_or_slug(import_text, text, run, name):
    import_text(text)
    assert run("export_article", name).out.startswith("مقال عن الشبكات\n")


@pytest.mark.parametrize("name", ["nothing", "/المقالات/لا-شيء/"])
def test_an_unknown_article_is_an_error(import_text, text, run, name):
    import_text(text)
    with pytest.raises(CommandError, match="No article in 'ar' has the path, import key or slug"):
        run("export_article", name)


def test_what_a_text_cannot_hold_is_named(import_text, text, run):
    import_text(text)
    section = SectionPage.objects.get(kind="other")
    picture = Picture.objects.create(title="صورة", width=1, height=1, file="a.png")
    section.body = [*section.body.raw_data, factories.block("image", image=picture.pk, alt_text="", caption="تعليق")]
    section.save_revision().publish()
    result = run("export_article", "article")
    assert result.err.strip() == "text cannot hold: خاتمة: block 2: image (تعليق)"
    assert "تعليق" not in result.out


def test_drafts_are_exported_and_withdrawn_sections_are_not(import_text, text, run):
    import_text(text)
    section = SectionPage.objects.get(kind="importance")
    section.title = "مسودة العنوان"
    section.save_revision()
    SectionPage.objects.get(kind="other").unpublish()
    result = run("export_article", "article")
    assert "مسودة العنوان" in result.out
    assert "خاتمة" not in result.out
    assert "خاتمة: the section is unpublished" in result.err


def test_an_editors_own_section_comes_back_to_its_page(import_text, text, run):
    import_text(text)
    article = ArticlePage.objects.get()
    own = factories.section(
        article, "لماذا أيضًا", [factories.block("paragraph", prose=factories.prose("سبب آخر."))], kind="importance"
    )
    own.save_revision().publish()
    exported = run("export_article", "article").out
    assert set(import_text(exported).values()) == {("unchanged", "")}
    assert set(import_text(exported).values()) == {("unchanged", "")}
    assert SectionPage.objects.child_of(article).count() == 4
    assert import_text(exported.replace("سبب آخر", "سبب جديد"))["لماذا أيضًا"] == ("updated", "body")
    assert SectionPage.objects.get(pk=own.pk).live
