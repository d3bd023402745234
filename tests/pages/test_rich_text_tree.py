"""Rich text: one tree, and three forms of it that say the same and hold nothing that is not allowed."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cms.direction import Direction
from pages.rich_text import Address, Destination, LinkKind, Target, html_of, read, text_of, tree_of
from pages.rich_text.reading import MAX_DEPTH

ALLOWED = {
    **{name: set() for name in ("p", "h3", "h4", "ul", "ol", "li", "blockquote", "br", "b", "i", "code", "sub", "sup")},
    "a": {"href"},
    "bdi": {"dir", "lang"},
}
BLOCKS = {"p", "h3", "h4", "ul", "ol", "li", "blockquote"}
SCHEMES = ("http://", "https://", "mailto:", "tel:", "/", "#")


def resolve(target: Target) -> Destination | None:
    """Page 9 and document 9 are not public; everything else is where one would look for it."""
    if isinstance(target, Address):
        return Destination(target.kind, target.href)
    if target.key == 9:
        return None
    return Destination(LinkKind(target.kind), f"/{target.kind}/{target.key}/", f"P{target.key}")


def html(source: str, base: Direction = Direction.RTL) -> str:
    return html_of(read(source, base), resolve)


def children(source: str) -> list[Any]:
    return tree_of(read(source, Direction.RTL), "ar", resolve)["children"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>منصة Facebook Live.</p>", '<p>منصة <bdi dir="ltr">Facebook Live</bdi>.</p>'),
        ("<p><b>You</b>Tube منصة</p>", '<p><bdi dir="ltr"><b>You</b>Tube</bdi> منصة</p>'),
        ("<p><b>منصة Facebook الأولى</b></p>", '<p><b>منصة <bdi dir="ltr">Facebook</bdi> الأولى</b></p>'),
        (
            '<p>بث Facebook <a linktype="page" id="1">Live</a> هنا</p>',
            '<p>بث <bdi dir="ltr">Facebook <a href="/page/1/">Live</a></bdi> هنا</p>',
        ),
        (
            '<p>بث Facebook <a linktype="page" id="1">Live على</a></p>',
            '<p>بث <bdi dir="ltr">Facebook</bdi> <a href="/page/1/"><bdi dir="ltr">Live</bdi> على</a></p>',
        ),
        (
            '<p>كلمة <a linktype="page" id="9">Snap <i>Inc</i></a> Co</p>',
            '<p>كلمة <bdi dir="ltr">Snap <i>Inc</i> Co</bdi></p>',
        ),
        ("<p>Meta<br>Facebook و</p>", '<p><bdi dir="ltr">Meta</bdi><br><bdi dir="ltr">Facebook</bdi> و</p>'),
        ('<p><bdi dir="rtl" onclick="x">نص</bdi> <span dir="ltr">نص</span></p>', "<p>نص نص</p>"),
    ],
)
def test_words_of_the_other_direction_are_isolated_in_html(source, expected):
    assert html(source) == expected


def test_arabic_inside_english_is_named_as_such():
    source = "<p>The word شبكات means networks; گوگل is Persian.</p>"
    assert html(source, Direction.LTR) == (
        '<p>The word <bdi lang="ar" dir="rtl">شبكات</bdi> means networks; <bdi dir="rtl">گوگل</bdi> is Persian.</p>'
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<ul><li>أ<ul><li>ب</li></ul></li></ul>", "<ul><li>أ<ul><li>ب</li></ul></li></ul>"),
        ("<div>أ</div><div>ب</div>", "أ<p>ب</p>"),
        ("<table><tr><td>أ</td><td>ب</td></tr></table>", "أ<p>ب</p>"),
        ("<li>أ</li>", "<ul><li>أ</li></ul>"),
        ("<ul>أ</ul>", "<ul><li>أ</li></ul>"),
        ("<p>أ</p><p></p><p>&nbsp;</p><p><b> </b></p>", "<p>أ</p>"),
        ("<p>أ<br><br>ب<br></p>", "<p>أ<br><br>ب</p>"),
        ("<p>أ <b> ب</b>\n ج</p>", "<p>أ <b>ب</b> ج</p>"),
        ("<b><i>أ</i></b><b>ب</b>", "<b><i>أ</i>ب</b>"),
        ("<i>أ<b>ب</b></i>", "<i>أ<b>ب</b></i>"),
        ('<a href="/x/"><p>أ</p><p>ب</p></a>', '<p><a href="/x/">أ</a></p><p><a href="/x/">ب</a></p>'),
        ("<p>\ud800أ\x01\u2028ب</p>", "<p>?أ ب</p>"),
        ("<iframe><b>أ</b></iframe><p>ب</p>", "<p>ب</p>"),
        ('<embed embedtype="image" id="1" alt="أ"/><p>ب</p>', "<p>ب</p>"),
    ],
)
def test_structure_is_brought_into_one_form(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    ("href", "kind", "shown"),
    [
        ("https://example.org/", "external", "https://example.org/"),
        ("HTTP://example.org/", "external", "HTTP://example.org/"),
        ("//example.org/a", "external", "https://example.org/a"),
        ("mailto:a@example.org", "email", "mailto:a@example.org"),
        ("tel:+966", "phone", "tel:+966"),
        ("/مقالات/", "path", "/مقالات/"),
        ("#part", "anchor", "#part"),
    ],
)
def test_link_says_where_it_leads(href, kind, shown):
    assert children(f'<p><a href="{href}">نص</a></p>') == [
        {
            "type": "paragraph",
            "children": [{"type": "link", "kind": kind, "href": shown, "children": [{"type": "text", "value": "نص"}]}],
        }
    ]


@pytest.mark.parametrize("href", ["", "#", "//", "/\\example.org", "relative/", "?q", "https://", "mailto:", "ftp://x"])
def test_address_that_leads_nowhere_certain_is_dropped(href):
    assert html(f'<p><a href="{href}">نص</a></p>') == "<p>نص</p>"


def test_tree_has_a_node_for_each_kind():
    source = (
        '<h3>عنوان</h3><p><b>نص <i>Meta</i></b><br/><a linktype="page" id="1">رابط</a></p>'
        "<ol><li>بند</li></ol><blockquote><p>قول</p></blockquote>"
    )
    assert tree_of(read(source, Direction.RTL), "ar", resolve) == {
        "type": "document",
        "lang": "ar",
        "dir": "rtl",
        "children": [
            {"type": "heading", "level": 3, "children": [{"type": "text", "value": "عنوان"}]},
            {
                "type": "paragraph",
                "children": [
                    {"type": "text", "value": "نص ", "marks": ["bold"]},
                    {
                        "type": "run",
                        "dir": "ltr",
                        "children": [{"type": "text", "value": "Meta", "marks": ["bold", "italic"]}],
                    },
                    {"type": "lineBreak"},
                    {
                        "type": "link",
                        "kind": "page",
                        "href": "/page/1/",
                        "pageId": "P1",
                        "children": [{"type": "text", "value": "رابط"}],
                    },
                ],
            },
            {
                "type": "list",
                "ordered": True,
                "children": [
                    {
                        "type": "listItem",
                        "children": [{"type": "paragraph", "children": [{"type": "text", "value": "بند"}]}],
                    }
                ],
            },
            {
                "type": "quote",
                "children": [{"type": "paragraph", "children": [{"type": "text", "value": "قول"}]}],
            },
        ],
    }


def test_nesting_ends_before_any_reader_does():
    source = "<ul><li>" * 5_000 + "نص"
    assert html(source) == "<ul><li>" * (MAX_DEPTH // 2) + "نص" + "</li></ul>" * (MAX_DEPTH // 2)
    assert text_of(read(source, None)) == "نص"


class _Page(HTMLParser):
    """What a browser would make of an answer: its elements with their attributes, and its lines of text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.pieces.append("\n" if tag in BLOCKS | {"br"} else "")

    def handle_endtag(self, tag):
        self.pieces.append("\n" if tag in BLOCKS else "")

    def handle_data(self, data):
        self.pieces.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    @property
    def text(self) -> str:
        return "\n".join(filter(None, "".join(self.pieces).split("\n")))


