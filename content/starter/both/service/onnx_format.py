#: file if onnx
"""A model in an ONNX file, run by ONNX Runtime. Unlike a pickle it holds no code to run."""

import base64
#: if stream
from collections.abc import Iterator
#: end
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

FORMAT = "onnx"
SUFFIXES = (".onnx",)
VERSIONS = {"onnxruntime": onnxruntime.__version__}
TYPES = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(uint8)": np.uint8,
    "tensor(bool)": np.bool_,
    "tensor(string)": np.str_,
}


def load(path: Path | None) -> Any:
    """Return a session, which any number of threads may use."""
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def is_table(inputs: list[Any]) -> bool:
    """Tell whether the model takes one table of numbers: each of its columns is an input."""
    return len(inputs) == 1 and len(inputs[0].shape) == 2 and columns(inputs[0]) > 1


def columns(node: Any) -> int:
    """Return the number of columns of an input, if the model says it."""
    return node.shape[1] if isinstance(node.shape[1], int) else 0


def describe(model: Any) -> list[dict[str, Any]]:
    """Return the inputs, with a first guess of an example; sizes left open count as 1."""
    nodes = model.get_inputs()
    if is_table(nodes):
        return [
            {"name": f"x{n}", "example": 0.0} for n in range(1, columns(nodes[0]) + 1)
        ]
    found = []
    for node in nodes:
        shape = [size if isinstance(size, int) else 1 for size in node.shape[1:]]
        zero = TYPES[node.type]().item()
        value = zero if shape in ([], [1]) else np.full(shape, zero).tolist()
        found.append({"name": node.name, "example": value})
    return found


def predict(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Return the first output as the prediction, and the others by their names."""
    nodes = model.get_inputs()
    if is_table(nodes):
        feed = {nodes[0].name: np.array([list(row.values())], TYPES[nodes[0].type])}
    else:
        feed = {
            node.name: np.array([row[node.name]], TYPES[node.type]).reshape(
                (1, *np.shape(row[node.name])) if len(node.shape) != 2 else (1, -1)
            )
            for node in nodes
        }
    first, *others = model.run(None, feed)
    names = [node.name for node in model.get_outputs()]
    answer = {"prediction": plain(first[0])}
    answer |= {
        name: plain(value[0]) for name, value in zip(names[1:], others, strict=True)
    }
    return answer


#: if stream
def stream(model: Any, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the prediction, then what belongs to it: this kind of model has no more pieces."""
    for name, value in predict(model, row).items():
        yield {name: value}


#: end
def plain(value: Any) -> Any:
    """Return a NumPy value, or a mapping of classes to numbers, as plain Python."""
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    return value.tolist() if hasattr(value, "tolist") else value


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
