#: file if many
"""Several models, each with its card."""

import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from service import cards
from service.errors import Broken
from service.model import FOLDER, Model, current, read_card


class CardsTest(unittest.TestCase):
    """A folder in model/ is a model."""

    def models(self, name: str) -> dict[str, Model]:
        """Return the models where there is a second one of this name."""
        card = read_card(FOLDER / "model.json") | {"name": name}
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, name).mkdir()
            Path(folder, name, "model.json").write_text(json.dumps(card), "utf-8")
            if card["file"]:
                content = (FOLDER / card["file"]).read_bytes()
                Path(folder, name, card["file"]).write_bytes(content)
            with mock.patch.object(cards, "FOLDER", Path(folder)):
                return cards.models.__wrapped__()

    def test_every_card_is_a_model(self) -> None:
        found = self.models("second")

        self.assertEqual([current().card["name"], "second"], list(found))
        found["second"].check()

    def test_no_two_models_have_one_name(self) -> None:
        with self.assertRaises(Broken):
            self.models(current().card["name"])
