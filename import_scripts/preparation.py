"""What a site needs before it can answer: tables, static files, and somebody who may log in. Each is done once."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from cms.caching import triggers
from snippets.rights import grant_rights

from .locks import wait_for_turn

EDITOR = "editor"

# As `collectstatic` leaves them out.
_NOT_COLLECTED = ["CVS", ".*", "*~"]


def update_tables() -> bool:
    """Bring the database up to the code's migrations; True where there was something to do."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3" and database["NAME"] != ":memory:":
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        triggers.install()  # they may change with the code and without a migration
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def collect_static_files() -> bool:
    """Collect static files where one is new or newer than the last collection; True where there was something to do."""
    if not isinstance(staticfiles_storage, ManifestStaticFilesStorage) or _are_collected(staticfiles_storage):
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    return True


def add_editor(*, superuser: bool) -> str | None:
    """Add the editor's account and its groups' rights; answer its password, or None where the account was there."""
    users = get_user_model().objects
    with transaction.atomic():
        wait_for_turn("editor's account")
        if users.filter(username=EDITOR).exists():
            return None
        grant_rights()
        password = secrets.token_urlsafe(12)
        if superuser:
            users.create_superuser(username=EDITOR, password=password)
        else:
            users.create_user(username=EDITOR, password=password).groups.set(Group.objects.all())
    return password


def addresses() -> Iterator[tuple[str, str]]:
    """What can be opened: address and what is there."""
    if settings.LOCAL:
        yield f"{settings.BASE_URL}/", "start page"
    yield f"{settings.BASE_URL}/admin/", "editing"
    if settings.EXPLORER:
        yield f"{settings.BASE_URL}/graphiql/", "explorer of the API"
    yield f"{settings.BASE_URL}/graphql/", "the API"


def _are_collected(storage: ManifestStaticFilesStorage) -> bool:
    """Whether the manifest names every static file and none has changed since it was written."""
    named, _hash = storage.load_manifest()
    if not named:
        return False
    written = Path(storage.path(storage.manifest_name)).stat().st_mtime
    return all(name in named and changed <= written for name, changed in _static_files())


def _static_files() -> Iterator[tuple[str, float]]:
    """Name and time of change of each file that is to be collected."""
    for finder in get_finders():
        for path, storage in finder.list(_NOT_COLLECTED):
            name = f"{storage.prefix}/{path}" if getattr(storage, "prefix", None) else path
            yield name.replace("\\", "/"), Path(storage.path(path)).stat().st_mtime
