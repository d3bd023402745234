"""Texts in previews as readers get them: what runs against the language of the template stands apart."""

from html import escape
from typing import Any

from django.template import Library
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.direction import Direction, direction_of
from pages.rich_text import Address, Destination, LinkKind, Target, html_of, read
from pages.rich_text.runs import language_of_run, runs

register = Library()


@register.filter
def prose(value: Any) -> SafeString:
    """A rich text, stored or of a block, as the API gives it."""
    source = value.source if isinstance(value, RichText) else value or ""
    return mark_safe(html_of(read(source, _base()), _destination))


@register.filter
def isolated(value: Any) -> SafeString:
    """A plain text with each run against its direction in a ``bdi``."""
    text, at, pieces, base = str(value or ""), 0, [], _base()
    for first, last in runs(text, base):
        run = text[first:last]
        language = language_of_run(run)
        attributes = f' lang="{language}"' if language else ""
        pieces += [escape(text[at:first]), f'<bdi{attributes} dir="{base.opposite}">{escape(run)}</bdi>']
        at = last
    return mark_safe("".join([*pieces, escape(text[at:])]))


def _base() -> Direction:
    return direction_of(get_language() or "")


def _destination(target: Target) -> Destination | None:
    if isinstance(target, Address):
        return Destination(target.kind, target.href)
    if target.kind == LinkKind.PAGE:
        page = Page.objects.filter(pk=target.key).specific().first()
        href = page.full_url if page else None
    else:
        document = get_document_model().objects.filter(pk=target.key).first()
        href = document.url if document else None
    return Destination(LinkKind(target.kind), href) if href else None