def _tree_text(node: dict[str, Any]) -> str:
    match node:
        case {"type": "text", "value": value}:
            return value
        case {"type": "lineBreak"}:
            return "\n"
        case {"type": "paragraph" | "heading" | "listItem" | "list" | "quote", "children": below}:
            return f"\n{''.join(map(_tree_text, below))}\n"
        case {"children": below}:
            return "".join(map(_tree_text, below))
    raise AssertionError(node)


def _links(node: dict[str, Any]) -> list[dict[str, Any]]:
    below = [link for child in node.get("children", []) for link in _links(child)]
    return [node, *below] if node["type"] == "link" else below


_NAMES = st.sampled_from(
    [
        *ALLOWED,
        "em",
        "strong",
        "h2",
        "div",
        "table",
        "td",
        "script",
        "style",
        "svg",
        "math",
        "iframe",
        "span",
        "title",
        "template",
        "textarea",
        "plaintext",
        "embed",
        "form",
        "noscript",
        "x",
    ]
)
_ADDRESSES = st.sampled_from(
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:x",
        "data:text/html,x",
        "vbscript:x",
        "/path/",
        "https://example.org/?a=1&b=\"2'<>",
        "//example.org",
        "mailto:a@b.c",
        "tel:1",
        "#x",
        "\x01javascript:x",
        " /x",
    ]
)
_ATTRIBUTES = st.one_of(
    st.builds("href={0}{1}{0}".format, st.sampled_from(["'", '"', ""]), _ADDRESSES),
    st.builds('linktype="{}" id="{}"'.format, st.sampled_from(["page", "document", "x"]), st.sampled_from("129x")),
    st.sampled_from(["onclick=alert(1)", 'style="color:red"', 'dir="rtl"', "lang=en", "srcdoc='<script>'"]),
)
_WORDS = st.sampled_from(
    [
        "نص ",
        "Facebook",
        " Live",
        "&amp;",
        "&lt;script>",
        "&nbsp;",
        "\n",
        " ",
        "(",
        ")",
        "3",
        "،",
        "C++",
        "\x00",
        "\ud800",
        "<",
        ">",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&",
        '"',
        "&#x202e;",
        "www.example.org",
    ]
)
_MARKUP = st.lists(
    st.one_of(
        _WORDS,
        _WORDS,
        st.builds("<{} {}>".format, _NAMES, _ATTRIBUTES),
        st.builds("<{}>".format, _NAMES),
        st.builds("</{}>".format, _NAMES),
        st.text(max_size=5),
    ),
    max_size=30,
).map("".join)


