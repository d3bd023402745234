"""Registers the shared content with the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .preview_links import PreviewLinks
from .viewsets import SharedContentGroup

register_snippet(SharedContentGroup)


@hooks.register("register_admin_viewset")
def register_preview_links() -> PreviewLinks:
    return PreviewLinks()
