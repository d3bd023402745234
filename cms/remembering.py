"""Results that are kept by a text, bounded in bytes: many short texts are, and no long one is."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Remembering(Generic[P, T]):
    """A function of a text that keeps its latest results, as `functools.lru_cache` does, for short texts alone."""

    def __init__(self, work: Callable[Concatenate[str, P], T], most: int, longest: int) -> None:
        wraps(work)(self)
        self._work: Callable[..., T] = work
        self._kept = lru_cache(maxsize=most)(work)
        self._longest = longest
        self.cache_info, self.cache_clear = self._kept.cache_info, self._kept.cache_clear

    def __call__(self, text: str, *args: P.args, **kwargs: P.kwargs) -> T:
        answer: Callable[..., Any] = self._kept if len(text) <= self._longest else self._work
        return answer(text, *args, **kwargs)


def remembered(most: int, longest: int) -> Callable[[Callable[Concatenate[str, P], T]], Remembering[P, T]]:
    """Keep the latest ``most`` results for texts of at most ``longest`` characters; others are worked out each time."""
    return lambda work: Remembering(work, most, longest)
