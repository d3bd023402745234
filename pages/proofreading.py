"""Tells editors of slips of typing in what they are writing; it looks at texts and changes nothing."""

import json
from itertools import islice
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cms.typography import Finding, Kind, check

KINDS = {
    Kind.FOREIGN_PUNCTUATION: _("Sign of the other script"),
    Kind.DOUBLE_SPACE: _("Double space"),
    Kind.SPACE_BEFORE: _("Needless space at a sign"),
    Kind.SPACE_MISSING: _("No space after a sign"),
    Kind.TATWEEL: _("Tatweel"),
    Kind.MIXED_DIGITS: _("Digits of another script"),
    Kind.HAMZA: _("Missing hamza"),
    Kind.UNBALANCED: _("Bracket or quotation mark without its other half"),
}
MAX_TEXTS = 2_000
MAX_CHARACTERS = 300_000
#: Findings that one answer tells; nobody mends more at once.
MAX_FINDINGS = 100


@require_POST
def proofread(request: HttpRequest) -> JsonResponse:
    """The findings in ``{"language": "ar", "texts": [...]}``, each with the number of its text.

    Places are counted in UTF-16 units, as browsers count them. Text that cannot be read answers 400 with an ``error``.
    """
    try:
        language, texts = _asked(request)
    except ValueError as error:
        return JsonResponse({"error": str(error)}, status=400)
    found = ((number, text, finding) for number, text in enumerate(texts) for finding in check(text, language))
    told = [_told(number, text, finding) for number, text, finding in islice(found, MAX_FINDINGS)]
    more = sum(1 for _rest in found)
    return JsonResponse({"findings": told, "summary": summary(len(told) + more), "count": len(told) + more})


def summary(count: int) -> str:
    """How many findings there are, in words."""
    if not count:
        return gettext("No slips of typing found.")
    return ngettext("%(count)s slip of typing found.", "%(count)s slips of typing found.", count) % {"count": count}


def _asked(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        asked = json.loads(request.body)
        language, texts = asked["language"], asked["texts"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError('Send {"language": "ar", "texts": ["…"]} as JSON.') from error
    if not isinstance(language, str) or not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError("language must be a string and texts a list of strings.")
    if len(texts) > MAX_TEXTS or sum(map(len, texts)) > MAX_CHARACTERS:
        raise ValueError(f"Send at most {MAX_TEXTS} texts of {MAX_CHARACTERS} characters in all.")
    return language, texts


def _told(number: int, text: str, finding: Finding) -> dict[str, Any]:
    return {
        "text": number,
        "kind": finding.kind,
        "label": KINDS[finding.kind],
        "start": _units(text[: finding.start]),
        "end": _units(text[: finding.end]),
        "excerpt": finding.excerpt,
        "suggestion": finding.suggestion,
    }


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
