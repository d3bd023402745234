"""An executor that compiles an operation once and runs it level by level, each field for all objects of its level.

A resolver may carry a batch form, the attribute ``batch``: called as ``batch(sources, info, **arguments)``, it gives the
values of all sources in their order, an exception standing for the failure of one. Resolvers without it are called for
one source after the other. Answers, errors and their order are those of graphql-core 3.2, which runs what is not
covered here: mutations, subscriptions and resolvers that are coroutines.

One thing is told differently: ``info.path`` of a resolver names the field alone, since it speaks for many places.
"""

from .execution import Hooks, Operation, execute

__all__ = ["Hooks", "Operation", "execute"]
