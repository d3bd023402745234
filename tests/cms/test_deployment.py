"""A production site as it is configured out of the box."""

import os
import subprocess
import sys

from tests.test_project import ROOT


def test_django_finds_nothing_to_warn_of():
    production = {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "PYTHONPATH"}},
        "LOCAL": "false",
        "SECRET_KEY": "k7!wQ" * 12,
        "ALLOWED_HOSTS": "example.org",
        "DATABASE_URL": "sqlite://:memory:",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=production, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_previews_may_be_framed_by_the_editor_alone(admin_client, article_index):
    edit = f"/admin/pages/{article_index.pk}/edit/preview/"
    assert admin_client.get(edit)["X-Frame-Options"] == "SAMEORIGIN"
    assert admin_client.get("/graphql/?query={__typename}")["X-Frame-Options"] == "DENY"
