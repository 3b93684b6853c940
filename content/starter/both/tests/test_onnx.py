#: file if onnx
"""Numbers for an ONNX model, which has types of its own for them."""

import unittest
from types import SimpleNamespace
from typing import Any

from service.onnx_format import batch


class BatchTest(unittest.TestCase):
    """A number that an input cannot hold is refused, and not bent."""

    def test_what_fits_is_taken(self) -> None:
        for kind, value in (("float", [1, 2.5]), ("int64", [3]), ("uint8", [255])):
            self.assertEqual([value], self.of(kind, value).tolist())

    def test_what_does_not_fit_is_refused(self) -> None:
        for kind, value in (("float", [1e300]), ("int64", [1.5]), ("uint8", [256])):
            with self.subTest(kind=kind), self.assertRaises(ValueError):
                self.of(kind, value)

    def of(self, kind: str, value: list[float]) -> Any:
        """Return the batch for an input of a type."""
        node = SimpleNamespace(
            name="x", type=f"tensor({kind})", shape=["n", len(value)]
        )
        return batch(node, value)
