"""What in a text is not prose, put out of sight without moving anything else."""

import re

from .letters import ARABIC, DIGITS

#: Stand-ins of the same length: a Latin letter for what is read from left to right, a digit for a number.
_LATIN, _NUMBER = "x", "0"

_ASCII = "A-Za-z0-9_"
_CLOSING = r"\".,;:!?،؛؟()\[\]{}…"
_ADDRESS = (
    rf"(?<![{_ASCII}+.-])(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|tel:)"
    r"(?:\([^\s()<>]*\)|[^\s<>«»“”\"()])+(?<![.,;:!?،؛؟\[\]{}…])"
)
_EMAIL = rf"(?<![{_ASCII}.+-])[{_ASCII}.+-]+@[{_ASCII}-]+(?:\.[{_ASCII}-]+)+"
_CODE = rf"`[^`\n]*`|</?[a-z][^<>\n]*>|\{{[^{{}}\s]*\}}|(?<![{_ASCII}.])[a-z_][{_ASCII}.]*\([{_ASCII},.'\"=*-]*\)(?!\w)"
#: Names that people and subjects have in networks: no word of the language is spelt in them.
_HANDLE = r"(?<![\w@#])[@#][\w.-]*\w"
#: Domains, file names and versions: Latin words and figures joined by dots, with what follows a slash; but no sentence
#: that ends in a full stop without a space.
_DOTTED = (
    rf"(?<![{_ASCII}.#+-])(?-i:(?![a-z]*[a-z]{{2}}\.[A-Z][a-z]))\.?[A-Za-z][{_ASCII}+#-]*(?:\.[A-Za-z0-9][{_ASCII}-]*)+"
    rf"(?:/[^\s<>«»“”\"،؛؟()]*[{_ASCII}/])?"
)
#: Words of ASCII, without brackets and quotation marks, that hold a sign of programs, or are a path.
_SIGNS = r"!#-&*-Z\\^-~"
_TECHNICAL = (
    rf"(?<![^\s(\[«“\"'])(?:(?=[!#%&+-Z`a-z]*+[_=\\$|~^*<>{{}}])[{_SIGNS}]*[^\s{_CLOSING}'«»“”]"
    rf"|(?:~|\.{{1,2}})?/[{_SIGNS}]*[{_ASCII}]|\.[a-z][{_ASCII}]*)"
)
_SMILEY = r"(?<!\S)[:;=8][-'^]?[)(DPpOo3*/|\]\[](?!\w)"
#: "1)" and "أ)" before an entry of a list.
_ENUMERATION = rf"^[ \t]*\(?(?:[{DIGITS}]{{1,3}}|[a-z{ARABIC}])\)"
_FIGURE = rf"[+-]?[{DIGITS}](?:[{DIGITS},.:/٫٬–-]*[{DIGITS}])?"

_LATIN_LIKE = re.compile(
    "|".join((_ADDRESS, _EMAIL, _CODE, _HANDLE, _DOTTED, _TECHNICAL, _SMILEY)), re.IGNORECASE | re.MULTILINE
)
_NUMBER_LIKE = re.compile(f"{_ENUMERATION}|{_FIGURE}", re.IGNORECASE | re.MULTILINE)


def without_addresses(text: str) -> str:
    """``text`` in its full length, with addresses, code, handles and smileys as Latin letters; figures stay."""
    return _LATIN_LIKE.sub(lambda match: _LATIN * len(match[0]), text)


def prose_of(text: str) -> str:
    """``text`` in its full length, without addresses and their like, and with figures as zeros.

    >>> prose_of("زر www.example.org, فيه 1,000 صفحة")
    'زر xxxxxxxxxxxxxxx, فيه 00000 صفحة'
    """
    return _NUMBER_LIKE.sub(lambda match: _NUMBER * len(match[0]), without_addresses(text))
