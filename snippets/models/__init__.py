"""Platforms, people, topics, menus, images and the site's settings."""

from .menu import Menu
from .person import Person
from .picture import Picture, Rendition
from .platform import Platform, PlatformKind
from .preview_token import PreviewToken
from .site_settings import SiteSettings
from .topic import Topic

__all__ = [
    "Menu",
    "Person",
    "Picture",
    "Platform",
    "PlatformKind",
    "PreviewToken",
    "Rendition",
    "SiteSettings",
    "Topic",
]
