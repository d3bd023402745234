"""What search finds of an object: its texts, and the form in which the index holds them.

Pages and snippets are indexed alike, so that one query looks through both. After a change of what is indexed, operators
run ``manage.py update_index``.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from wagtail.search import index

from cms.arabic import searchable
from cms.arabic.beginnings import indexed


class Searchable(Protocol):
    """An object that search finds by what its readers read of it."""

    #: Those texts that name it; a word in them counts for more.
    names: tuple[str, ...]

    def texts(self) -> Mapping[str, str]:
        """Plain text by the name of the field that holds it, all of them public, in the order of reading."""

    def known_as(self) -> list[str]:
        """The names by which readers may ask for it, the usual one first."""


class FoldedNames(index.SearchField):
    """The texts that name an object. The backends keep apart what goes by the field name of ``title``."""

    def __init__(self) -> None:
        super().__init__("title", boost=2)

    def get_value(self, obj: Searchable) -> str:
        texts = obj.texts()
        return searchable("\n".join(texts[name] for name in obj.names))


class FoldedTexts(index.SearchField):
    """All other texts of an object."""

    def __init__(self) -> None:
        super().__init__("texts")

    def get_value(self, obj: Searchable) -> str:
        return searchable("\n".join(text for name, text in obj.texts().items() if name not in obj.names))


class Beginnings(index.AutocompleteField):
    """The names by which an object is suggested while they are typed, one by one."""

    def __init__(self) -> None:
        super().__init__("known_as")

    def get_value(self, obj: Any) -> str:
        return indexed(obj.known_as(), obj.locale.language_code)


#: What takes the place of search fields for single columns.
FOLDED: tuple[index.BaseField, ...] = (FoldedNames(), FoldedTexts(), Beginnings())


def without_originals(fields: list[Any]) -> list[Any]:
    """``fields`` but for those that index a column as it is spelled."""
    return [field for field in fields if field in FOLDED or not isinstance(field, index.SearchField)]
