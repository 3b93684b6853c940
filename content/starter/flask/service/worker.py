#: file if jobs
"""The worker: does jobs, one at a time, until it is stopped."""

from typing import Any

from huey.api import Task

from . import create_app
from .jobs import huey

app = create_app()


@huey.pre_execute()
def enter(task: Task) -> None:
    """Give a job the application, which the worker's thread does not have."""
    task.app_context = app.app_context()
    task.app_context.push()


@huey.post_execute()
def leave(task: Task, value: Any, error: Exception | None) -> None:
    """Take it away again, and the job's session with the database."""
    task.app_context.pop()


if __name__ == "__main__":
    # whoever stops it sends SIGTERM: the job at hand is done first, and not lost
    huey.create_consumer(workers=1, graceful_signal="TERM").run()
