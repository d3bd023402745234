"""The files around the code say what is true of it."""

import ast
import json
import re
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from django.test import Client
from graphql import build_schema, parse, validate

from cms import settings
from cms.graphql.search.hits import MAX_HITS, MAX_RANKED
from import_scripts.sample import load_sample

ROOT = Path(__file__).parent.parent
SOURCES = ("cms", "pages", "snippets", "import_scripts")
ROOT_FILES = (".ci/run", ".dockerignore", ".env.example", ".gitignore", "manage.py", "pyproject.toml")
LOCKS = ("requirements.txt", "requirements-dev.txt")
TEXT = {".css", ".graphql", ".html", ".in", ".js", ".json", ".md", ".po", ".py", ".sh", ".toml", ".txt", ".yml"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def variables_of_settings() -> set[str]:
    """The first argument of each call of `env` in the settings."""
    calls = [node for node in ast.walk(ast.parse(read("cms/settings.py"))) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def variables_of_compose() -> set[str]:
    return set(re.findall(r"\$\{(\w+)", read("docker-compose.yml")))


def explained() -> list[tuple[str, str]]:
    """Each variable of .env.example with the line before it."""
    lines = read(".env.example").splitlines()
    pairs = ((re.match(r"(?:# )?([A-Z_]+)=", line), before) for before, line in pairwise(lines))
    return [(match[1], before) for match, before in pairs if match]


def committed() -> Iterator[Path]:
    """The project's own text files."""
    for folder in (*SOURCES, "tests"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in TEXT)
    yield from (path for path in ROOT.iterdir() if path.suffix in TEXT)
    yield from (ROOT / name for name in (*ROOT_FILES, "Dockerfile", "Makefile"))


def shell_lines(document: str) -> list[str]:
    return "\n".join(re.findall(r"```sh\n(.*?)```", read(document), re.DOTALL)).splitlines()


def make_targets() -> set[str]:
    return set(re.findall(r"^([.\w]+):(?!=)", read("Makefile"), re.MULTILINE))


def requirements(lock: str) -> list[str]:
    return [entry for entry in re.split(r"\n(?=\S)", read(lock)) if not entry.startswith("#")]


def test_environment_example_names_what_is_read_and_nothing_else() -> None:
    assert {name for name, _ in explained()} == variables_of_settings() | variables_of_compose()


@pytest.mark.parametrize(("name", "before"), explained())
def test_environment_example_explains_each_variable(name: str, before: str) -> None:
    assert before.startswith("# "), f"{name} has no comment above it"
    assert before.endswith((".", ".)", "[::1]"))


def test_environment_example_holds_no_secret() -> None:
    lines = read(".env.example").splitlines()
    assert [line for line in lines if line.startswith(("SECRET_KEY", "POSTGRES_PASSWORD"))] == [
        "SECRET_KEY=",
        "POSTGRES_PASSWORD=",
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_each_package_with_hashes_and_names_no_address(lock: str) -> None:
    entries = requirements(lock)
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==[\w.]+ ", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry
    assert "://" not in read(lock)
    assert set(re.findall(r"--[a-z-]+", read(lock))) == {"--hash"}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_each_package_that_is_asked_for(lock: str) -> None:
    asked = re.findall(r"^([\w-]+)", read(lock.replace(".txt", ".in")).lower(), re.MULTILINE)
    asked = [name for name in asked if not name.startswith("-")]
    locked = {entry.partition("==")[0] for entry in requirements(lock)}
    assert len(asked) > 5
    assert set(asked) <= locked


def test_each_package_that_is_imported_is_asked_for() -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for name in SOURCES for path in (ROOT / name).rglob("*.py"))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    known = packages_distributions()
    imported = {name.lower() for module in modules for name in known.get(module.partition(".")[0], ())}
    asked = set(re.findall(r"^([\w-]+)", read("requirements.in").lower(), re.MULTILINE))
    assert "wagtail" in imported
    assert imported - asked == set()


def test_both_locks_agree() -> None:
    site, tools = (
        dict(entry.split()[0].split("==") for entry in requirements(lock) if " ;" not in entry.splitlines()[0])
        for lock in LOCKS
    )
    shared = site.keys() & tools.keys()
    assert "click" in shared
    assert {name: site[name] for name in shared} == {name: tools[name] for name in shared}


def test_nothing_committed_names_a_package_host_or_a_folder_of_one_machine() -> None:
    hosts = [f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("registry.npmjs", "org"))]
    folders = [f"/{name}/" for name in ("work", "root", "opt/pypi", "opt/wheels")]
    named = re.compile("|".join([*map(re.escape, hosts), rf"(?<![\w.)}}/])(?:{'|'.join(folders)})"]))
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in committed()
        if (match := named.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


def test_readme_names_targets_that_make_has() -> None:
    lines = [line.partition("#")[0] for line in shell_lines("README.md") if line.startswith("make ")]
    named = {word for line in lines for word in line.split()[1:] if re.fullmatch(r"[.a-z]+", word)}
    assert named >= {"run", "test", "check"}
    assert named <= make_targets()


def test_make_help_lists_every_target_of_the_readme() -> None:
    helped = set(re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE))
    inline = set(re.findall(r"`make ([a-z]+)", read("README.md")))
    assert inline
    assert inline <= helped


def test_readme_names_commands_that_exist_with_their_options() -> None:
    text = read("README.md")
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text))
    table = text.partition("| Command | For |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)
    commands |= {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert commands >= {"import_article", "export_article", "publish_scheduled", "update_index", "make_renditions"}
    available = get_commands()
    assert commands <= available.keys()
    parser: ArgumentParser = load_command_class(available["import_article"], "import_article").create_parser("", "")
    table = text.partition("| Option | Meaning |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`(--[a-z-]+)", table))
    assert named == {"--dry-run", "--format", "--draft", "--overwrite", "--locale", "--parent", "--key"}
    assert named <= set(parser._option_string_actions)


def test_readme_links_to_files_that_exist() -> None:
    text = read("README.md")
    links = re.findall(r"\]\(([^):]+)\)", text)
    headings = {f"#{title.lower().replace(' ', '-')}" for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert len(links) > 4
    assert [link for link in links if link not in headings and not (ROOT / link).exists()] == []


def test_readme_names_folders_that_exist() -> None:
    table = read("README.md").partition("| Folder | What it holds |")[2].partition("\n\n")[0]
    folders = re.findall(r"^\| `([\w/]+)` ", table, re.MULTILINE)
    assert folders == ["cms/", "pages/", "snippets/", "import_scripts/", "tests/"]
    assert all((ROOT / folder).is_dir() for folder in folders)


def test_layers_cover_every_package_and_guard_the_pure_modules() -> None:
    linter = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]
    layers, pure, typing, tests = linter["contracts"]
    assert linter["root_packages"] == list(SOURCES)
    assert layers["layers"] == [
        "cms.urls",
        "cms.graphql | import_scripts",
        "pages",
        "snippets",
        "(cms.caching) : cms.search_backend : cms.vocabulary : cms.arabic : cms.collation : cms.dates : cms.direction"
        " : cms.slugs : cms.checks : cms.typography",
        "cms.settings",
    ]
    assert set(pure["source_modules"]) == {
        "import_scripts.outline",
        "import_scripts.parsers",
        "import_scripts.renderer",
        "import_scripts.mapping",
    }
    assert {"django", "wagtail", "cms", "pages", "snippets"} <= set(pure["forbidden_modules"])
    assert typing["source_modules"] == ["cms.typography"]
    assert {"django", "wagtail", "pages", "snippets"} <= set(typing["forbidden_modules"])
    assert tests["source_modules"] == list(SOURCES)


def test_image_takes_only_what_the_site_runs_on() -> None:
    kept = [line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")]
    assert read(".dockerignore").startswith("*\n")
    assert kept == [*SOURCES, "manage.py", "requirements.txt", "README.md"]


@pytest.mark.parametrize("name", ["Dockerfile", "docker-compose.yml"])
def test_images_are_named_with_their_version(name: str) -> None:
    images = re.findall(r"(?:^FROM|image:) (\S+)", read(name), re.MULTILINE)
    assert images
    assert all(re.search(r":\d", image) for image in images)


def test_decisions_are_short() -> None:
    records = read("DECISIONS.md").split("\n## ")[1:]
    assert [record.partition(".")[0] for record in records] == [str(number) for number in range(1, len(records) + 1)]
    assert all(len(record.strip().splitlines()) <= 10 for record in records)


def readme_queries() -> list[str]:
    return re.findall(r"```graphql\n(.*?)```", read("README.md"), re.DOTALL)


def first_query() -> tuple[str, dict[str, Any]]:
    """What the README asks first, and the answer that it shows."""
    part = read("README.md").partition("<!-- first-query -->")[2].partition("<!-- /first-query -->")[0]
    asked = re.search(r"<<'JSON'\n(.*?)\nJSON", part, re.DOTALL)
    shown = re.search(r"```json\n(.*?)```", part, re.DOTALL)
    assert asked
    assert shown
    return asked[1], json.loads(shown[1])


def test_readme_queries_fit_the_committed_schema() -> None:
    schema = build_schema(read("cms/graphql/schema.graphql"))
    queries = [json.loads(first_query()[0])["query"], *readme_queries()]
    assert len(queries) > 9
    assert [error.message for query in queries for error in validate(schema, parse(query))] == []


def test_readme_queries_answer_on_the_sample_and_the_first_one_as_shown(client: Client, db: None) -> None:
    load_sample()
    asked, shown = first_query()
    assert client.post("/graphql/", asked, content_type="application/json").json() == shown
    for query in readme_queries():
        body = {"query": query, "variables": {"token": "pv_unknown"}}
        answer = client.post("/graphql/", body, content_type="application/json").json()
        assert "errors" not in answer, query
        assert [name for name, value in answer["data"].items() if not value] in ([], ["preview"]), query


def test_readme_tells_the_cost_of_the_whole_article(client: Client, db: None) -> None:
    (query,) = (query for query in readme_queries() if "query WholeArticle" in query)
    answer = client.post("/graphql/", {"query": query}, content_type="application/json").json()
    told = re.search(r"The whole article above costs ([\d,]+)", " ".join(read("README.md").split()))
    assert told
    assert int(told[1].replace(",", "")) == answer["extensions"]["cost"]["requested"]


def test_readme_tells_the_real_defaults_of_all_limits() -> None:
    table = read("README.md").partition("| Limit | Default | Setting |")[2].partition("\n\n")[0]
    told = {name: float(figure.replace(",", "")) for figure, name in re.findall(r"\| ([\d,]+) \| `(\w+)` \|", table)}
    limits = {f"GRAPHQL_{name}": value for name, value in settings.GRAPHQL.items() if name.startswith("MAX_")}
    limits |= {f"GRAPHQL_{name}": settings.GRAPHQL[name] for name in ("STATEMENT_SECONDS", "REQUEST_SECONDS")}
    assert told == limits | {"RATE_LIMIT": settings.RATE_LIMIT, "RATE_LIMIT_TOKEN": settings.RATE_LIMIT_TOKEN}


def test_readme_tells_how_many_hits_of_a_common_word_are_ranked() -> None:
    text = " ".join(read("README.md").split())
    assert f"the {MAX_HITS:,} hits that were indexed last" in text
    assert f"of hits in texts alone the {MAX_RANKED} indexed last" in text
