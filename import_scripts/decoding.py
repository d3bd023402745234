"""The bytes of a source → its text, with a refusal that helps when they are no text.

Line ends become LF. Nothing else is normalised: what an author typed, marks of direction included, is
what is stored; the parser folds spellings only where it compares them.
"""

import codecs
import re
from dataclasses import dataclass
from math import ceil

from charset_normalizer import from_bytes

from .errors import UnreadableSourceError

SIZE_LIMIT = 5 * 1024 * 1024
"""Bytes: the largest source that is read."""

LINE_LIMIT = 100_000
"""Characters: the longest line that is read."""

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32 LE"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32 BE"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)
_LEGACY = {"cp1256": "Windows-1256", "cp1252": "Windows-1252", "iso8859_6": "ISO 8859-6"}

_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_LIKELY = re.compile(r"[\s\x20-\x7e\xa0-\xff\u0600-\u06ff\u2000-\u206f]")

_SAVE_AS_UTF8 = "save it as UTF-8 text"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and what the user should know about that (or None)."""

    text: str
    encoding: str
    note: str | None = None


def check_size(size: int, *, source: str) -> None:
    """Refuse a source of more than `SIZE_LIMIT` bytes; call it before the source is read."""
    if size > SIZE_LIMIT:
        limit, megabytes = SIZE_LIMIT / 1024**2, ceil(size / 1024**2 * 10) / 10
        message = f"{megabytes} MB, but an article may have {limit:.0f} MB; split the file"
        raise UnreadableSourceError(source, message)


def decode(data: bytes, *, source: str) -> Decoded:
    """Return the text of `data`; `source` names it in the message of `UnreadableSourceError`."""
    check_size(len(data), source=source)
    if not data:
        raise UnreadableSourceError(source, "the file is empty; it should hold an article's text")
    decoded = _decoded(data, source)
    text = _LINE_END.sub("\n", decoded.text.removeprefix("\ufeff"))
    if control := _CONTROL.search(text):
        raise _binary(source, text.count("\n", 0, control.start()) + 1)
    if not text.strip(" \t\n\xa0\u200b\u200e\u200f\ufeff"):
        raise UnreadableSourceError(source, "the file is blank; it should hold an article's text")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LINE_LIMIT:
            raise UnreadableSourceError(
                source,
                f"a line of {len(line):,} characters, {LINE_LIMIT:,} at most; one paragraph per line works",
                number,
            )
    return Decoded(text, decoded.encoding, decoded.note)


def _decoded(data: bytes, source: str) -> Decoded:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(codec), name)
            except UnicodeDecodeError as error:
                raise _cut_off(source, data, error, name, len(mark)) from error
    if _CONTROL_BYTE.search(data):
        return _unmarked_utf16(data, source)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" or _is_damaged_utf8(data):
            raise _cut_off(source, data, error, "UTF-8", 0) from error
    return _legacy(data, source)


def _unmarked_utf16(data: bytes, source: str) -> Decoded:
    """Read UTF-16 without a byte order mark: Latin or Arabic text almost only, in one of the two orders."""
    for codec, name in (("utf-16-le", "UTF-16 LE"), ("utf-16-be", "UTF-16 BE")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and len(_LIKELY.findall(text)) >= 0.9 * len(text):
            return Decoded(text, name, f"read as {name} without a byte order mark; {_SAVE_AS_UTF8} to be sure")
    control = _CONTROL_BYTE.search(data)
    raise _binary(source, data.count(b"\n", 0, control.start() if control else 0) + 1)


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell UTF-8 with a few wrong bytes from a one-byte encoding, whose letters hardly ever form UTF-8."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - wrong > 10 * wrong


def _legacy(data: bytes, source: str) -> Decoded:
    best = from_bytes(data, cp_isolation=list(_LEGACY), preemptive_behaviour=False).best()
    if best is None or best.encoding not in _LEGACY:
        raise UnreadableSourceError(source, f"the encoding cannot be told; {_SAVE_AS_UTF8}")
    name = _LEGACY[best.encoding]
    return Decoded(data.decode(best.encoding), name, f"read as {name}; {_SAVE_AS_UTF8} if letters look wrong")


def _binary(source: str, line: int) -> UnreadableSourceError:
    return UnreadableSourceError(source, f"the file is binary, not text; {_SAVE_AS_UTF8}", line)


def _cut_off(source: str, data: bytes, error: UnicodeDecodeError, encoding: str, offset: int) -> UnreadableSourceError:
    at_end = offset + error.end >= len(data)
    what = "ends in the middle of a character" if at_end else "has a wrong byte"
    text_before = data[offset : offset + error.start].decode(error.encoding, errors="replace")
    return UnreadableSourceError(
        source,
        f"the {encoding} text {what}, at byte {offset + error.start:,}; copy the file again or {_SAVE_AS_UTF8}",
        text_before.count("\n") + 1,
    )
