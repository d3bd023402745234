"""Tasks run at once, where they are asked for; in a block that changes one object many times, once for all of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

from django_tasks import TaskResult
from django_tasks.backends.immediate import ImmediateBackend


class _Thread(local):
    #: What waits for the end of the outermost block, by what is asked; None outside of one.
    waiting: dict[Any, Callable[[], Any]] | None = None


_thread = _Thread()


@contextmanager
def once_each() -> Iterator[None]:
    """What is asked for inside runs at the end, the same task with the same arguments once; after an error nothing."""
    if _thread.waiting is not None:
        yield
        return
    _thread.waiting = {}
    try:
        yield
        waiting = _thread.waiting
    finally:
        _thread.waiting = None
    for run in waiting.values():
        run()


class Tasks(ImmediateBackend):
    """The backend of all tasks (see TASKS in the settings)."""

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        if _thread.waiting is None:
            super()._execute_task(task_result)
            return
        asked = (task_result.task.module_path, repr(task_result.args), repr(task_result.kwargs))
        _thread.waiting.setdefault(asked, lambda: super(Tasks, self)._execute_task(task_result))
