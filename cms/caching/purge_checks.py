"""System checks: the caches in front are named as they must be, and nothing that they should forget was given up."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from cms.models import Purge

from .targets import configured_targets


@checks.register()
def targets_are_sound(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """PURGE_TARGETS can be read, and the tokens that it needs are there."""
    try:
        configured_targets()
    except ImproperlyConfigured as error:
        return [checks.Error(str(error), id="cms.E011")]
    return []


@checks.register(checks.Tags.database)
def nothing_was_given_up(
    app_configs: Any, databases: Collection[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Every purge is delivered, or on its way to a cache that is there."""
    if "default" not in (databases or ()) or Purge._meta.db_table not in connection.introspection.table_names():
        return []  # `migrate` asks before there are tables
    warnings: list[checks.CheckMessage] = []
    for standing in Purge.objects.by_target():
        if standing["given_up"]:
            warnings.append(
                checks.Warning(
                    f"{standing['target']} was not told of {standing['given_up']} changes: {standing['last_error']}.",
                    hint="Mend it, then run `manage.py deliver_purges --given-up`.",
                    id="cms.W012",
                )
            )
        if standing["target"] not in settings.PURGE_TARGETS:
            warnings.append(
                checks.Warning(
                    f"{standing['target']} is not in PURGE_TARGETS any more, but purges are kept for it.",
                    hint=f"Run `manage.py deliver_purges --forget {standing['target']}`.",
                    id="cms.W013",
                )
            )
    return warnings
