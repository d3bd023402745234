"""Registers the shared content with the admin, and keeps private documents from visitors."""

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.snippets.models import register_snippet

from .preview_links import PreviewLinks
from .viewsets import SharedContentGroup

register_snippet(SharedContentGroup)


@hooks.register("register_admin_viewset")
def register_preview_links() -> PreviewLinks:
    return PreviewLinks()


@hooks.register("before_serve_document", order=-1)
def hide_private_documents(document: AbstractDocument, request: HttpRequest) -> None:
    """Answer for a document that this visitor may not see as for one that is not there.

    Wagtail's own check, which comes after, would lead to a login page that a headless site does not have.
    """
    if not all(restriction.accept_request(request) for restriction in document.collection.get_view_restrictions()):
        raise Http404
