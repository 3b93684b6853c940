"""What a project makes of the scikit-learn models that people have."""

import importlib
import pickle
from pathlib import Path
from types import ModuleType
from typing import Any

import joblib
import pandas as pd
import pytest
import sklearn
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.multioutput import ClassifierChain
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from guide.engine import marks
from guide.engine.features import BOTH, Starter

TABLE = pd.DataFrame(
    {"age": [20.0, 30.0, 40.0, 50.0] * 3, "a/city": ["Oslo", "Rome", "Rome", "Oslo"] * 3}
)
CLASSES = [0, 1] * 6


@pytest.fixture
def adapter(starter: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that loads and asks such models."""
    package = tmp_path / "adapting"
    package.mkdir()
    for name in ("errors.py", "sklearn_format.py"):
        text = marks.keep(starter.files[BOTH][f"service/{name}"], {"sklearn"})
        (package / name).write_text(text or "", encoding="utf-8")
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module("adapting.sklearn_format")


def encoding(columns: Any) -> Any:
    """Return a pipeline that encodes some columns and scales none."""
    return make_pipeline(
        make_column_transformer((OneHotEncoder(), columns), remainder="passthrough"),
        LogisticRegression(),
    )


@pytest.mark.parametrize(
    ("model", "data", "texts"),
    [
        (encoding(["a/city"]), TABLE, {"a/city": "Oslo"}),
        (encoding([False, True]), TABLE, {"a/city": "Oslo"}),
        (encoding(slice(1, 2)), TABLE, {"a/city": "Oslo"}),
        (encoding([1]), TABLE.to_numpy(), {"x2": "Oslo"}),
        (CalibratedClassifierCV(encoding(["a/city"]), cv=2), TABLE, {"a/city": "Oslo"}),
        (
            GridSearchCV(encoding(["a/city"]), {"logisticregression__C": [1, 2]}, cv=2),
            TABLE,
            {"a/city": "Oslo"},
        ),
        (
            make_pipeline(OneHotEncoder(), LogisticRegression()),
            TABLE[["a/city"]],
            {"a/city": "Oslo"},
        ),
        (
            HistGradientBoostingClassifier(max_iter=1),
            TABLE.astype({"a/city": "category"}),
            {"a/city": "Oslo"},
        ),
        (make_pipeline(CountVectorizer(), LogisticRegression()), TABLE["a/city"], {"text": "oslo"}),
        (
            make_pipeline(DictVectorizer(), LogisticRegression()),
            TABLE.to_dict("records"),
            {"a/city": "Rome"},
        ),
    ],
)
def test_first_example_is_one_that_the_model_takes(
    adapter: ModuleType, model: Any, data: Any, texts: dict[str, str]
) -> None:
    """Wherever the encoder lies, the example has a text that it has seen."""
    model.fit(data, CLASSES)
    example = {each["name"]: each["example"] for each in adapter.describe(model)}

    assert texts == {name: value for name, value in example.items() if value != 0}
    assert adapter.predict(model, example)["prediction"] in (0, 1)


def test_lists_of_tokens_are_no_texts(adapter: ModuleType) -> None:
    """Without a word, each letter would count as a token."""
    model = make_pipeline(CountVectorizer(analyzer=list), LogisticRegression())
    model.fit([[city, "town"] for city in TABLE["a/city"]], CLASSES)

    with pytest.raises(adapter.Broken, match="takes lists of tokens"):
        adapter.describe(model)


def test_several_targets_have_no_probabilities_by_class(adapter: ModuleType) -> None:
    """Each target has classes of its own: the prediction is a list."""
    model = ClassifierChain(LogisticRegression())
    model.fit(TABLE[["age"]], [[kind, 1 - kind] for kind in CLASSES])

    assert {"prediction": [0, 1]} == adapter.predict(model, {"age": 20.0})


@pytest.mark.parametrize("module", [b"sklearn.linear_model", b"sklearn.linear_nodel"])
def test_other_version_is_named(adapter: ModuleType, tmp_path: Path, module: bytes) -> None:
    """Also where what the model is made of is gone."""
    content = pickle.dumps(LogisticRegression().fit([[1], [2]], [1, 2]))
    here = sklearn.__version__
    content = content.replace(here.encode(), b"0.9.1").replace(b"sklearn.linear_model", module)
    path = tmp_path / "model.pkl"
    path.write_bytes(content)

    with pytest.raises(adapter.Broken, match=rf"scikit-learn 0\.9\.1, this is {here}"):
        adapter.load(path)


@pytest.mark.parametrize("wrong", [{"model": 1}, StandardScaler()])
def test_what_cannot_predict_is_refused(adapter: ModuleType, tmp_path: Path, wrong: Any) -> None:
    """The message says what was found."""
    joblib.dump(wrong, tmp_path / "model.joblib")

    with pytest.raises(adapter.Broken, match=f"holds a {type(wrong).__name__}, which has no"):
        adapter.load(tmp_path / "model.joblib")
