"""The Arabic script and language: which spellings and forms of a word are one."""

from .folding import Folded, fold, fold_with_offsets, spellings, words
from .function_words import FUNCTION_WORDS
from .indexing import Indexed, searchable
from .stemming import form, stem

__all__ = [
    "FUNCTION_WORDS",
    "Folded",
    "Indexed",
    "fold",
    "fold_with_offsets",
    "form",
    "searchable",
    "spellings",
    "stem",
    "words",
]
