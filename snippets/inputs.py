"""Inputs whose content has one language, whatever that of the item and of the interface."""

from django.forms import TextInput


def arabic_input() -> TextInput:
    return TextInput(attrs={"lang": "ar", "dir": "rtl"})


def latin_input() -> TextInput:
    return TextInput(attrs={"lang": "en", "dir": "ltr"})
