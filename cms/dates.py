"""Dates and lengths of time in words: by CLDR's names and patterns, in two calendars, with digits by choice.

CLDR has no patterns for the calendar of Umm al-Qura that Babel could read, so its dates take those of Gregorian ones,
with the months' names and the era from hijridate.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimeFormat, get_date_format
from babel.units import format_unit
from hijridate import Gregorian, Hijri


class Calendar(StrEnum):
    GREGORIAN = "gregorian"
    UMM_AL_QURA = "umm_al_qura"


class Digits(StrEnum):
    """Digits by CLDR's names of numbering systems."""

    LATN = "latn"
    ARAB = "arab"
    ARABEXT = "arabext"


class DateStyle(StrEnum):
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    FULL = "full"


class Region(StrEnum):
    """Countries by their ISO 3166 codes: the members of the Arab League."""

    AE = "AE"
    BH = "BH"
    DJ = "DJ"
    DZ = "DZ"
    EG = "EG"
    IQ = "IQ"
    JO = "JO"
    KM = "KM"
    KW = "KW"
    LB = "LB"
    LY = "LY"
    MA = "MA"
    MR = "MR"
    OM = "OM"
    PS = "PS"
    QA = "QA"
    SA = "SA"
    SD = "SD"
    SO = "SO"
    SY = "SY"
    TN = "TN"
    YE = "YE"


_ZERO = {Digits.LATN: "0", Digits.ARAB: "٠", Digits.ARABEXT: "۰"}


@dataclass(frozen=True, slots=True)
class Wording:
    """How a date is said. Without ``digits`` they are those that CLDR names as usual in the language or region."""

    calendar: Calendar = Calendar.GREGORIAN
    style: DateStyle = DateStyle.LONG
    region: Region | None = None
    digits: Digits | None = None


def date_text(day: date, language: str, wording: Wording = Wording()) -> str | None:
    """``day`` in words of ``language``; None for a day that the tables of Umm al-Qura do not hold.

    They hold 1 August 1924 to 16 November 2077 (1343 to 1500 AH). A region that CLDR does not know in the language
    changes nothing.

    >>> date_text(date(2026, 11, 25), "ar", Wording(region=Region.SY, digits=Digits.LATN))
    '25 تشرين الثاني 2026'
    >>> date_text(date(2026, 11, 25), "ar", Wording(Calendar.UMM_AL_QURA, digits=Digits.ARAB))
    '١٥ جمادى الآخرة ١٤٤٨ هـ'
    """
    locale = _locale(language, wording.region)
    pattern = get_date_format(wording.style.value, locale)
    if wording.calendar is Calendar.GREGORIAN:
        return _in_digits(pattern % DateTimeFormat(day, locale), locale, wording.digits)
    try:
        hijri = Gregorian.fromdate(day).to_hijri()
    except OverflowError:
        return None
    dated = _HijriFormat(day, hijri, locale)
    return _in_digits(f"{pattern % dated} {hijri.notation(dated.names)}", locale, wording.digits)


def minutes_text(minutes: int, language: str, digits: Digits | None = None) -> str:
    """A length of time with its noun in the form that the number asks for.

    >>> [minutes_text(minutes, "ar") for minutes in (1, 2, 3, 11)]
    ['دقيقة', 'دقيقتان', '3 دقائق', '11 دقيقة']
    """
    locale = _locale(language)
    chosen = digits or _usual(locale)  # Babel takes the separators of it and leaves the digits Western
    text = format_unit(minutes, "duration-minute", "long", locale=locale, numbering_system=chosen.value)
    return _in_digits(text, locale, chosen)


class _HijriFormat(DateTimeFormat):
    """What the fields of a date's pattern stand for in the calendar of Umm al-Qura; years have all their digits."""

    def __init__(self, day: date, hijri: Hijri, locale: Locale) -> None:
        super().__init__(day, locale)
        self._hijri = hijri
        self.names: Literal["ar", "en"] = "ar" if locale.language == "ar" else "en"

    def __getitem__(self, name: str) -> str:
        match name[0]:
            case "y":
                return str(self._hijri.year)
            case "M" | "L" if len(name) > 2:
                return self._hijri.month_name(self.names)
            case "M" | "L":
                return self.format(self._hijri.month, len(name))
            case "d":
                return self.format(self._hijri.day, len(name))
        return super().__getitem__(name)


@cache
def _locale(language: str, region: Region | None = None) -> Locale:
    try:
        return Locale(language, region.value if region else None)
    except UnknownLocaleError:
        return Locale(language)


def _usual(locale: Locale) -> Digits:
    usual = locale.default_numbering_system
    return Digits(usual) if usual in {*Digits} else Digits.LATN


def _in_digits(text: str, locale: Locale, digits: Digits | None) -> str:
    """``text``, which Babel wrote in Western digits."""
    return text.translate(_tables()[digits or _usual(locale)])


@cache
def _tables() -> dict[Digits, dict[int, str]]:
    return {digits: {ord(str(value)): chr(ord(zero) + value) for value in range(10)} for digits, zero in _ZERO.items()}
