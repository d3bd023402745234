"""An executor that compiles an operation once and runs it level by level, each field for all objects of its level.

A resolver may carry a batch form, the attribute ``batch``: ``batch(sources, info, **arguments)`` gives the values of
all sources in their order, an exception standing for the failure of one; if it raises, each source is asked by itself,
as it is for resolvers without one. Answers, errors and their order are those of graphql-core 3.2, which runs what is
not covered here: mutations, subscriptions and resolvers that are coroutines.

Two things differ for resolvers: ``info.path`` names the field alone, since it speaks for many places; and arguments are
coerced once for all objects, so that no resolver may change them.
"""

from .execution import Operation, execute
from .hooks import Hooks
from .selections import NotCovered

__all__ = ["Hooks", "NotCovered", "Operation", "execute"]
