"""Tasks run at once, where they are asked for; in a block that changes one object many times, once for all of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

from django_tasks import TaskResult
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task


class _Thread(local):
    #: What waits for the end of the outermost block, by its task and then by its arguments; None outside of one.
    waiting: dict[str, dict[str, tuple[TaskResult[Any], Callable[[], Any]]]] | None = None


_thread = _Thread()
_together: dict[str, Task[..., Any]] = {}


def run_together(single: Task[..., Any], many: Task[..., Any]) -> None:
    """Let several runs of ``single`` that wait for the end of a block be one of ``many``.

    It is called with a list that holds the list of arguments of each.
    """
    _together[single.module_path] = many


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
    for name, asked in waiting.items():
        many = _together.get(name)
        if many is not None and len(asked) > 1:
            many.enqueue([result.args for result, _run in asked.values()])
            continue
        for _result, run in asked.values():
            run()


class Tasks(ImmediateBackend):
    """The backend of all tasks (see TASKS in the settings)."""

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        if _thread.waiting is None:
            super()._execute_task(task_result)
            return
        asked = _thread.waiting.setdefault(task_result.task.module_path, {})
        arguments = repr((task_result.args, task_result.kwargs))
        asked.setdefault(arguments, (task_result, lambda: super(Tasks, self)._execute_task(task_result)))
