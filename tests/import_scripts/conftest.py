"""Runs of the import, in this process and in others."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "import_scripts" / "sample" / "article.txt"
SOURCE = ROOT.parent / "shared" / "source" / "social-networks.txt"

TEXT = """# مقال عن الشبكات
تمهيد المقال.

## {definition} ما الشبكات
يكثر الناس على فيسبوك.

## {importance} لماذا تهم
تجمع الناس.

## {other} خاتمة
كلمة أخيرة.
"""


@pytest.fixture(
    params=[
        pytest.param(SAMPLE, id="sample"),
        pytest.param(
            SOURCE, id="source", marks=pytest.mark.skipif(not SOURCE.exists(), reason=f"{SOURCE.name} is not here")
        ),
    ]
)
def article_file(request: pytest.FixtureRequest) -> Path:
    """The bundled sample, and the source text where it is at hand."""
    return request.param


@pytest.fixture
def text() -> str:
    """A short article of three sections."""
    return TEXT


@pytest.fixture
def run(db: None) -> Callable[..., SimpleNamespace]:
    """Run a command; answer its exit code, output and error output."""

    def run_command(name: str, *arguments: object) -> SimpleNamespace:
        out, err = StringIO(), StringIO()
        code = 0
        try:
            call_command(name, *map(str, arguments), stdout=out, stderr=err)
        except SystemExit as exit_:
            code = exit_.code
        return SimpleNamespace(code=code, out=out.getvalue(), err=err.getvalue())

    return run_command


@pytest.fixture
def import_text(
    article_index: Any, tmp_path: Path, run: Callable[..., SimpleNamespace]
) -> Callable[..., dict[str, tuple[str, str]]]:
    """Import a text under the key "article"; answer status and detail of each item by its title."""

    def do_import(text: str, *options: str) -> dict[str, tuple[str, str]]:
        file = tmp_path / "article.txt"
        file.write_text(text, "utf-8")
        result = run("import_article", file, "--format", "json", *options)
        assert result.code == 0, result.out
        return {item["item"]: (item["status"], item["detail"]) for item in json.loads(result.out)["items"]}

    return do_import
