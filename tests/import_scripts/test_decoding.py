"""Decoding: encodings that are read, and refusals that name the line and a remedy."""

import pytest

from import_scripts.decoding import LINE_LIMIT, SIZE_LIMIT, Decoded, check_size, decode
from import_scripts.errors import UnreadableSourceError

TEXT = "عنوان المقال\nمقدمة قصيرة عن أنواع المنصات، وما تتيحه للناس.\nقسم أول\nنص القسم هنا؟ نعم.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "UTF-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "UTF-16 LE"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16 BE"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "UTF-32 LE"),
    ],
)
def test_marked_and_utf8_texts_are_read_without_a_note(data: bytes, encoding: str):
    assert decode(data, source="a.txt") == Decoded(TEXT, encoding, None)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-16-le"), "UTF-16 LE"),
        (TEXT.encode("utf-16-be"), "UTF-16 BE"),
        ("Title\nLead.\n".encode("utf-16-le"), "UTF-16 LE"),
        (TEXT.encode("cp1256"), "Windows-1256"),
        ("عنوان\nنص\n".encode("cp1256"), "Windows-1256"),
    ],
)
def test_guessed_encodings_are_told_to_the_user(data: bytes, encoding: str):
    decoded = decode(data, source="a.txt")
    assert decoded.encoding == encoding
    assert decoded.note is not None
    assert decoded.note.startswith(f"read as {encoding}")
    assert decoded.text.split("\n")[0] in {"عنوان المقال", "Title", "عنوان"}


def test_windows_1256_that_ends_in_a_letter_is_not_truncated_utf8():
    assert decode("مقدمة قصيرة عن المنصات".encode("cp1256"), source="a.txt").text == "مقدمة قصيرة عن المنصات"


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_every_line_end_becomes_a_line_feed(line_end: str):
    assert decode(f"a{line_end}b".encode(), source="a.txt").text == "a\nb"


def test_nothing_else_is_normalised():
    text = "\u0627\u0654\u200f \u202bAe\u0301\u202c\xa0 ـــ"
    assert decode(text.encode(), source="a.txt").text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt: the file is empty; it should hold an article's text"),
        (b"\xef\xbb\xbf", "a.txt: the file is blank; it should hold an article's text"),
        (b" \n\t\r\n ", "a.txt: the file is blank; it should hold an article's text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.txt:2: the file is binary, not text; save it as UTF-8 text"),
        (b"line\nli\x00ne", "a.txt:2: the file is binary, not text; save it as UTF-8 text"),
        ("سطر\nسطر \x07".encode(), "a.txt:2: the file is binary, not text; save it as UTF-8 text"),
        ("سطر\nسطر \x9f".encode(), "a.txt:2: the file is binary, not text; save it as UTF-8 text"),
        (
            "سطر\nنص".encode()[:-1],
            "a.txt:2: the UTF-8 text ends in the middle of a character, at byte 9;"
            " copy the file again or save it as UTF-8 text",
        ),
        (
            ("سطر\n" * 40).encode() + b"\xd8 \n" + ("سطر\n" * 40).encode(),
            "a.txt:41: the UTF-8 text has a wrong byte, at byte 280; copy the file again or save it as UTF-8 text",
        ),
        (
            b"\xff\xfe" + "سطر".encode("utf-16-le")[:-1],
            "a.txt:1: the UTF-16 LE text ends in the middle of a character, at byte 6;"
            " copy the file again or save it as UTF-8 text",
        ),
        (
            b"short\n" + b"x" * (LINE_LIMIT + 1),
            "a.txt:2: a line of 100,001 characters, 100,000 at most; one paragraph per line works",
        ),
        (
            b"x" * (SIZE_LIMIT + 1),
            "a.txt: 5.1 MB, but an article may have 5 MB; split the file",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_place_and_remedy(data: bytes, message: str):
    with pytest.raises(UnreadableSourceError) as refusal:
        decode(data, source="a.txt")
    assert str(refusal.value) == message


def test_a_size_is_refused_before_anything_is_read():
    check_size(SIZE_LIMIT, source="a.txt")
    with pytest.raises(UnreadableSourceError, match=r"^a\.txt: 50\.0 MB, but"):
        check_size(50 * 1024**2, source="a.txt")


def test_the_longest_line_is_read():
    assert decode(b"x" * LINE_LIMIT, source="a.txt").text == "x" * LINE_LIMIT
