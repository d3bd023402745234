"""What editors and moderators may do with shared content once a site is prepared."""

import pytest
from django.contrib.auth.models import Group

from snippets.rights import grant_rights

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _granted(db):
    grant_rights()


def rights(name: str) -> set[str]:
    found = Group.objects.get(name=name).permissions.filter(content_type__app_label="snippets")
    return set(found.values_list("codename", flat=True))


def test_editors_write_shared_content_and_publish_none():
    assert rights("Editors") == {
        f"{verb}_{model}" for verb in ("add", "change") for model in ("menu", "person", "platform", "topic")
    }


def test_moderators_publish_it_and_change_the_sites_settings():
    verbs = ("add", "change", "delete", "publish", "lock", "unlock")
    models = ("menu", "person", "platform", "topic")
    assert rights("Moderators") == {f"{verb}_{model}" for verb in verbs for model in models} | {"change_sitesettings"}
