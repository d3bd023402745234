"""Every string of ours is said in Arabic too, and what is compiled is what is written."""

import ast
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

APPS = [settings.BASE_DIR / name for name in ("cms", "pages", "snippets", "import_scripts")]
CATALOGUE = settings.BASE_DIR / "cms" / "locale" / "ar" / "LC_MESSAGES"
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL_MARKERS = {"ngettext", "ngettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def strings(code: str) -> set[str]:
    """The singular of each string that Python code marks for translation."""
    found = set()
    for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in MARKERS | PLURAL_MARKERS and call.args and isinstance(call.args[0], ast.Constant):
            found.add(call.args[0].value)
    return found


def template_strings(text: str) -> set[str]:
    """The same for a template, whose markup `templatize` blots out but for calls of gettext."""
    calls = re.findall(
        r"""\bn?gettext\((u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")|\b_\((u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")\)""",
        templatize(text),
    )
    return {ast.literal_eval(one or other) for one, other in calls}


def source_strings() -> set[str]:
    found = set()
    for path in (path for app in APPS for path in app.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            found |= strings(path.read_text())
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            found |= template_strings(path.read_text())
    return found


def entries(text: str) -> list[dict[str, str]]:
    """The entries of a .po file as ``{"msgid": …, "msgstr": …, "msgstr[0]": …, "flags": …}``."""
    parsed = []
    for chunk in re.split(r"\n\n+", text.strip()):
        entry, key = {"flags": ""}, ""
        for line in chunk.splitlines():
            if line.startswith("#,"):
                entry["flags"] += line
            elif match := re.fullmatch(r'(msg\w+(?:\[\d\])?) (".*")', line):
                key = match[1]
                entry[key] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                entry[key] += ast.literal_eval(line)
        parsed.append(entry)
    return parsed


@pytest.fixture(scope="module")
def written() -> list[dict[str, str]]:
    _header, *rest = entries((CATALOGUE / "django.po").read_text())
    return rest


def translations(entry: dict[str, str]) -> list[str]:
    return [value for key, value in entry.items() if key.startswith("msgstr")]


def test_the_catalogue_holds_the_strings_of_the_source_and_no_others(written):
    assert {entry["msgid"] for entry in written} == source_strings()


def test_every_string_is_translated_and_none_is_a_guess(written):
    assert [entry["msgid"] for entry in written if not all(translations(entry))] == []
    assert [entry["msgid"] for entry in written if "fuzzy" in entry["flags"]] == []
    assert [
        entry["msgid"] for entry in written if len(translations(entry)) != (6 if "msgid_plural" in entry else 1)
    ] == []


def test_translations_are_arabic_and_keep_their_placeholders(written):
    for entry in written:
        wanted = set(PLACEHOLDER.findall(entry["msgid"]))
        for text in translations(entry):
            assert re.search(r"[\u0600-\u06ff]", text), entry["msgid"]
            assert set(PLACEHOLDER.findall(text)) <= wanted, entry["msgid"]
        assert set(PLACEHOLDER.findall(translations(entry)[-1])) == wanted, entry["msgid"]


def test_the_compiled_catalogue_says_what_is_written(written):
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = GNUTranslations(file)._catalog
    expected = {}
    for entry in written:
        if "msgid_plural" in entry:
            expected |= {(entry["msgid"], number): text for number, text in enumerate(translations(entry))}
        else:
            expected[entry["msgid"]] = entry["msgstr"]
    assert {key: text for key, text in compiled.items() if key != ""} == expected


def test_the_strings_of_python_and_templates_are_found():
    assert strings('_("a"); gettext_lazy("b"); ngettext("c", "cs", n); other("d")') == {"a", "b", "c"}
    text = '{% translate "a" %}{% blocktranslate count n=x %}b{% plural %}bs{% endblocktranslate %}{{ _("c") }}'
    assert template_strings(text) == {"a", "b", "c"}
    assert Path(CATALOGUE / "django.po").read_text().count("msgid") > 100
