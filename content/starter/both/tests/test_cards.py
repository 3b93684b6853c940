#: file if many
"""Several models, each with its card."""

import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from service import cards
from service.model import FOLDER, current, read_card


class CardsTest(unittest.TestCase):
    """A folder in model/ is a model."""

    def test_every_card_is_a_model(self) -> None:
        card = read_card(FOLDER / "model.json") | {"name": "second"}
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "second").mkdir()
            Path(folder, "second", "model.json").write_text(json.dumps(card), "utf-8")
            if card["file"]:
                content = (FOLDER / card["file"]).read_bytes()
                Path(folder, "second", card["file"]).write_bytes(content)
            with mock.patch.object(cards, "FOLDER", Path(folder)):
                found = cards.models.__wrapped__()

        self.assertEqual([current().card["name"], "second"], list(found))
        found["second"].check()
