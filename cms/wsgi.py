"""The WSGI application that the server runs."""

import gc
import os

import django
from django.conf import settings
from django.db import connection
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
django.setup(set_prefix=False)

# Modules that know of models come after them.
from cms import metrics  # noqa: E402
from cms.caching import deliverers, follower  # noqa: E402
from cms.caching.answers import Answers  # noqa: E402
from cms.caching.memory import versions  # noqa: E402
from cms.caching.shared import SharedAnswers  # noqa: E402
from cms.graphql.deadlines import keep_limits  # noqa: E402
from cms.graphql.shortcut import Handler  # noqa: E402

if settings.METRICS and (path := versions().path):
    metrics.share(path)
application = Answers(
    Handler(),
    versions(),
    is_alone=connection.vendor == "sqlite",
    others=SharedAnswers() if "answers" in settings.CACHES else None,
)
keep_limits()
follower.start()
deliverers.start()

# Models and schema live as long as the process. Loaded now and set aside, they are not walked through by each full
# garbage collection, which otherwise stops all requests for a fifth of a second.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
# What a request leaves behind is collected after some requests, not several times within each.
gc.set_threshold(10_000, *gc.get_threshold()[1:])
