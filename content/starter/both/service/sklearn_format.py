#: file if sklearn
"""A scikit-learn estimator or pipeline in a joblib, pickle or skops file.

A joblib or pickle file can run any code when it is loaded. Add only one that you trust: the
hash on the card then makes sure that no other one takes its place.

The libraries are imported where they are used: commands that need no model then start at once.
"""

import importlib.metadata
import warnings
#: if stream
from collections.abc import Iterator
#: end
from pathlib import Path
from typing import Any

from .errors import Broken

FORMAT = "sklearn"
SUFFIXES = (".joblib", ".pkl", ".pickle", ".skops")
VERSIONS = {"scikit-learn": importlib.metadata.version("scikit-learn")}
TRUSTED: list[str] = []  # what a skops file may hold beyond what skops itself trusts


def load(path: Path) -> Any:
    """Return the estimator; that another version of scikit-learn saved it is an error."""
    import joblib
    from sklearn.exceptions import InconsistentVersionWarning

    with warnings.catch_warnings():
        warnings.simplefilter("error", InconsistentVersionWarning)
        try:
            return load_skops(path) if path.suffix == ".skops" else joblib.load(path)
        except InconsistentVersionWarning as found:
            saved, here = found.original_sklearn_version, found.current_sklearn_version
            raise Broken(
                f"{path} was saved by scikit-learn {saved}, this is {here}. To fix this: "
                f"write scikit-learn=={saved} into requirements.txt, then run dev.py again"
            ) from None


def load_skops(path: Path) -> Any:
    """Return the estimator of a skops file, if it holds nothing but trusted types."""
    from skops import io  # only such files need it, so it is not in requirements.txt

    if unknown := set(io.get_untrusted_types(file=path)) - set(TRUSTED):
        raise Broken(
            f"{path} holds types that skops does not know. If you trust them, write into "
            f"service/sklearn_format.py: TRUSTED = {sorted(unknown)}"
        )
    return io.load(path, trusted=TRUSTED)


def describe(model: Any) -> list[dict[str, Any]]:
    """Return the inputs, with a first guess of an example: zeros, and texts it has seen."""
    if hasattr(model, "feature_names_in_"):  # the columns that it was trained with
        names = [str(name) for name in model.feature_names_in_]
    elif hasattr(model, "n_features_in_"):
        names = [f"x{n}" for n in range(1, model.n_features_in_ + 1)]
    else:  # a text classifier takes no table, but a list of texts
        return [{"name": "text", "example": ""}]
    known = known_values(model)
    return [{"name": name, "example": known.get(name, 0.0)} for name in names]


def known_values(model: Any) -> dict[str, Any]:
    """Return, for each column that a pipeline encodes, a value that its encoder has seen."""
    found: dict[str, Any] = {}
    for step in getattr(model, "named_steps", {"": model}).values():
        for _, part, columns in getattr(step, "transformers_", ()):
            for encoder in getattr(part, "named_steps", {"": part}).values():
                if hasattr(encoder, "categories_"):
                    first = [plain(seen[0]) for seen in encoder.categories_]
                    found |= dict(zip(columns, first, strict=False))
                elif hasattr(encoder, "vocabulary_"):
                    found[str(columns)] = min(encoder.vocabulary_)
    return found


def predict(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Return the prediction, and the probability of each class where there is one."""
    table: Any
    if hasattr(model, "feature_names_in_"):
        import pandas as pd

        table = pd.DataFrame([row])
    elif hasattr(model, "n_features_in_"):
        table = [list(row.values())]
    else:
        table = [row["text"]]
    answer = {"prediction": plain(model.predict(table)[0])}
    if hasattr(model, "predict_proba") and hasattr(model, "classes_"):
        found = model.predict_proba(table)[0]
        if len(found) == len(model.classes_):
            names = map(str, model.classes_)
            answer["probabilities"] = dict(zip(names, found.tolist(), strict=True))
    return answer


#: if stream
def stream(model: Any, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the prediction, then what belongs to it: this kind of model has no more pieces."""
    for name, value in predict(model, row).items():
        yield {name: value}


#: end
def plain(value: Any) -> Any:
    """Return a NumPy value as plain Python."""
    return value.tolist() if hasattr(value, "tolist") else value


def example(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Train a small model on the iris flowers; return its file and a row for it."""
    import joblib
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    iris = load_iris(as_frame=True)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(iris.data, iris.target_names[iris.target])
    path = folder / "iris.joblib"
    joblib.dump(model, path)
    return path, iris.data.iloc[0].to_dict()
