#: file if sklearn
"""A scikit-learn estimator or pipeline in a joblib, pickle or skops file.

A joblib or pickle file can run any code when it is loaded. Add only one that you trust: the
hash on the card then makes sure that no other one takes its place.

The libraries are imported where they are used: commands that need no model then start at once.
"""

import importlib.metadata
import re
import warnings
from collections.abc import Iterator
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
            model = load_skops(path) if path.suffix == ".skops" else joblib.load(path)
        except Exception as error:
            saved = getattr(error, "original_sklearn_version", None) or version_in(path)
            here = VERSIONS["scikit-learn"]
            if saved in ("", here):
                raise
            raise Broken(
                f"{path} was saved by scikit-learn {saved}, this is {here}. To fix this: "
                f"write scikit-learn=={saved} into requirements.txt, then run dev.py again"
            ) from error
    if not hasattr(model, "predict"):
        raise Broken(
            f"{path} holds a {type(model).__name__}, which has no predict(). To fix this: "
            "save the estimator or the whole pipeline, which ends with a step that predicts"
        )
    return model


def version_in(path: Path) -> str:
    """Return the version of scikit-learn that a file names, if it is not compressed."""
    content = path.read_bytes()
    found = re.search(rb"_sklearn_version.{1,12}?(\d+\.\d+\.\d+)", content, re.DOTALL)
    return found[1].decode() if found else ""


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
    else:  # it takes no table, but a list of mappings or of texts
        known = seen(model, ["text"]) or {"text": ""}
        return [{"name": name, "example": value} for name, value in known.items()]
    known = seen(model, names)
    return [{"name": name, "example": known.get(name, 0.0)} for name in names]


def seen(part: Any, names: list[str]) -> dict[str, Any]:
    """Return, for each column that an encoder inside takes, a value that it has seen."""
    names = list(getattr(part, "feature_names_in_", names))
    if hasattr(part, "categories_"):
        values = [plain(each[0]) for each in part.categories_]
        return dict(zip(names, values, strict=False))
    if hasattr(part, "vocabulary_") and hasattr(part, "separator"):  # a DictVectorizer
        pairs = [each.partition(part.separator) for each in part.feature_names_]
        return {name: value or 0.0 for name, _, value in pairs}
    if hasattr(part, "vocabulary_"):
        word = max(part.vocabulary_, key=len)
        if len(word) > 1 and [*part.build_analyzer()(word)] == [*word]:
            raise Broken(
                "The model takes lists of tokens: a text would fall into its letters. To fix "
                "this: let its vectorizer split a text, by its tokenizer or analyzer"
            )
        return {names[0]: word}
    found: dict[str, Any] = {}
    if hasattr(part, "transformers_"):
        for _, inner, columns in part.transformers_:
            found |= seen(inner, chosen(names, plain(columns)))
    elif hasattr(part, "__dict__"):
        for inner in parts(part):  # only the first step sees the columns themselves
            found = seen(inner, names) | found
    return found


def chosen(names: list[str], columns: Any) -> list[str]:
    """Return the columns that a transformer takes; it has their names or places."""
    if isinstance(columns, slice):
        return names[columns]
    several = [columns] if isinstance(columns, str | int) else columns
    return [each if isinstance(each, str) else names[each] for each in several]


def parts(model: Any) -> Iterator[Any]:
    """Yield what an estimator is made of, such as the steps of a pipeline."""
    for value in vars(model).values():
        for each in value if isinstance(value, list) else [value]:
            inner = each[1] if isinstance(each, tuple) and len(each) > 1 else each
            if hasattr(inner, "fit") or hasattr(inner, "predict_proba"):
                yield inner


def predict(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Return the prediction, and the probability of each class where there is one."""
    table: Any
    if hasattr(model, "feature_names_in_"):
        import pandas as pd

        table = pd.DataFrame([row])
    elif hasattr(model, "n_features_in_"):
        table = [list(row.values())]
    else:  # a text, or what a DictVectorizer takes
        table = [row["text"]] if list(row) == ["text"] else [row]
    answer = {"prediction": plain(model.predict(table)[0])}
    classes = getattr(model, "classes_", [])  # a list if there are several targets
    if hasattr(model, "predict_proba") and not isinstance(classes, list):
        found = plain(model.predict_proba(table)[0])
        answer["probabilities"] = dict(zip(map(str, classes), found, strict=True))
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
