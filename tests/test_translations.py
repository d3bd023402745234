"""Whatever editors read is marked for translation and translated: nothing missing, nothing doubtful, nothing stale."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_python
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation.template import templatize
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, Panel, PanelPlaceholder
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "cms" / "locale" / "ar" / "LC_MESSAGES"
SOURCES = ("cms", "pages", "snippets", "import_scripts")
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
#: Pages that tell everything in both languages at once.
BILINGUAL = ROOT / "cms" / "templates"
#: Kept by the site, and never edited by hand.
UNEDITED = {"Rendition", "SectionMention"}
ADMIN_MODELS = [
    model
    for label in ("pages", "snippets")
    for model in apps.get_app_config(label).get_models()
    if model.__name__ not in UNEDITED
]


def messages() -> list[Message]:
    return [message for message in read_po(BytesIO((CATALOGUE / "django.po").read_bytes())) if message.id]


def singular(message: Any) -> str:
    return message if isinstance(message, str) else message[0]


def in_python(path: Path) -> Iterator[str]:
    for _line, _function, message, _comments in extract_python(BytesIO(path.read_bytes()), KEYWORDS, (), {}):
        texts = message if isinstance(message, tuple) else (message,)
        yield from texts[:1]


def in_template(path: Path) -> Iterator[str]:
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path)).encode()
    for _line, _function, message, _comments in extract_python(BytesIO(code), KEYWORDS, (), {}):
        yield singular(message)


def templates() -> list[Path]:
    return [path for source in SOURCES for path in (ROOT / source).rglob("templates/**/*.html")]


def test_every_message_of_the_catalogue_is_translated_for_certain():
    doubtful = [
        message.id
        for message in messages()
        if message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string)
    ]
    assert doubtful == []


def test_every_marked_text_is_in_the_catalogue_and_nothing_else_is():
    marked = {text for source in SOURCES for path in (ROOT / source).rglob("*.py") for text in in_python(path)}
    marked |= {text for path in templates() for text in in_template(path)}
    assert marked == {singular(message.id) for message in messages()}


def test_the_compiled_catalogue_is_the_written_one():
    compiled = {
        singular(message.id): message.string for message in read_mo(BytesIO((CATALOGUE / "django.mo").read_bytes()))
    }
    written = {singular(message.id): message.string for message in messages()}
    compiled.pop("", None)
    assert {key: tuple([value] if isinstance(value, str) else value) for key, value in compiled.items()} == {
        key: tuple([value] if isinstance(value, str) else value) for key, value in written.items()
    }


def test_translations_are_arabic_and_keep_their_placeholders():
    placeholder = re.compile(r"%\(\w+\)s|\{\w+\}")
    for message in messages():
        strings = [message.string] if isinstance(message.string, str) else message.string
        for place, string in enumerate(strings):
            assert re.search("[ء-ي،]", string), message.id
            if len(strings) == 1 or place >= 3:  # none, one and two may be told in words
                assert set(placeholder.findall(string)) == set(placeholder.findall(singular(message.id))), message.id


def _from_wagtail(model: Any) -> set[str]:
    """Fields of the classes that a model is made of, where those are not ours."""
    others = [base for base in model.__mro__ if hasattr(base, "_meta") and not _is_ours(base)]
    return {field.name for base in others for field in base._meta.get_fields()}


def _is_ours(thing: Any) -> bool:
    return thing.__module__.startswith(("pages.", "snippets."))


@pytest.mark.parametrize("model", ADMIN_MODELS, ids=lambda model: model.__name__)
def test_models_and_their_fields_speak_the_editors_language(model):
    if model.__name__ != "ArticleAuthor":  # a row of the article's own form
        assert isinstance(model._meta.verbose_name, Promise)
        assert isinstance(model._meta.verbose_name_plural, Promise)
    for field in model._meta.get_fields():
        if (
            not getattr(field, "editable", False)
            or field.name in _from_wagtail(model)
            or isinstance(field, ParentalKey)
        ):
            continue
        assert field.name in {"id", "page_ptr", "sort_order"} or isinstance(field.verbose_name, Promise), field.name
        assert not field.help_text or isinstance(field.help_text, Promise), field.name
        assert all(isinstance(label, Promise) or not label for _value, label in field.flatchoices), field.name
        for validator in field.validators:
            if type(validator) is RegexValidator:
                assert isinstance(validator.message, Promise), field.name


def _blocks(block: blocks.Block) -> Iterator[blocks.Block]:
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from _blocks(child)
    if isinstance(block, blocks.ListBlock):
        yield from _blocks(block.child_block)
    if isinstance(block, TypedTableBlock):
        for child in block.child_blocks.values():
            yield from _blocks(child)


def test_blocks_speak_the_editors_language():
    streams = [field for model in ADMIN_MODELS for field in model._meta.get_fields() if isinstance(field, StreamField)]
    assert len(streams) >= 4
    for field in streams:
        for block in list(_blocks(field.stream_block))[1:]:
            assert isinstance(block.label, Promise), (field, block.name, block.label)
            help_text = getattr(block.meta, "help_text", None) or getattr(
                getattr(block, "field", None), "help_text", ""
            )
            assert not help_text or isinstance(help_text, Promise), (field, block.name)
            if isinstance(block, blocks.ChoiceBlock):
                labels = [label for value, label in block._constructor_kwargs["choices"] if value]
                assert all(isinstance(label, Promise) for label in labels), block.name


def _panels(panel: Panel) -> Iterator[Panel]:
    yield panel
    for child in getattr(panel, "children", ()):
        yield from _panels(child)


def test_panels_speak_the_editors_language():
    declared = [
        panel
        for model in ADMIN_MODELS
        for name in ("panels", "content_panels", "promote_panels")
        for top in getattr(model, name, ())
        if not isinstance(top, str)
        for panel in _panels(top)
    ]
    assert len(declared) > 20
    for panel in declared:
        if not isinstance(panel, FieldPanel | PanelPlaceholder):
            for text in (panel.heading, panel.help_text, getattr(panel, "label", "")):
                assert not text or isinstance(text, Promise), (panel, text)


def test_menus_and_listings_speak_the_editors_language():
    ours = [viewset for viewset in viewsets.viewsets if type(viewset).__module__.startswith(("pages.", "snippets."))]
    assert len(ours) >= 4
    for viewset in ours:
        assert not viewset.menu_label or isinstance(viewset.menu_label, Promise), viewset
        columns = getattr(viewset, "list_display", ())
        for column in columns if isinstance(columns, list | tuple) else ():  # or Wagtail's mark for "not given"
            assert isinstance(column, str) or isinstance(column.label, Promise), (viewset, column)


def test_no_error_is_told_to_editors_in_bare_words():
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for source in ("pages", "snippets")
        for path in (ROOT / source).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", ""))
        in {"ValidationError", "HelpPanel", "Button", "MenuItem"}
        and node.args
        and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
    ]
    assert bare == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_hold_no_bare_words(path):
    if path.is_relative_to(BILINGUAL):
        return
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r"\{% (blocktrans\w*|comment)\b.*?\{% end\1 %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL
    )
    attributes = re.findall(r'\b(?:title|alt|placeholder|aria-label)="([^"]*)"', text)
    words = re.sub(r"<!?/?[a-zA-Z][^<>]*>|&\w+;", " ", text)
    assert re.findall(r"[^\W\d_]{2,}", " ".join([words, *attributes])) == []
