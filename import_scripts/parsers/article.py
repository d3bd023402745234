"""An article while its lines are being read: what is open, what awaits its text, what is complete."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import assert_never

from ..errors import ParseError
from ..outline import Block, Heading, Kind, Outline, Paragraph, Platform, Point, ReadAlso, Section, Summary
from .folding import BLANKS
from .headings import awaits_text
from .kinds import kind_of
from .lines import Break, Closing, Entry, Line, Mark, Plain, content
from .phrases import ReadAlsoLine, with_link

TITLE_CHARACTERS = 255
"""The longest title of an article, section, point or link."""

HEADING_CHARACTERS = 200
"""The longest heading inside a section."""


def checked_heading(text: str, source: str, number: int, limit: int = TITLE_CHARACTERS) -> str:
    """Return a heading's text, or refuse it when it is empty or has more than `limit` characters."""
    if not text:
        raise ParseError(source, "a '#' mark without text; write the text after it", number)
    if len(text) > limit:
        length = f"{len(text):,} characters"
        raise ParseError(source, f"a heading of {length}; {limit} at most work", number)
    return text


@dataclass(slots=True)
class ArticleReader:
    """An article while its lines are being read."""

    source: str
    platform_slug: Callable[[str], str | None]
    title: str
    lead: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    heading: tuple[int, str, Kind] | None = None
    blocks: list[Block] = field(default_factory=list)
    entry_paragraphs: list[str] | None = None
    awaiting: tuple[int, ReadAlsoLine | Closing] | None = None

    def read(self, number: int, raw: str, line: Line, *, is_heading: bool) -> None:
        """Take in the next line: its number from 1, as it was written, what it is, and whether it is a heading."""
        match line:
            case Plain(text=text) if is_heading:
                self.open_section(number, text, None)
            case Mark():
                self.read_mark(number, line)
            case Break():
                self.end_entry()
            case Closing(text=""):
                raise ParseError(self.source, "a '#=' mark without text; write the text after it", number)
            case _ if self.heading is None:
                self.add_to_lead(number, raw, line)
            case Plain(text=text):
                self.add_prose(text)
            case Entry(label=title) | ReadAlsoLine(text=title) if len(title) > TITLE_CHARACTERS:
                self.add(Paragraph(content(raw)))
                self.warn(number, f"{len(title):,} characters are too many for a title; kept as a paragraph")
            case Entry():
                self.add_entry(number, line)
            case ReadAlsoLine() | Closing():
                self.add_phrase(number, line)
            case _:
                assert_never(line)

    def read_mark(self, number: int, mark: Mark) -> None:
        """Obey a `#` mark."""
        if mark.level == 1:
            message = f"a second title; the first is '{self.title}', and '## ' marks a section"
            raise ParseError(self.source, message, number)
        limit = TITLE_CHARACTERS if mark.level == 2 else HEADING_CHARACTERS
        text = checked_heading(mark.text, self.source, number, limit)
        if mark.level == 2:
            self.open_section(number, text, mark.kind)
        elif self.heading is None:
            message = f"'{'#' * mark.level} ' stands inside a section; mark the first section with '## '"
            raise ParseError(self.source, message, number)
        else:
            self.add(Heading(text, mark.level))

    def add_to_lead(self, number: int, raw: str, line: Line) -> None:
        """Keep any line before the first section as a paragraph of the lead."""
        self.lead.append(line.text if isinstance(line, Plain) else content(raw))
        if isinstance(line, Entry | ReadAlsoLine):
            kept = self.lead[-1]
            self.warn(number, f"'{kept}' stands before the first section; kept as a paragraph of the lead")

    def open_section(self, number: int, title: str, kind: Kind | None) -> None:
        """Begin a section; the one before is complete."""
        self.end_section()
        self.heading = (number, title, kind or kind_of(title, self.title))

    def end_section(self) -> None:
        """Complete the section that is being read, if any."""
        self.end_entry()
        if self.heading is None:
            return
        number, title, kind = self.heading
        if not self.blocks:
            self.warn(number, f"the section '{title}' is empty")
        self.sections.append(Section(title, kind, tuple(self.blocks)))
        self.blocks = []

    def add(self, block: Block) -> None:
        """Add a block that is complete."""
        self.end_entry()
        self.blocks.append(block)

    def add_entry(self, number: int, entry: Entry) -> None:
        """Add a list entry, a platform's or a point, and leave it open when its text is still to come."""
        slug = entry.slug
        if slug is None and not entry.is_literal:
            slug = self.platform_slug(entry.label.strip(BLANKS))
            if slug is None and self.heading and self.heading[2] is Kind.TYPES:
                self.warn(number, f"'{entry.label}' is not in the platform catalogue; kept as a point")
        paragraphs = (entry.text,) if entry.text else ()
        self.add(Point(entry.label, paragraphs) if slug is None else Platform(slug, entry.label, paragraphs))
        self.entry_paragraphs = [] if entry.text == "" else None

    def add_phrase(self, number: int, line: ReadAlsoLine | Closing) -> None:
        """Add a read-also link or a summary, or wait for its text."""
        if awaits_text(line):
            self.end_entry()
            self.awaiting = (number, line)
        elif isinstance(line, ReadAlsoLine):
            self.add(ReadAlso(line.text, line.url, line.lead_in))
        else:
            self.add(Summary(line.text))

    def add_prose(self, text: str) -> None:
        """Give a line of prose to what awaits it, or to the open entry, or to the section."""
        if self.awaiting:
            number, line = self.awaiting
            self.awaiting = None
            if isinstance(line, Closing):
                whole: Line = Closing(f"{line.text} {text}")
            else:
                whole = with_link(line.lead_in, text)
                text = f"{line.lead_in}: {text}"
            self.read(number, text, whole, is_heading=False)
        elif self.entry_paragraphs is not None:
            self.entry_paragraphs.append(text)
        else:
            self.blocks.append(Paragraph(text))

    def end_entry(self) -> None:
        """Complete the entry, lead-in or closing words that wait for a line."""
        if self.entry_paragraphs is not None:
            entry = self.blocks[-1]
            if isinstance(entry, Point | Platform):
                self.blocks[-1] = replace(entry, paragraphs=tuple(self.entry_paragraphs))
            self.entry_paragraphs = None
        if self.awaiting:
            number, line = self.awaiting
            self.awaiting = None
            if isinstance(line, Closing):
                self.blocks.append(Summary(line.text))
            else:
                self.warn(number, f"nothing follows '{line.lead_in}'; kept as a paragraph")
                self.blocks.append(Paragraph(f"{line.lead_in}:"))

    def warn(self, number: int, message: str) -> None:
        """Note what was read on a guess."""
        self.warnings.append(f"line {number}: {message}")

    def outline(self, *, last_line: int) -> Outline:
        """Return the article that has been read."""
        self.end_section()
        if not self.sections:
            found = "no section heading" if self.lead else "a title only"
            remedy = "write a short line without a full stop above the text, or mark it with '## '"
            raise ParseError(self.source, f"found {found}; {remedy}", last_line)
        return Outline(self.title, tuple(self.lead), tuple(self.sections), tuple(self.warnings))
