"""What a project makes of the scikit-learn models that people have.

The libraries take seconds to import: the tests do it, and not whoever only collects them.
"""

import importlib
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from guide.engine import marks
from guide.engine.features import BOTH, Starter

CLASSES = [0, 1] * 6
MODELS = (
    *("names", "mask", "slice", "places", "calibrated", "searched", "alone", "categories"),
    *("words", "mappings"),
)


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
    from sklearn.compose import make_column_transformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder

    return make_pipeline(
        make_column_transformer((OneHotEncoder(), columns), remainder="passthrough"),
        LogisticRegression(),
    )


def models(table: Any) -> dict[str, tuple[Any, Any, dict[str, str]]]:
    """Return models, each with what it learns from and the texts of its first example."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder

    city = {"a/city": "Oslo"}
    grid = {"logisticregression__C": [1, 2]}
    alone = make_pipeline(OneHotEncoder(), LogisticRegression())
    boosted = HistGradientBoostingClassifier(max_iter=1)
    words = make_pipeline(CountVectorizer(), LogisticRegression())
    mappings = make_pipeline(DictVectorizer(), LogisticRegression())
    return {
        "names": (encoding(["a/city"]), table, city),
        "mask": (encoding([False, True]), table, city),
        "slice": (encoding(slice(1, 2)), table, city),
        "places": (encoding([1]), table.to_numpy(), {"x2": "Oslo"}),
        "calibrated": (CalibratedClassifierCV(encoding(["a/city"]), cv=2), table, city),
        "searched": (GridSearchCV(encoding(["a/city"]), grid, cv=2), table, city),
        "alone": (alone, table[["a/city"]], city),
        "categories": (boosted, table.astype({"a/city": "category"}), city),
        "words": (words, table["a/city"], {"text": "oslo"}),
        "mappings": (mappings, table.to_dict("records"), {"a/city": "Rome"}),
    }


@pytest.mark.parametrize("name", MODELS)
def test_first_example_is_one_that_the_model_takes(adapter: ModuleType, name: str) -> None:
    """Wherever the encoder lies, the example has a text that it has seen."""
    import pandas as pd

    cities = ["Oslo", "Rome", "Rome", "Oslo"]
    table = pd.DataFrame({"age": [20.0, 30.0, 40.0, 50.0] * 3, "a/city": cities * 3})
    found = models(table)
    assert MODELS == tuple(found)
    model, data, texts = found[name]
    model.fit(data, CLASSES)
    example = {each["name"]: each["example"] for each in adapter.describe(model)}

    assert texts == {name: value for name, value in example.items() if value != 0}
    assert adapter.predict(model, example)["prediction"] in (0, 1)


def test_lists_of_tokens_are_no_texts(adapter: ModuleType) -> None:
    """Without a word, each letter would count as a token."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(CountVectorizer(analyzer=list), LogisticRegression())
    model.fit([["Oslo", "town"], ["Rome", "town"]], [0, 1])

    with pytest.raises(adapter.Broken, match="takes lists of tokens"):
        adapter.describe(model)


def test_several_targets_have_no_probabilities_by_class(adapter: ModuleType) -> None:
    """Each target has classes of its own: the prediction is a list."""
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.multioutput import ClassifierChain

    model = ClassifierChain(LogisticRegression())
    model.fit(pd.DataFrame({"age": [20.0, 30.0] * 6}), [[kind, 1 - kind] for kind in CLASSES])

    assert {"prediction": [0, 1]} == adapter.predict(model, {"age": 20.0})


@pytest.mark.parametrize("module", [b"sklearn.linear_model", b"sklearn.linear_nodel"])
def test_other_version_is_named(adapter: ModuleType, tmp_path: Path, module: bytes) -> None:
    """Also where what the model is made of is gone."""
    import sklearn
    from sklearn.linear_model import LogisticRegression

    content = pickle.dumps(LogisticRegression().fit([[1], [2]], [1, 2]))
    here = sklearn.__version__
    content = content.replace(here.encode(), b"0.9.1").replace(b"sklearn.linear_model", module)
    path = tmp_path / "model.pkl"
    path.write_bytes(content)

    with pytest.raises(adapter.Broken, match=rf"scikit-learn 0\.9\.1, this is {here}"):
        adapter.load(path)


def scaler() -> Any:
    from sklearn.preprocessing import StandardScaler

    return StandardScaler()


@pytest.mark.parametrize("make", [lambda: {"model": 1}, scaler], ids=["dict", "scaler"])
def test_what_cannot_predict_is_refused(
    adapter: ModuleType, tmp_path: Path, make: Callable[[], Any]
) -> None:
    """The message says what was found."""
    import joblib

    wrong = make()
    joblib.dump(wrong, tmp_path / "model.joblib")

    with pytest.raises(adapter.Broken, match=f"holds a {type(wrong).__name__}, which has no"):
        adapter.load(tmp_path / "model.joblib")


def added(starter: Starter, folder: Path, kind: str, *arguments: str) -> str:
    """Write what adds a model of a kind to a project, run it, and return what it refuses."""
    for path, text in starter.files[BOTH].items():
        kept = marks.keep(text, {kind})
        if kept is not None and path.endswith(".py"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(kept, encoding="utf-8")
    (folder / "service" / "__init__.py").touch()
    command = [sys.executable, "add_model.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stderr


def test_example_is_trained_whatever_lies_there(starter: Starter, tmp_path: Path) -> None:
    """Without the option the file in model/ is taken."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "mine.joblib").touch()

    assert "" == added(starter, tmp_path, "sklearn", "--example")
    assert "iris.joblib" == json.loads((tmp_path / "model" / "model.json").read_text())["file"]


def test_a_model_of_your_own_has_no_example(starter: Starter, tmp_path: Path) -> None:
    """Where the functions are there to be filled in, nothing can be trained."""
    assert "--example is not a file\n" == added(starter, tmp_path, "python", "--example")


def test_values_for_no_input_are_refused(starter: Starter, tmp_path: Path) -> None:
    """A slip in a name is named, with the names that there are."""
    (tmp_path / "weights").touch()
    said = added(starter, tmp_path, "python", "weights", '{"sepal_lenght": 5.1}')

    assert said.startswith("no input is called 'sepal_lenght' (expected: sepal_length,")
    assert not (tmp_path / "model" / "model.json").exists()
