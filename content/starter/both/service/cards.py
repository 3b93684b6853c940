#: file if many
"""All models: the one of model/model.json, and one for each folder in model/ with a card."""

import functools

from .model import FOLDER, Model, current, read_card


@functools.cache
def models() -> dict[str, Model]:
    """Return the models of this process by the names on their cards."""
    found = {current().card["name"]: current()}
    for path in sorted(FOLDER.glob("*/model.json")):
        found[path.parent.name] = Model(read_card(path), path.parent)
    return found
