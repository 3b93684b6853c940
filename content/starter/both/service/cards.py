#: file if many
"""All models: the one of model/model.json, and one for each folder in model/ with a card."""

import functools

from .errors import Broken
from .model import FOLDER, Model, current, read_card


@functools.cache
def models() -> dict[str, Model]:
    """Return the models of this process by the names on their cards."""
    found = {current().card["name"]: current()}
    for path in sorted(FOLDER.glob("*/model.json")):
        name = path.parent.name
        if name in found:
            raise Broken(f"two models are called {name}: add one by another name")
        found[name] = Model(read_card(path), path.parent)
    return found
