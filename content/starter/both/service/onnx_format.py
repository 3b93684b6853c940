#: file if onnx
"""A model in an ONNX file, run by ONNX Runtime. Unlike a pickle it holds no code to run."""

import base64
import os
#: if stream
from collections.abc import Iterator
#: end
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from .errors import Broken

FORMAT = "onnx"
SUFFIXES = (".onnx",)
VERSIONS = {"onnxruntime": onnxruntime.__version__}
NAMES = {"float": "float32", "double": "float64", "string": "str"}  # others are NumPy's


def load(path: Path) -> Any:
    """Return a session, which any number of threads may use."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS") or 0)  # 0: all
    try:
        return onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - its errors have no other base
        text = str(error)
        cure = "export it again, by a version that this runtime reads"
        if "locale" in text:
            cure = 'convert its TfidfVectorizer with the option "locale": "C"'
        if "xternal data" in text:
            cure = "save it with its weights inside: external_data=False"
        raise Broken(f"{path} cannot be opened: {text}\nTo fix this: {cure}") from None


def numpy_type(node: Any) -> np.dtype:
    """Return the type of an input's values."""
    name = node.type.removeprefix("tensor(").removesuffix(")")
    try:
        return np.dtype(NAMES.get(name, name))
    except TypeError:
        raise Broken(
            f"The input {node.name} is a {node.type}. To fix this: export the model with "
            "tensors as inputs"
        ) from None


def is_table(inputs: list[Any]) -> bool:
    """Tell whether the model takes one table of numbers: each of its columns is an input."""
    return len(inputs) == 1 and len(inputs[0].shape) == 2 and columns(inputs[0]) > 1


def columns(node: Any) -> int:
    """Return the number of columns of an input, if the model says it."""
    return node.shape[1] if isinstance(node.shape[1], int) else 0


def describe(model: Any) -> list[dict[str, Any]]:
    """Return the inputs, with a first guess of an example. The first size is that of a batch."""
    nodes = model.get_inputs()
    for node in nodes:
        rows = node.shape[0] if node.shape else 1
        if isinstance(rows, int) and rows != 1:
            raise Broken(
                f"The input {node.name} takes {rows} rows at once. To fix this: export the "
                "model with a batch of any size"
            )
    if is_table(nodes):
        names = [f"x{n}" for n in range(1, columns(nodes[0]) + 1)]
        return [{"name": name, "example": 0.0} for name in names]
    return [{"name": node.name, "example": zeros(node)} for node in nodes]


def zeros(node: Any) -> Any:
    """Return zeros for an input: one if it holds a single value, else an array."""
    sizes = node.shape[1:]
    shape = [size if isinstance(size, int) else 1 for size in sizes]
    value = np.zeros(shape, numpy_type(node))
    return value.item() if sizes in ([], [1]) else value.tolist()


def predict(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Return the first output as the prediction, and the others by their names."""
    nodes = model.get_inputs()
    if is_table(nodes):
        feed = {nodes[0].name: batch(nodes[0], list(row.values()))}
    else:
        feed = {node.name: batch(node, row[node.name]) for node in nodes}
    try:
        outputs = model.run(None, feed)
    except Exception as error:
        raise ValueError(str(error)) from error
    names = ["prediction", *(node.name for node in model.get_outputs()[1:])]
    return {name: plain(value) for name, value in zip(names, outputs, strict=True)}


def batch(node: Any, value: Any) -> np.ndarray:
    """Return a batch of one for an input; raise `ValueError` for a number that it cannot hold."""
    kind = numpy_type(node)
    try:
        with np.errstate(over="raise"):
            found = np.array(value, kind)
    except ArithmeticError as error:
        raise ValueError(f"{node.name}: {error}") from error
    if kind.kind in "iu" and (found != np.array(value)).any():
        raise ValueError(f"{node.name} takes whole numbers")
    if not node.shape:
        return found
    return found.reshape((1, -1)) if len(node.shape) == 2 else found[np.newaxis]


#: if stream
def stream(model: Any, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the prediction, then what belongs to it: this kind of model has no more pieces."""
    for name, value in predict(model, row).items():
        yield {name: value}


#: end
def plain(value: Any) -> Any:
    """Return the first of a batch of outputs as plain Python: a value, a list or a mapping."""
    value = value.tolist() if hasattr(value, "tolist") else value
    first = value[0] if isinstance(value, list) else value
    return {str(k): v for k, v in first.items()} if isinstance(first, dict) else first


def example(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Write a small model of the iris flowers; return its file and a row for it."""
    path = folder / "iris.onnx"
    path.write_bytes(base64.b64decode(IRIS))
    return path, {"x1": 5.1, "x2": 3.5, "x3": 1.4, "x4": 0.2}


# LinearClassifier, trained by scikit-learn: four measurements in, the species out
IRIS = (
    "CAgSADrbAgqPAgoBeBIKcHJlZGljdGlvbhIGc2NvcmVzIhBMaW5lYXJDbGFzc2lmaWVyKjcKE2Ns"
    "YXNzbGFiZWxzX3N0cmluZ3NKBnNldG9zYUoKdmVyc2ljb2xvckoJdmlyZ2luaWNhoAEIKk0KDGNv"
    "ZWZmaWNpZW50cz2HFtm+PcdLdz89JQYhwD36foq/PcP1CD89Ctejvj3P91O+PXNocb89rkfhvT1C"
    "YCW/PaJFLkA9mpkBQKABBioeCgppbnRlcmNlcHRzPRSuHUE92/kOQD2LbEHBoAEGKhIKC211bHRp"
    "X2NsYXNzGAGgAQIqHAoOcG9zdF90cmFuc2Zvcm0iB1NPRlRNQVigAQM6CmFpLm9ubngubWwSBGly"
    "aXNaEQoBeBIMCgoIARIGCgAKAggEYhYKCnByZWRpY3Rpb24SCAoGCAgSAgoAYhYKBnNjb3JlcxIM"
    "CgoIARIGCgAKAggDQgQKABARQg4KCmFpLm9ubngubWwQAw=="
)
