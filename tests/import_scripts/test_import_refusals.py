"""Input that is no article: a message with file, line and remedy, exit code 2, and nothing written."""

import json

import pytest
from wagtail.models import Page, Revision

from import_scripts.models import ImportRecord
from snippets.models import Platform

BAD = {
    "empty": (b"", "the file is empty"),
    "blank": (" \n\t\n\ufeff\n".encode(), "the file is blank"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "binary"),
    "cut off": ("# عنوان\nفقرة طويلة من الكلام".encode()[:-1], ":2: the UTF-8 text ends in the middle"),
    "title only": ("عنوان".encode(), "bad.txt:1: "),
    "long line": (("عنوان\n" + "كلمة " * 200_000).encode(), ":2: a line of 1,000,000 characters"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused(article_index, run, tmp_path, name):
    data, message = BAD[name]
    file = tmp_path / "bad.txt"
    file.write_bytes(data)
    _refused(run, file, message)


def test_a_large_file_is_refused_before_it_is_read(article_index, run, tmp_path, monkeypatch):
    file = tmp_path / "bad.txt"
    with file.open("wb") as large:
        large.truncate(50 * 1024 * 1024)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail(f"{path} was read"))
    _refused(run, file, "50.0 MB")


def test_a_missing_file_is_refused(article_index, run, tmp_path):
    _refused(run, tmp_path / "bad.txt", "there is no such file; give a .txt file")


def test_an_empty_folder_is_refused(article_index, run, tmp_path):
    _refused(run, tmp_path, "the folder holds no .txt file")


def _refused(run, path, message):
    pages, revisions = Page.objects.count(), Revision.objects.count()
    for options in ((), ("--dry-run",)):
        result = run("import_article", path, *options)
        assert result.code == 2
        assert message in result.out + result.err
        assert str(path) in result.out + result.err
    report = json.loads(run("import_article", path, "--format", "json").out)
    assert report["counts"] == {"rejected": 1}
    assert (Page.objects.count(), Revision.objects.count()) == (pages, revisions)
    assert Platform.objects.count() == ImportRecord.objects.count() == 0
