"""What the sample is made of: its texts, and the rows that several of its parts refer to."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wagtail.models import Locale

from snippets.models import Person, Picture, Topic

FOLDER = Path(__file__).parent

#: The languages of the sample; the first is the one that the second translates.
LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Material:
    """The sample's texts, and by their names its pictures, and the people and topics of one language."""

    language: str
    content: dict[str, Any]
    pictures: dict[str, Picture]
    people: dict[str, Person]
    topics: dict[str, Topic]

    @property
    def locale(self) -> Locale:
        return Locale.objects.get_or_create(language_code=self.language)[0]

    @property
    def texts(self) -> dict[str, Any]:
        """The texts in this language, under the same names in each."""
        return texts_in(self.language, self.content)

    @property
    def site_name(self) -> str:
        return self.content["site"]["name" if self.language == "ar" else "name_en"]

    @property
    def tagline(self) -> str:
        return self.content["site"]["tagline" if self.language == "ar" else "tagline_en"]

    @property
    def sharing_image(self) -> Picture:
        return self.pictures[self.content["site"]["sharing_image"]]


def read_content() -> dict[str, Any]:
    """The file of the sample's texts."""
    return json.loads((FOLDER / "content.json").read_text("utf-8"))


def texts_in(language: str, content: dict[str, Any]) -> dict[str, Any]:
    """The part of ``content`` that holds texts in ``language``."""
    return content if language == "ar" else content[language]
