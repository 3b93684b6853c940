#: file if jobs
"""The worker: does jobs, one at a time, until it is stopped."""

from . import create_app
from .jobs import huey

if __name__ == "__main__":
    with create_app().app_context():
        huey.create_consumer(workers=1).run()
