"""Put a model into the service: write model/model.json, the card that the service goes by.

python add_model.py FILE                the model in FILE
python add_model.py FILE '{"a": 1.5}'   with values for its example, in JSON
#: if python or remote
python add_model.py                     the file in model/, or a model that needs none
#: else
python add_model.py                     the file in model/; without one, a small example
python add_model.py --example           the example, whatever lies there
#: end
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
from typing import Any

from service.contract import MAX_BODY, Row, check
from service.errors import Broken
from service.model import FOLDER, adapter, sha256


def main(arguments: list[str]) -> None:
    """Add the model that the command line names, and say what it answers to the example."""
    folder = FOLDER
    #: if many
    if len(arguments) > 1 and arguments[0] == "--name":
        folder, arguments = FOLDER / checked(arguments[1]), arguments[2:]
    #: end
    folder.mkdir(parents=True, exist_ok=True)
    path, row = (Path(arguments[0]), {}) if arguments else found(folder)
    #: if sklearn or onnx
    if arguments == ["--example"]:
        path, row = adapter.example(folder)
    #: end
    if path:
        check_file(path)
    card = make_card(path, read_row(arguments[1]) if len(arguments) > 1 else row)
    if path and path.parent.resolve() != folder:
        shutil.copyfile(path, folder / path.name)
    #: if many
    if folder != FOLDER:
        card["name"] = folder.name
    #: end
    text = json.dumps(card, indent=2, ensure_ascii=False)
    (folder / "model.json").write_text(f"{text}\n", "utf-8")
    print(f"model.json says that its example gives {json.dumps(card['answer'])[:2000]}")


#: if many
def checked(name: str) -> str:
    """Return the name of a model; it becomes a part of addresses."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", name):
        raise Broken(f"{name!r} is no name (expected: letters, digits, - and _)")
    return name


#: end
def found(folder: Path) -> tuple[Path | None, Row]:
    """Return the file in the model's folder; without one, an example and a row for it."""
    names = {each.name for each in folder.iterdir() if each.is_file()} - {"model.json"}
    files = [folder / name for name in names if not name.startswith(".")]
    if len(files) > 1:
        raise Broken(f"{folder} has several files. Choose one: python dev.py add FILE")
    #: if sklearn or onnx
    return (files[0], {}) if files else adapter.example(folder)
    #: else
    return (files[0] if files else None), {}
    #: end


def read_row(text: str) -> Row:
    """Return the values that the command line gives."""
    try:
        return dict(json.loads(text))
    except (TypeError, ValueError):
        raise Broken(f"{text} is no JSON object with values for inputs") from None


def check_file(path: Path) -> None:
    """Raise `Broken` if a path is not that of a model's file."""
    if not path.is_file():
        raise Broken(f"{path} is not a file")
    if adapter.SUFFIXES and path.suffix not in adapter.SUFFIXES:
        raise Broken(f"{path} does not end in {' or '.join(adapter.SUFFIXES)}")


def make_card(path: Path | None, row: Row) -> dict[str, Any]:
    """Return the card: what the model is, what it takes, an example and its answer."""
    hint = "Packages that it needs belong into requirements.txt; classes of your own, before\n"
    hint += "you save the model, into a module beside dev.py"
    try:
        loaded = adapter.load(path)
        inputs = adapter.describe(loaded)
        names = [each["name"] for each in inputs]
        for unknown in row.keys() - set(names):
            expected = ", ".join(names)[:2000]
            raise Broken(f"no input is called {unknown!r} (expected: {expected})")
        for each in inputs:
            each["example"] = row.setdefault(each["name"], each["example"])
        sent = json.dumps(row, default=str)
        if len(sent) > MAX_BODY:
            raise Broken(
                f"{path or 'The model'} takes more than fits into a request. To fix this: save "
                f"it as one pipeline with the step that makes its {len(inputs):,} inputs, or "
                "raise MAX_BODY in service/contract.py"
            )
        sent = sent[:2000].replace("'", r"\u0027")  # quotes are around it
        hint = "If the example needs other values, put them in here:\n"
        hint += f"python dev.py add {path or ''} '{sent}'"
        #: if sklearn
        hint += "\nA row has numbers and texts. If the model takes mappings, tokens, arrays or\n"
        hint += "a sparse matrix, begin its pipeline with a step that makes them from a row; or\n"
        hint += "start a project for plain Python, where load() and predict() are yours"
        #: end
        answer = adapter.predict(loaded, check(row, inputs))
        json.dumps(answer, allow_nan=False)
        if not isinstance(answer, dict) or "prediction" not in answer:
            raise Broken(f"predict() gives {answer!r}, no mapping with a 'prediction'")
    except Broken:
        raise
    except Exception as error:
        raise Broken(f"{path or 'The model'}: {error!r}\n{hint}") from error
    return {
        "name": path.stem if path else "model",
        "format": adapter.FORMAT,
        "file": path.name if path else "",
        "sha256": sha256(path) if path else "",
        "versions": adapter.VERSIONS,
        "inputs": inputs,
        "answer": answer,
    }


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Broken as broken:
        sys.exit(f"{broken}")
