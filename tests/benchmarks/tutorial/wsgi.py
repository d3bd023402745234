"""The WSGI application, as Django's project template writes it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.tutorial.settings")

application = get_wsgi_application()