@settings(deadline=None, max_examples=250)
@given(_MARKUP, st.sampled_from(Direction))
@example("<a<b href=javascript:x>", Direction.RTL)
def test_no_markup_brings_anything_that_is_not_allowed_into_any_form(source, base):
    document = read(source, base)
    page = _Page(html_of(document, resolve))
    tree = tree_of(document, "ar", resolve)
    for tag, attributes in page.elements:
        assert attributes.keys() <= ALLOWED[tag]
        assert tag != "a" or attributes["href"].lower().startswith(SCHEMES)
    assert all(link["href"].lower().startswith(SCHEMES) for link in _links(tree))
    json.dumps(tree, ensure_ascii=False).encode()


@settings(deadline=None, max_examples=250)
@given(_MARKUP, st.sampled_from(Direction))
def test_the_three_forms_say_the_same(source, base):
    document = read(source, base)
    text = text_of(document)
    assert _Page(html_of(document, resolve)).text == text
    lines = _tree_text(tree_of(document, "ar", resolve)).split("\n")
    assert "\n".join(filter(None, lines)) == text


@settings(deadline=None, max_examples=250)
@given(_MARKUP.filter(lambda source: "linktype" not in source), st.sampled_from(Direction))
def test_html_is_read_back_as_the_same_tree(source, base):
    document = read(source, base)
    again = read(html_of(document, resolve), base)
    assert again.children == document.children
