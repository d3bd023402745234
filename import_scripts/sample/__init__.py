"""The bundled sample: a small site on social networks in which every field shows something."""

from .loading import KEY, load_sample

__all__ = ["KEY", "load_sample"]
