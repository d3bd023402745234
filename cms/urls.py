"""Which view answers which path."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.graphql.explorer import explorer
from cms.graphql.view import graphql
from cms.start import metrics, readme, start

urlpatterns = [
    path("", start, name="start"),
    path("graphql/", graphql, name="graphql"),
    path("graphql", graphql),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.REST_API:
    from cms.rest import api_for_token_holders

    urlpatterns.append(path("api/v3/", api_for_token_holders()))
if settings.EXPLORER:
    urlpatterns.append(path("graphiql/", explorer, name="graphiql"))
if settings.METRICS:
    urlpatterns.append(path("metrics", metrics))
if settings.LOCAL:
    urlpatterns += [
        path("readme/", readme, name="readme"),
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    ]
