"""The two models that the service serves, trained once on scikit-learn's iris data.

`simple` is a logistic regression and answers within a millisecond, `heavy` is a vote among some
900 trees and takes tens of them. Neither knows which framework calls it.
"""

import io
from functools import cache
from typing import Any

from . import instance

FEATURES = ("sepal_length", "sepal_width", "petal_length", "petal_width")
LABELS = ("setosa", "versicolor", "virginica")
MODELS = {
    "simple": "Logistic regression on four scaled measurements",
    "heavy": "A vote among a random forest, extremely random trees and gradient boosting",
}


def predict(model: str, features: dict[str, float]) -> dict[str, Any]:
    """Return the likeliest label for four measurements in cm, and every label's probability."""
    row = [[features[name] for name in FEATURES]]
    shares = [float(share) for share in trained(model).predict_proba(row)[0]]
    best = max(range(len(LABELS)), key=shares.__getitem__)
    return {
        "model": model,
        "label": LABELS[best],
        "probability": round(shares[best], 4),
        "probabilities": [
            {"label": label, "probability": round(share, 4)}
            for label, share in zip(LABELS, shares, strict=True)
        ],
    }


@cache
def trained(model: str) -> Any:
    """Load a model from the instance folder, where the first process that needs it trains it.

    A joblib file is a pickle, and loading one runs what it says: this folder is ours alone
    (mode 700) and takes no uploads. The file's name carries the version that can read it.
    """
    import joblib
    import sklearn

    path = instance.folder() / f"{model}-{sklearn.__version__}.joblib"
    with instance.lock(model):
        if not path.exists() or not path.stat().st_size:
            buffer = io.BytesIO()
            joblib.dump(train(model)[0], buffer, compress=3)
            instance.write(path, buffer.getvalue())
    instance.check(path)
    return joblib.load(path)


def train(model: str) -> tuple[Any, float]:
    """Return a freshly trained model and its share of right answers on a fifth of the rows."""
    from sklearn.datasets import load_iris
    from sklearn.model_selection import train_test_split

    rows, labels = load_iris(return_X_y=True)
    rows, held_rows, labels, held_labels = train_test_split(
        rows, labels, test_size=0.2, random_state=1, stratify=labels
    )
    estimator = _estimator(model).fit(rows, labels)
    return estimator, float(estimator.score(held_rows, held_labels))


def _estimator(model: str) -> Any:
    from sklearn.ensemble import (
        ExtraTreesClassifier,
        GradientBoostingClassifier,
        RandomForestClassifier,
        VotingClassifier,
    )
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    if model == "simple":
        return make_pipeline(StandardScaler(), LogisticRegression())
    return VotingClassifier(
        [
            ("forest", RandomForestClassifier(300, random_state=1)),
            ("extra", ExtraTreesClassifier(300, random_state=1)),
            ("boosting", GradientBoostingClassifier(random_state=1)),
        ],
        voting="soft",
    )
