#: file if stream
"""An answer piece by piece, from a model that is made up."""

import json
import unittest
from collections.abc import Iterator
from typing import Any
from unittest import mock

from service import pieces
from service.model import adapter, current


def breaking(model: Any, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield one piece, then fail."""
    yield {"word": "one"}
    raise TimeoutError


class PiecesTest(unittest.TestCase):
    """What a model may do beside yielding its pieces."""

    def lines(self, stream: Any) -> list[Any]:
        """Return the lines that come of what the model streams."""
        with mock.patch.object(adapter, "stream", stream):
            found = pieces.lines(current(), current().example)
            return [json.loads(line) for line in found]

    def test_nothing_to_say(self) -> None:
        self.assertEqual([], self.lines(lambda model, row: iter([])))

    def test_failure_is_the_last_line(self) -> None:
        with self.assertLogs("service", "ERROR"):
            first, last = self.lines(breaking)

        self.assertEqual({"word": "one"}, first)
        self.assertEqual(500, last["problem"]["status"])

    def test_no_number_is_no_piece(self) -> None:
        with self.assertLogs("service", "ERROR"):
            (line,) = self.lines(lambda model, row: iter([{"p": float("nan")}]))

        self.assertEqual(500, line["problem"]["status"])
