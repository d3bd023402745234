"""Documents as files: those of private collections are not there for visitors."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def status(client, document) -> int:
    response = client.get(reverse("wagtaildocs_serve", args=(document.pk, document.filename)))
    b"".join(response)  # read to its end, the file is closed
    return response.status_code


def test_a_public_document_is_served(client):
    assert status(client, factories.document()) == 200


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_private_document_is_answered_like_one_that_is_not_there(client, kind):
    private = factories.collection(private=True)
    private.view_restrictions.update(restriction_type=kind, password="x")
    hidden = factories.document(collection=factories.collection(parent=private))
    assert status(client, hidden) == 404
    assert client.get(reverse("wagtaildocs_serve", args=(10_000, "a.txt"))).status_code == 404


def test_an_editor_who_is_signed_in_gets_it(admin_client):
    hidden = factories.document(collection=factories.collection(private=True))
    assert status(admin_client, hidden) == 200
