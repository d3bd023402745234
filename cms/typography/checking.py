"""All checks of a text, in the order of their places."""

from . import digits, hamzas, pairs, punctuation, spacing, tatweel
from .findings import Finding
from .masking import prose_of


def check(text: str, language: str) -> list[Finding]:
    """The slips in ``text``, whose lines are its paragraphs and whose language is a code such as ``ar``.

    Only Arabic has the checks of tatweel and hamzas; punctuation of the other script is one in Arabic and English.
    Linear in the length of the text.
    """
    prose = prose_of(text)
    found = [
        *spacing.double(text, prose),
        *spacing.before(text, prose),
        *spacing.missing(text, prose),
        *digits.mixed(text),
        *pairs.unbalanced(text, prose),
    ]
    if language == "ar":
        found += [*punctuation.latin(text, prose), *tatweel.inside_words(text, prose), *hamzas.missing(text, prose)]
    elif language == "en":
        found += punctuation.arabic(text, prose)
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.kind))
