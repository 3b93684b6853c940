#: file if onnx
"""Numbers for an ONNX model, which has types of its own for them."""

import os
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from service.onnx_format import batch, example, load


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


class ThreadsTest(unittest.TestCase):
    """A prediction takes no more threads than it is told to."""

    def test_environment_says_how_many(self) -> None:
        for value, threads in (("", 0), ("1", 1), ("2", 2)):
            environment = mock.patch.dict(os.environ, OMP_NUM_THREADS=value)
            with environment, tempfile.TemporaryDirectory() as folder:
                session = load(example(Path(folder))[0])
            options = session.get_session_options()
            self.assertEqual(threads, options.intra_op_num_threads)
