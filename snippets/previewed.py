"""What can be previewed is shown by the site's frontend, or by our own template until there is one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


class PreviewedAtFrontend:
    """Mixed into pages and shared content, before Wagtail's own preview."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Lead the editor to the frontend, with a token for this very version; without a frontend, render it here."""
        from snippets.previewing import preview_address  # it knows the models, which are made of this class

        address = preview_address(self, request)
        if address is None:
            return super().serve_preview(request, mode_name)  # type: ignore[misc]
        response = HttpResponseRedirect(address)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response
