"""Put a model into the service: write model/model.json, the card that the service goes by.

#: if python or remote
python add_model.py                     a model that needs no file
#: end
python add_model.py FILE                the model in FILE
python add_model.py FILE '{"a": 1.5}'   with an example row, in JSON
python add_model.py --example           a small example
#: if many
python add_model.py --name NAME …       the same, beside the model that is there
#: end
"""

import json
#: if many
import re
#: end
import shutil
import sys
from pathlib import Path

from service import model as models
from service.errors import Broken
from service.model import FOLDER, adapter


def main(arguments: list[str]) -> None:
    """Add the model that the command line names, and say what it answers to the example."""
    folder = FOLDER
    #: if many
    if len(arguments) > 1 and arguments[0] == "--name":
        folder, arguments = FOLDER / checked(arguments[1]), arguments[2:]
    #: end
    folder.mkdir(parents=True, exist_ok=True)
    row = read_row(arguments[1]) if len(arguments) > 1 else None
    if arguments == ["--example"]:
        path, row = adapter.example(folder)
    elif arguments:
        path = Path(arguments[0])
    #: if python or remote
    elif not adapter.SUFFIXES:
        path = None
    #: end
    else:
        raise SystemExit(__doc__)
    if path:
        path = place(path, folder)
    card = make_card(path, row)
    #: if many
    if folder != FOLDER:
        card["name"] = folder.name
    #: end
    target = folder / "model.json"
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    target.write_text(text, "utf-8")
    shown = json.dumps(card["answer"], ensure_ascii=False)
    print(f"{target.name} says that its example gives {shown[:2000]}")


#: if many
def checked(name: str) -> str:
    """Return the name of a model; it becomes a part of addresses."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", name):
        raise Broken(f"{name!r} is no name (expected: letters, digits, - and _)")
    return name


#: end
def read_row(text: str) -> dict:
    """Return the row that the command line gives as a JSON object."""
    try:
        row = json.loads(text)
    except ValueError as error:
        raise Broken(f"{text} is no JSON: {error}") from None
    if not isinstance(row, dict):
        raise Broken(f"{text} is no object with a value for each input")
    return row


def place(path: Path, folder: Path) -> Path:
    """Copy a file into the model's folder, if it is not there yet."""
    if not path.is_file():
        raise Broken(f"{path} is not a file")
    if adapter.SUFFIXES and path.suffix not in adapter.SUFFIXES:
        raise Broken(f"{path} does not end in {' or '.join(adapter.SUFFIXES)}")
    inside = folder / path.name
    if path.resolve() != inside.resolve():
        shutil.copyfile(path, inside)
    return inside


def make_card(path: Path | None, row: dict | None) -> dict:
    """Return the card: what the model is, what it takes, an example and its answer."""
    try:
        loaded = adapter.load(path)
        inputs = adapter.describe(loaded)
    except Broken:
        raise
    except Exception as error:
        raise Broken(f"{path or 'the model'} cannot be loaded: {error!r}") from error
    names = [each["name"] for each in inputs]
    example = row or {each["name"]: each["example"] for each in inputs}
    if sorted(example) != sorted(names):
        raise Broken(
            f"the example has {sorted(example)}, the model takes {sorted(names)}"
        )
    example = {name: example[name] for name in names}
    try:
        answer = adapter.predict(loaded, example)
        json.dumps(answer, allow_nan=False)
    except Broken:
        raise
    except Exception as error:
        shown = json.dumps(example, ensure_ascii=False)[:2000]
        raise Broken(
            f"The model does not answer an example: {error!r}\n"
            "If it needs other values, put them in here:\n"
            f"python dev.py add {path or ''} '{shown}'"
        ) from error
    return {
        "name": path.stem if path else "model",
        "format": adapter.FORMAT,
        "file": path.name if path else "",
        "sha256": models.sha256(path) if path else "",
        "versions": adapter.VERSIONS,
        "inputs": [each | {"example": example[each["name"]]} for each in inputs],
        "answer": json.loads(json.dumps(answer)),
    }


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Broken as broken:
        raise SystemExit(f"{broken}") from None
