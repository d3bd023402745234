"""What a preview of an article shows besides the article itself."""

from django.http import HttpRequest
from wagtail.models import Page


def sections_shown(article: Page, request: HttpRequest) -> list[Page]:
    """The sections in their order: in a preview each as it was last saved, elsewhere only what is published."""
    if article.pk is None:
        return []
    sections = article.get_children().order_by("path").specific()
    if not getattr(request, "is_preview", False):
        return list(sections.live())
    return [section.get_latest_revision_as_object() for section in sections]
