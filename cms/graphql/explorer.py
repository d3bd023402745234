"""The GraphQL explorer: GraphiQL from an installed package's files, with the site's ready queries."""

from dataclasses import asdict, dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

EXAMPLES = Path(__file__).with_name("examples")
OPENING = "whole-article"

# An application in INSTALLED_APPS of which only the static files are used: GraphiQL 2.4.7 and React 17.0.2. They
# name source maps that the package lacks, which a manifest storage refuses: cms/static/ adds empty ones.
PACKAGE = "graphene_django_graphiql_static"
STYLESHEETS = (f"{PACKAGE}/graphiql.min.css", "cms/graphiql.css")
SCRIPTS = (
    f"{PACKAGE}/react.production.min.js",
    f"{PACKAGE}/react-dom.production.min.js",
    f"{PACKAGE}/graphiql.min.js",
)
MODULE = "cms/graphiql.js"

# The browser itself refuses whatever would leave this host. GraphiQL writes <style> elements while its
# dialogs are open and carries its fonts as data: addresses.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A query that the explorer offers: `name` is the file's stem, `title` what its first comment says."""

    name: str
    title: str
    text: str


def ready_queries(folder: Path) -> tuple[ReadyQuery, ...]:
    """The `*.graphql` files of `folder` (UTF-8), the one named `whole-article` first, the others by name."""
    paths = sorted(folder.glob("*.graphql"), key=lambda path: (path.stem != OPENING, path.stem))
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> ReadyQuery:
    text = path.read_text(encoding="utf-8").strip() + "\n"
    first = text.partition("\n")[0]
    title = first.removeprefix("#").strip() if first.startswith("#") else path.stem.replace("-", " ")
    return ReadyQuery(name=path.stem, title=title, text=text)


@require_safe
def explorer(request: HttpRequest) -> HttpResponse:
    """The explorer's page; it queries the address named `graphql` without cookies, as any visitor would."""
    context = {
        "endpoint": reverse("graphql"),
        "queries": [asdict(query) for query in ready_queries(EXAMPLES)],
        "stylesheets": STYLESHEETS,
        "scripts": SCRIPTS,
        "module": MODULE,
    }
    response = render(request, "cms/graphiql.html", context)
    response["Content-Security-Policy"] = POLICY
    return response
