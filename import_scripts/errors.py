"""What a source can be refused for: one exception family that names the file, the line and the remedy."""


class SourceError(ValueError):
    """A source that cannot be imported; `str()` is the whole message, `line` counts from 1."""

    def __init__(self, source: str, message: str, line: int | None = None) -> None:
        place = source if line is None else f"{source}:{line}"
        super().__init__(f"{place}: {message}")
        self.source = source
        self.line = line


class UnreadableSourceError(SourceError):
    """The bytes are not a text of ours: empty, binary, cut off or too large."""


class ParseError(SourceError):
    """The text is readable, but not an article."""
