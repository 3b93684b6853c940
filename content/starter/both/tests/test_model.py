"""The model's card, and what may go into the model. The same with every web framework."""

import json
import tempfile
import unittest
from pathlib import Path

from service import contract
from service.errors import Broken, Invalid
from service.model import FOLDER, Model, current, read_card, same

INPUTS = [
    {"name": "age", "example": 4.5},
    {"name": "city", "example": "Oslo"},
    {"name": "a/b", "example": [0, 0]},
]


class CardTest(unittest.TestCase):
    """What is on the card holds."""

    def test_example_gives_its_answer(self) -> None:
        current().check()

    def test_other_answer_is_noticed(self) -> None:
        card = read_card(FOLDER / "model.json")
        with self.assertRaises(Broken):
            Model(card | {"answer": {"prediction": "another"}}).check()

    def test_other_file_is_not_loaded(self) -> None:
        card = read_card(FOLDER / "model.json")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "model.bin").write_text("another")
            with self.assertRaisesRegex(Broken, "the hash differs"):
                Model(card | {"file": "model.bin", "sha256": "0"}, Path(folder))

    def test_card_of_another_format_is_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "model.json")
            path.write_text(json.dumps({"format": "another"}))
            with self.assertRaisesRegex(Broken, "another"):
                read_card(path)

    def test_numbers_may_differ_in_the_last_digits(self) -> None:
        self.assertTrue(same({"p": [0.1 + 0.2]}, {"p": [0.3]}))
        self.assertFalse(same({"p": [0.31]}, {"p": [0.3]}))


class CheckTest(unittest.TestCase):
    """A body is refused with every mistake in it."""

    def test_row_comes_in_the_order_of_the_inputs(self) -> None:
        row = contract.check({"a/b": [1, 2], "city": "Rome", "age": 3}, INPUTS)
        self.assertEqual(["age", "city", "a/b"], list(row))

    def test_every_mistake_is_named(self) -> None:
        body = {"age": float("nan"), "a/b": [1], "more": 1}
        with self.assertRaises(Invalid) as caught:
            contract.check(body, INPUTS)
        pointers = [error["pointer"] for error in caught.exception.errors]
        self.assertEqual(["/more", "/age", "/city", "/a~1b"], pointers)

    def test_wrong_types_are_refused(self) -> None:
        for value in (True, None, "1", [], 10**400, float("inf")):
            with self.subTest(value=value):
                self.assertFalse(contract.fits(value, 1.5))
        for value in (1, None, "\0", "\ud800", "x" * 10_001):
            with self.subTest(value=value):
                self.assertFalse(contract.fits(value, "text"))

    def test_body_must_be_an_object(self) -> None:
        with self.assertRaises(Invalid):
            contract.check([1], INPUTS)
