#: file if redis
"""Answers that are kept, with a Redis that is made up."""

import unittest
from typing import Any
from unittest import mock

from redis import RedisError

from service import cache, reuse


class Model:
    """A model that counts how often it is asked."""

    def __init__(self) -> None:
        self.card = {"sha256": "1"}
        self.asked = 0

    @reuse.reused
    def predict(self, row: dict[str, Any]) -> dict[str, Any]:
        self.asked += 1
        return {"prediction": row["a"]}


class ReuseTest(unittest.TestCase):
    """The same question is computed once."""

    def setUp(self) -> None:
        self.kept: dict[str, Any] = {}
        self.model = Model()

        def put(key: str, value: Any, seconds: int) -> None:
            self.kept[key] = value

        self.enterContext(mock.patch.object(cache, "get", self.kept.get))
        self.enterContext(mock.patch.object(cache, "put", put))

    def test_answer_is_kept(self) -> None:
        rows = [{"a": 1, "b": 2}, {"b": 2, "a": 1}]

        self.assertEqual([{"prediction": 1}] * 2, list(map(self.model.predict, rows)))
        self.assertEqual(1, self.model.asked)

    def test_other_questions_and_models_are_others(self) -> None:
        other = Model()
        other.card = {"sha256": "2"}
        other.predict({"a": 1})
        self.model.predict({"a": 1})
        self.model.predict({"a": 2})

        self.assertEqual(3, len(self.kept))

    def test_silent_redis_only_costs_time(self) -> None:
        with (
            mock.patch.object(cache, "get", side_effect=RedisError),
            self.assertLogs("service", "WARNING"),
        ):
            self.assertEqual({"prediction": 1}, self.model.predict({"a": 1}))
        with mock.patch.object(cache, "put", side_effect=RedisError):
            self.assertEqual({"prediction": 1}, self.model.predict({"a": 1}))

    def test_state_is_told(self) -> None:
        with mock.patch.dict("os.environ", REDIS_URL="redis://127.0.0.1"):
            self.assertEqual("ok", reuse.state())
            with mock.patch.object(cache, "get", side_effect=RedisError):
                self.assertEqual("silent", reuse.state())
        with mock.patch.dict("os.environ", REDIS_URL=""):
            self.assertEqual("off", reuse.state())
