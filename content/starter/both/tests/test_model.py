"""The model's card, and what may go into the model. The same with every web framework."""

import tempfile
import unittest
from pathlib import Path
from unittest import mock

from service import contract
from service.errors import Broken, Invalid
from service.model import FOLDER, Model, adapter, current, read_card, same

INPUTS = [{"name": "age", "example": 4.5}, {"name": "a/city", "example": "Oslo"}]


class CardTest(unittest.TestCase):
    """What is on the card holds."""

    def test_example_gives_its_answer(self) -> None:
        current().check()

    def test_other_answer_is_noticed(self) -> None:
        card = read_card(FOLDER / "model.json")
        with self.assertRaises(Broken):
            Model(card | {"answer": {"prediction": "another"}}).check()

    def test_refused_example_is_noticed(self) -> None:
        model = Model(read_card(FOLDER / "model.json"))
        with (
            mock.patch.object(adapter, "predict", side_effect=ValueError),
            self.assertRaises(Broken),
        ):
            model.check()

    def test_answer_without_a_prediction_is_noticed(self) -> None:
        model = Model(read_card(FOLDER / "model.json"))
        row = dict.fromkeys(model.example, "asked by nobody else")
        with (
            mock.patch.object(adapter, "predict", return_value={"error": "no quota"}),
            self.assertRaisesRegex(Broken, "error"),
        ):
            model.predict(row)

    def test_other_file_is_not_loaded(self) -> None:
        card = read_card(FOLDER / "model.json")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "model.bin").write_text("another")
            with self.assertRaisesRegex(Broken, "hash"):
                Model(card | {"file": "model.bin", "sha256": "0"}, Path(folder))

    def test_numbers_may_differ_in_the_last_digits(self) -> None:
        self.assertTrue(same({"p": [0.1 + 0.2]}, {"p": [0.3]}))
        self.assertFalse(same({"p": [0.31]}, {"p": [0.3]}))


class CheckTest(unittest.TestCase):
    """A body is refused with every mistake in it."""

    def test_row_comes_in_the_order_of_the_inputs(self) -> None:
        row = contract.check({"a/city": "Rome", "age": 3}, INPUTS)
        self.assertEqual(["age", "a/city"], list(row))

    def test_every_mistake_is_named(self) -> None:
        with self.assertRaises(Invalid) as caught:
            contract.check({"age": "4", "more": 1}, INPUTS)
        pointers = [error["pointer"] for error in caught.exception.errors]
        self.assertEqual(["/more", "/age", "/a~1city"], pointers)

    def test_wrong_values_are_refused(self) -> None:
        for value in (True, None, "1", [], 10**400, float("inf"), float("nan")):
            self.assertFalse(contract.fits(value, 1.5), value)
        for value in (1, None, "x" * 10_001):
            self.assertFalse(contract.fits(value, "text"), value)
        #: if not sklearn
        for value in ([], [True], [[1]], 1):
            self.assertFalse(contract.fits(value, [0, 0]), value)
        #: end
        #: if db or stream
        for value in ("\0", "\ud800"):
            self.assertFalse(contract.fits(value, "text"))
        #: end

    def test_body_must_be_an_object(self) -> None:
        with self.assertRaises(Invalid):
            contract.check([1], INPUTS)
