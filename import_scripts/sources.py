"""Files to import: which they are, under which key, and what each holds."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from snippets.mentions import AliasIndex

from .decoding import check_size, decode
from .errors import UnreadableSourceError
from .outline import Outline
from .parsers.text import parse, source_words

ENDING = ".txt"
KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the key under which its article is remembered."""

    path: Path
    key: str

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the outline, the number of words in the file, and what its reader should know."""

    outline: Outline
    words: int
    notes: tuple[str, ...]


class SourcesError(ValueError):
    """The files as named cannot be imported in one run."""


def sources(paths: Iterable[Path], key: str | None = None) -> tuple[Source, ...]:
    """The files named, and those of the folders named; ``key`` is for a single file.

    Raises `SourcesError` where two files have one key, or one key was given for several files.
    """
    files = tuple(dict.fromkeys(file for path in paths for file in _files(path)))
    if key is not None and len(files) > 1:
        raise SourcesError(f"--key names one article, but {len(files)} files were given; import them one by one.")
    found: dict[str, Path] = {}
    for file in files:
        name = unicodedata.normalize("NFC", file.stem if key is None else key)
        if not 0 < len(name) <= KEY_LENGTH:
            raise SourcesError(
                f"{file}: a key has 1 to {KEY_LENGTH} characters, this has {len(name)}; give another with --key."
            )
        if name in found:
            raise SourcesError(
                f"{found[name]} and {file} would both be the article '{name}'; rename one, or import them in two runs "
                "with --key."
            )
        found[name] = file
    return tuple(Source(path, name) for name, path in found.items())


def read(source: Source, platforms: AliasIndex) -> Reading:
    """Read and parse a file; raises a `SourceError` that names file, line and remedy."""
    name = str(source)
    if not source.path.is_file():
        raise UnreadableSourceError(name, f"{_what_is_wrong(source.path)}; give a {ENDING} file or a folder of them")
    try:
        check_size(source.path.stat().st_size, source=name)
        decoded = decode(source.path.read_bytes(), source=name)
    except OSError as error:
        raise UnreadableSourceError(name, f"cannot be read: {error.strerror}; check its permissions") from error
    outline = parse(decoded.text, source=name, platform_slug=platforms.slug)
    notes = (decoded.note,) if decoded.note else ()
    return Reading(outline, source_words(decoded.text), (*notes, *outline.warnings))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ENDING and file.is_file())
    yield from files or (path,)


def _what_is_wrong(path: Path) -> str:
    if path.is_dir():
        return f"the folder holds no {ENDING} file"
    return "this is no file" if path.exists() else "there is no such file"
