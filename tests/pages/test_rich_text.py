"""Rich text: what readers get of what is stored."""

import pytest

from pages.rich_text import Address, Destination, LinkKind, Reference, html_of, read, to_text

PAGE_1, DOCUMENT_2 = Reference("page", 1), Reference("document", 2)
KNOWN = {PAGE_1: Destination(LinkKind.PAGE, "/one/"), DOCUMENT_2: Destination(LinkKind.DOCUMENT, "/two.pdf")}


def html(source: str) -> str:
    """The HTML where page 1 is at /one/ and document 2 at /two.pdf, and nothing else has an address."""

    def resolve(target):
        return Destination(target.kind, target.href) if isinstance(target, Address) else KNOWN.get(target)

    return html_of(read(source, None), resolve)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p data-block-key="k">نص <b>غامق</b> و<i>مائل</i></p>', "<p>نص <b>غامق</b> و<i>مائل</i></p>"),
        ("<ul><li>أ</li></ul><ol><li>ب</li></ol>", "<ul><li>أ</li></ul><ol><li>ب</li></ol>"),
        ("<h2>a</h2><h3>b</h3>", "a<h3>b</h3>"),
        ("a<br/>b<hr/>c", "a<br>bc"),
        ("a &lt;b&gt; &amp; &quot;c&quot;", 'a &lt;b&gt; &amp; "c"'),
        ("", ""),
    ],
)
def test_allowed_elements_stay_without_attributes_and_others_leave_their_text(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<script>alert(1)</script>نص", "نص"),
        ("<scr<script>ipt>alert(1)</script>نص", "ipt&gt;alert(1)نص"),
        ("<style>p{}</style>نص", "نص"),
        ("<svg/onload=alert(1)>نص", "نص"),
        ("<img src=x onerror=alert(1)>نص", "نص"),
        ('<iframe src="https://evil.example"></iframe>نص', "نص"),
        ('<p onclick="alert(1)" style="x">نص</p>', "<p>نص</p>"),
        ("<!-- <b> -->نص", "نص"),
        ('<embed embedtype="image" id="1" alt="SECRET"/>نص', "نص"),
        ("<b>نص", "<b>نص</b>"),
    ],
)
def test_nothing_that_acts_passes(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java&#10;script:alert(1)",
        "java&Tab;script:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html;base64,AAAA",
        "vbscript:x",
        "blob:x",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize("form", ['<a href="{}">نص</a>', "<a href='{}'>نص</a>", '<A HREF="{}">نص</A>'])
def test_link_to_an_address_that_is_not_allowed_leaves_its_text(href, form):
    assert html(form.format(href)) == "نص"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<a href="https://x.example/?a=1&amp;b=2">نص</a>', '<a href="https://x.example/?a=1&amp;b=2">نص</a>'),
        ('<a href="https://x.example/?linktype=page">نص</a>', '<a href="https://x.example/?linktype=page">نص</a>'),
        ('<a data-href="https://no.example" href="https://x.example">نص</a>', '<a href="https://x.example">نص</a>'),
        ('<a href="mailto:a@x.example">نص</a>', '<a href="mailto:a@x.example">نص</a>'),
        ('<a href="tel:+966">نص</a>', '<a href="tel:+966">نص</a>'),
        ('<a href="/path/">نص</a>', '<a href="/path/">نص</a>'),
        ('<a href="#part">نص</a>', '<a href="#part">نص</a>'),
        ('<a href="http://[">نص</a>', "نص"),
        ('<a href="">نص</a>', "نص"),
        ('<a href="https://x.example" target="_blank" onclick="x">نص</a>', '<a href="https://x.example">نص</a>'),
        (
            '<a href="https://x.example/&quot; onclick=&quot;x">نص</a>',
            '<a href="https://x.example/&quot; onclick=&quot;x">نص</a>',
        ),
    ],
)
def test_link_elsewhere_keeps_its_address_and_nothing_more(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<a linktype="page" id="1">نص</a>', '<a href="/one/">نص</a>'),
        ('<a id="1" linktype="page">نص</a>', '<a href="/one/">نص</a>'),
        ('<a linktype="page" id="1" href="/secret/">نص</a>', '<a href="/one/">نص</a>'),
        ('<a linktype="page" id="1" onclick=alert(1)>نص</a>', '<a href="/one/">نص</a>'),
        ('<a linktype="page" id="1" data-id="9">نص</a>', '<a href="/one/">نص</a>'),
        ('<a linktype="document" id="2"><b>نص</b></a>', '<a href="/two.pdf"><b>نص</b></a>'),
        ('<a linktype="page" id="9">نص</a>', "نص"),
        ('<a linktype="document" id="1">نص</a>', "نص"),
        ('<a linktype="page">نص</a>', "نص"),
        ('<a linktype="page" id="-1">نص</a>', "نص"),
        ('<a linktype="page" id="١">نص</a>', "نص"),
        ('<a linktype="page" id="1x">نص</a>', "نص"),
        (f'<a linktype="page" id="{"9" * 25}">نص</a>', "نص"),
        (f'<a linktype="page" id="{"9" * 5000}">نص</a>', "نص"),
        ('<a linktype="secret" id="1" href="/secret/">نص</a>', "نص"),
        ("<a linktype='page' id='1' href='/secret/'>نص</a>", '<a href="/one/">نص</a>'),
    ],
)
def test_stored_link_gets_the_address_of_its_target_or_leaves_its_text(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<a href="/a/"><a linktype="page" id="9">نص</a></a>', "نص"),
        ('<a linktype="page" id="9"><a href="/a/">نص</a></a>', '<a href="/a/">نص</a>'),
        ('<a linktype="page" id="1">نص', '<a href="/one/">نص</a>'),
        ("<a>نص</a>", "نص"),
        ("</a>نص", "نص"),
        ('<abbr linktype="page" id="1">نص</abbr>', "نص"),
    ],
)
def test_malformed_links_do_no_harm(source, expected):
    assert html(source) == expected


def test_references_are_those_of_pages_and_documents():
    source = (
        '<a linktype="page" id="1">a</a><a linktype="page" id="1">b</a><a linktype="document" id="2">c</a>'
        f'<a linktype="x" id="3">d</a><a href="/4/">e</a><a linktype="page" id="{"9" * 19}">f</a>'
    )
    assert read(source, None).references == (PAGE_1, DOCUMENT_2)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>سطر</p><p>آخر</p>", "سطر\nآخر"),
        ("<p>أ<br/>ب</p>", "أ\nب"),
        ("<ul><li>أ</li><li>ب</li></ul>", "أ\nب"),
        ("<ul><li>أ<ul><li>ب</li></ul></li></ul>", "أ\nب"),
        ("<p>كلمة <b>غامقة</b>، و<a href='/x/'>رابط</a>.</p>", "كلمة غامقة، ورابط."),
        ("<p>  فراغ \n كثير  </p>", "فراغ كثير"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p>أ<script>alert(1)</script>ب</p>", "أب"),
        ('<a href="/?a>b">نص</a>', "نص"),
        ("<p> </p>", ""),
        ("", ""),
    ],
)
def test_text_form_is_the_words_alone(source, expected):
    assert to_text(source) == expected
