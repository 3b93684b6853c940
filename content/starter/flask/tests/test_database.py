#: file if db
"""The database."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import check
from sqlalchemy import create_engine
from sqlalchemy.exc import DataError, OperationalError

from service import settings


def test_migrations_are_those_of_the_models(app: Flask) -> None:
    with app.app_context():
        check()


def test_no_thread_waits_for_a_connection(tmp_path: Path) -> None:
    options = settings.SQLALCHEMY_ENGINE_OPTIONS
    engine = create_engine(f"sqlite:///{tmp_path}/db", pool_timeout=0.01, **options)
    with ExitStack() as stack:
        for _ in range(64):
            stack.enter_context(engine.connect())
    engine.dispose()


def test_value_that_it_cannot_hold_is_refused(app: Flask) -> None:
    with app.test_request_context():
        answer = app.handle_user_exception(DataError("", {}, Exception()))

    assert app.make_response(answer).status_code == 400


def test_log_holds_no_values(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    error = OperationalError("INSERT", {"age": 41}, Exception("it is gone"))
    with app.test_request_context():
        answer = app.handle_user_exception(error)

    assert app.make_response(answer).status_code == 503
    assert caplog.messages == ["database: it is gone"]
