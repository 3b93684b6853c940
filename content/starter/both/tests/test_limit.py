#: file if heavy
"""A heavy model answers few at a time."""

import unittest
from unittest import mock

from service import limit
from service.errors import Busy


class LimitTest(unittest.TestCase):
    """A request that finds no room is told so."""

    def test_no_room(self) -> None:
        with mock.patch.object(limit, "PATIENCE", 0.01):
            held = [limit.slot() for _ in range(limit.AT_ONCE)]
            for each in held:
                each.__enter__()
            with self.assertRaises(Busy), limit.slot():
                self.fail("there was room")
            for each in held:
                each.__exit__(None, None, None)

    def test_room_is_given_back(self) -> None:
        for _ in range(limit.AT_ONCE + 1):
            with limit.slot():
                pass
