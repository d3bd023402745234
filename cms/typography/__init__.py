"""Slips of typing in Arabic and English prose, found and never mended: what each is, where, and how it could be mended.

Pure functions from text to findings, without Django: the editor and the report show them (``pages/proofreading.py``).
What is not prose, such as addresses, code and numbers, is set aside first (``masking``), for a tool that cries wolf is
switched off.
"""

from .checking import check
from .findings import Finding, Kind

__all__ = ["Finding", "Kind", "check"]
