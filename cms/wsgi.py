"""The WSGI application that the server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
application = get_wsgi_application()

from cms.caching import follower  # noqa: E402  needs the models

follower.start()

# Models and schema live as long as the process. Loaded now and set aside, they are not walked through by each full
# garbage collection, which otherwise stops all requests for a fifth of a second.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
