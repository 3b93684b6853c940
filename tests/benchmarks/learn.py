"""What can be learnt from the answers of the real cases, the most that rules over them can reach.

Two methods of scikit-learn learn from nine tenths of the cases and are tried on the last tenth, ten
times, with five shares: once which of the two it was, once whether it ended elsewhere. The guide
stands beside them, though most of the cases were seen before its figures were set.

    python -m tests.benchmarks.learn
"""

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from guide.engine.answers import Answers
from guide.engine.decision import decide
from tests.test_real_cases import CASES, GUIDE, LATER, ending

WRONGLY = 0.15  # the share of the others that may be sent elsewhere
SHARES = 5


def likely(method: ClassifierMixin, seen: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return how likely each case is by what was learnt without it, the mean over shares."""
    return np.mean(
        [
            cross_val_predict(
                method,
                seen,
                wanted,
                cv=StratifiedKFold(10, shuffle=True, random_state=share),
                method="predict_proba",
            )[:, 1]
            for share in range(SHARES)
        ],
        axis=0,
    )


def main() -> None:
    cases = CASES + LATER
    given = sorted({answer for case in cases for answer in case["answers"].items()})
    seen = np.array([[case["answers"].get(k) == v for k, v in given] for case in cases], float)
    ends = np.array([ending(case) for case in cases])
    two, elsewhere = np.isin(ends, ("flask", "django")), ends == "elsewhere"
    decisions = [decide(GUIDE, Answers(case["answers"])) for case in cases]
    winners = np.array([decision.winner or "" for decision in decisions])
    first = np.array([any(p.place == "first" for p in d.elsewhere) for d in decisions])

    print(f"{'':22}{'Flask or Django':>16}{'elsewhere':>11}{'wrongly':>9}")
    print(
        f"{'The guide':22}{(winners == ends)[two].mean():16.1%}"
        f"{first[elsewhere].mean():11.1%}{first[~elsewhere].mean():9.1%}"
    )
    for name, method in (
        ("Logistic regression", LogisticRegression(C=0.3, max_iter=1000)),
        ("Random forest", RandomForestClassifier(400, min_samples_leaf=2, random_state=0)),
    ):
        django = likely(method, seen[two], ends[two] == "django") > 0.5
        leaves = likely(method, seen, elsewhere)
        bar = np.quantile(leaves[~elsewhere], 1 - WRONGLY)
        print(
            f"{name:22}{(django == (ends[two] == 'django')).mean():16.1%}"
            f"{(leaves[elsewhere] > bar).mean():11.1%}{(leaves[~elsewhere] > bar).mean():9.1%}"
        )


if __name__ == "__main__":
    main()
