"""Operations sent by their hash: left here by clients in bounded room, or trusted by the operator."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

from cms.graphql.persisted import trusted_documents

SOURCE = "{__typename}"
NEW = "application/graphql-response+json"


def digest(source: str) -> str:
    return sha256(source.encode()).hexdigest()


def apollo(source: str) -> dict:
    return {"persistedQuery": {"version": 1, "sha256Hash": digest(source)}}


@pytest.fixture
def post(client):
    def send(**body):
        return client.post("/graphql/", json.dumps(body), content_type="application/json", headers={"Accept": NEW})

    return send


@pytest.fixture
def configure(settings):
    def change(**values):
        settings.GRAPHQL = settings.GRAPHQL | values

    return change


def outcome(response) -> tuple[int, str]:
    answer = response.json()
    return response.status_code, answer["errors"][0]["extensions"]["code"] if "errors" in answer else "data"


def test_hash_is_asked_for_then_known(post):
    unknown = post(extensions=apollo(SOURCE))
    assert outcome(unknown) == (200, "PERSISTED_QUERY_NOT_FOUND")
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert unknown["Cache-Control"] == "no-store"
    assert outcome(post(query=SOURCE, extensions=apollo(SOURCE))) == (200, "data")
    assert outcome(post(extensions=apollo(SOURCE))) == (200, "data")


def test_hash_works_by_get(client):
    extensions = json.dumps(apollo(SOURCE))
    assert client.get("/graphql/", {"query": SOURCE, "extensions": extensions}).json()["data"]
    assert client.get("/graphql/", {"extensions": extensions}).json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("source", ["{", "{nothing}", "{" + "site {name}" * 490 + "}"])
def test_text_that_cannot_be_run_is_not_kept(post, source):
    assert outcome(post(query=source, extensions=apollo(source)))[0] == 400
    assert outcome(post(extensions=apollo(source))) == (200, "PERSISTED_QUERY_NOT_FOUND")


def test_hash_of_another_text_is_refused(post):
    assert outcome(post(query="{a}", extensions=apollo(SOURCE))) == (400, "PERSISTED_QUERY_HASH_MISMATCH")
    assert outcome(post(extensions=apollo(SOURCE))) == (200, "PERSISTED_QUERY_NOT_FOUND")


@pytest.mark.parametrize(
    "extension", [1, {}, {"version": 2, "sha256Hash": "0" * 64}, {"version": 1, "sha256Hash": "x" * 64}, None]
)
def test_extension_of_another_form_is_refused(post, extension):
    assert outcome(post(extensions={"persistedQuery": extension})) == (400, "BAD_REQUEST")


def test_clients_cannot_make_the_store_grow(post, configure):
    configure(PERSISTED_OPERATIONS=3)
    sources = [f"query Q{n} {{__typename}}" for n in range(20)]
    for source in sources:
        assert outcome(post(query=source, extensions=apollo(source))) == (200, "data")
    known = [source for source in sources if outcome(post(extensions=apollo(source))) == (200, "data")]
    assert len(known) == 3
    assert [caches["operations"].get(f"operation-{n}") is not None for n in range(5)] == [True] * 3 + [False] * 2


def test_store_that_was_tampered_with_is_not_believed(post, configure):
    configure(PERSISTED_OPERATIONS=1)
    caches["operations"].set("operation-0", "{site {name}}")
    assert outcome(post(extensions=apollo(SOURCE))) == (200, "PERSISTED_QUERY_NOT_FOUND")


def test_store_can_be_switched_off(post, configure):
    configure(PERSISTED_OPERATIONS=0)
    assert outcome(post(extensions=apollo(SOURCE))) == (200, "PERSISTED_QUERY_NOT_SUPPORTED")
    assert outcome(post(query=SOURCE, extensions=apollo(SOURCE))) == (200, "data")


@pytest.fixture
def folder(tmp_path, configure) -> Path:
    (tmp_path / "type.graphql").write_text(SOURCE, encoding="utf-8")
    generated = {digest("{a: __typename}"): "{a: __typename}"}
    (tmp_path / "generated.json").write_text(json.dumps(generated), encoding="utf-8")
    operation = {"id": digest("{b: __typename}"), "name": "B", "type": "query", "body": "{b: __typename}"}
    manifest = {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [operation]}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    configure(TRUSTED_DOCUMENTS=str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("source", [SOURCE, "{a: __typename}", "{b: __typename}"])
def test_trusted_document_is_run_by_its_id(post, client, folder, source):
    document_id = f"sha256:{digest(source)}"
    assert outcome(post(documentId=document_id)) == (200, "data")
    assert "data" in client.get("/graphql/", {"documentId": document_id}).json()
    assert outcome(post(extensions=apollo(source))) == (200, "data")


def test_id_that_names_nothing_is_refused(post, folder):
    assert outcome(post(documentId=f"sha256:{'0' * 64}")) == (400, "DOCUMENT_NOT_FOUND")
    for wrong in ("0" * 64, "md5:0", "sha256:xyz", f"sha256:{'A' * 64}"):
        assert outcome(post(documentId=wrong)) == (400, "BAD_REQUEST")
    assert outcome(post(documentId=f"sha256:{digest(SOURCE)}", query=SOURCE)) == (400, "BAD_REQUEST")


def test_nothing_else_is_run_where_only_trusted_documents_are(post, folder, configure):
    configure(ONLY_TRUSTED_DOCUMENTS=True)
    assert outcome(post(documentId=f"sha256:{digest(SOURCE)}")) == (200, "data")
    assert outcome(post(query=SOURCE)) == (200, "data")
    assert outcome(post(query="{c: __typename}")) == (403, "DOCUMENT_NOT_TRUSTED")
    assert outcome(post(query="{c: __typename}", extensions=apollo("{c: __typename}"))) == (403, "DOCUMENT_NOT_TRUSTED")
    assert outcome(post(extensions=apollo("{c: __typename}"))) == (200, "PERSISTED_QUERY_NOT_FOUND")


@pytest.mark.parametrize("content", ["[]", "{", json.dumps({"0" * 64: SOURCE}), json.dumps({digest(SOURCE): 1})])
def test_manifest_that_is_wrong_is_told(tmp_path, content):
    (tmp_path / "wrong.json").write_text(content, encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="GRAPHQL_TRUSTED_DOCUMENTS"):
        trusted_documents(tmp_path)


@pytest.mark.parametrize("body", [[], [{"query": SOURCE}], [{"query": SOURCE}] * 1_000])
def test_batch_is_refused(client, body):
    response = client.post("/graphql/", json.dumps(body), content_type="application/json")
    assert outcome(response) == (400, "BATCHING_REFUSED")
