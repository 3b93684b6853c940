"""What the pages of this repository's guide say of its own figures."""

import importlib.util
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import joblib
import yaml
from sklearn.linear_model import LogisticRegression

from guide.bench.runs import read_all
from guide.engine.answers import Answers, asked
from guide.engine.audit import audit
from guide.engine.decision import decide
from guide.telling.english import ENGLISH
from guide.telling.phrases import Phrases, rounded
from tests.conftest import ROOT, guide_of, real_cases

GUIDE = guide_of(ROOT)
METHOD = (ROOT / "content" / "method.md").read_text(encoding="utf-8")
SPEED = (ROOT / "content" / "benchmarks.md").read_text(encoding="utf-8")
CASES = (ROOT / "cases.yaml").read_text(encoding="utf-8")
EXAMPLE = {"experience": "beginner", "database": "relational", "auth": "login"}


def tenths(value: Fraction) -> str:
    """Return a number as the page writes it."""
    return Phrases(ENGLISH).tenths(rounded(value, 10))


def total(answers: Answers, alternative: str) -> Fraction:
    """Return the sum of importance times fit, as the page adds it up."""
    rows = decide(GUIDE, answers).contributions
    return sum(
        (Fraction(g.points) for r in rows for g in r.points if g.alternative == alternative),
        Fraction(0),
    )


def test_the_worked_example_is_right() -> None:
    """The sums, points, margins and the share of the method page follow from the guide."""
    now, raised = Answers(EXAMPLE), Answers(EXAMPLE, {"experience": 5})
    decision = decide(GUIDE, now)
    points = {s.id: s.fit for s in decision.alternatives}
    weight = sum(now.weight(c) for c in asked(GUIDE, now.options))
    share = next(s.share for s in decision.shares.completions if s.alternative == "django")
    said = " ".join(METHOD.split())

    for sentence in (
        f"= {total(now, 'flask')} - Django",
        f"= {total(now, 'django')} - The importances of the twelve add up to {weight}, those of",
        f"Flask has collected {points['flask']} points of 100 and Django {points['django']}, "
        f"and {decision.open} are still open.",
        f"The margin is {tenths(decision.margin or Fraction(0))} points.",
        f"in only {tenths(share * 100)} % of all ways to answer the rest",
        f"Flask has {total(raised, 'flask')} and Django {total(raised, 'django')}, "
        "and the importances add up to 38.",
        f"to {tenths(decide(GUIDE, raised).margin or Fraction(0))} points",
    ):
        assert sentence in said
    for criterion, option in EXAMPLE.items():
        label = next(o.label for o in GUIDE.criterion(criterion).options if o.id == option)
        written = METHOD.partition(f"(/criteria/{criterion}/): ")[2].partition(" |")[0]
        assert written
        assert label.lower().startswith(written)
    assert 12 == len(asked(GUIDE, now.options))


def test_the_limits_of_the_verdict_are_those_of_the_guide() -> None:
    """The method page names them in words."""
    close, clear = GUIDE.verdict.close, GUIDE.verdict.clear

    assert f"the margin is below {close} points" in METHOD
    assert f"from {close} to below {clear} points" in METHOD
    assert f"**Clear:** {clear} points or more" in METHOD


def test_neither_wins_before_one_starts() -> None:
    """Over all ways to answer, each side wins between 47 and 53 of 100."""
    shares = {row.alternative: row.share for row in audit(GUIDE, GUIDE.updated).shares}

    assert Fraction(47, 100) <= shares["flask"] <= Fraction(53, 100)
    assert Fraction(47, 100) <= shares["django"] <= Fraction(53, 100)


def test_nobody_is_asked_too_much() -> None:
    """Fourteen questions at most, and ten where nothing makes more of them worth asking."""
    least = {"audience": "programs", "project-size": "small", "existing-code": "none"}
    least |= {"model": "small", "speed": "short", "auth": "open", "database": "none"}

    assert len(GUIDE.criteria) <= 14
    assert len([c for c in GUIDE.criteria if not c.when]) <= 10
    assert len(asked(GUIDE, least)) <= 10


def test_what_counts_that_flask_carries_less() -> None:
    """Of the answers that need nothing those lean to Flask that the method page names."""
    needing_nothing = {"auth": "open", "forms": "one", "speed": "short"}
    needing_nothing |= {"database": "none", "admin": "none", "model": "small"}
    fits = {
        criterion: next(o.fit for o in GUIDE.criterion(criterion).options if o.id == option)
        for criterion, option in needing_nothing.items()
    }
    said = " ".join(METHOD.split())
    lean = {criterion for criterion, fit in fits.items() if fit["flask"] > fit["django"]}

    assert lean == {"database", "admin", "model"}
    assert "that nothing is stored, and that no admin is wanted" in said
    assert "A small model counts it by a point" in said
    assert fits["model"]["flask"] - fits["model"]["django"] == 1


def test_the_importance_of_speed_is_that_of_its_question() -> None:
    """The page about speed says with which one it starts."""
    importance = GUIDE.criterion("speed").importance

    assert f"starts with an importance of {importance} of 5" in " ".join(SPEED.split())


def test_the_reason_about_large_pages_is_what_our_run_found() -> None:
    """It names the ratios of Complete without extras, and how far their intervals reach."""
    run = read_all(ROOT / "content" / "benchmarks").runs[0].run
    rows = [
        row
        for row in run.rows
        if (row.test, row.left.label, row.right.label)
        == ("complete", "Flask, bare", "Django, bare")
    ]
    (pages,) = (o for o in GUIDE.criterion("speed").options if o.id == "pages")
    ratios, ends = [row.ratio for row in rows], [end for row in rows for end in (row.low, row.high)]

    assert f"{min(ratios):.2f} to {max(ratios):.2f} times" in pages.because["flask"]
    assert f"intervals from {min(ends):.2f} to {max(ends):.2f}." in pages.because["flask"]


def test_cases_that_came_out_otherwise_say_so() -> None:
    """The head of `cases.yaml` promises it: where the project took the other, a comment says so."""
    came_out = {case["source"]: case["came_out"] for case in real_cases()}
    other = {"flask": "django", "django": "flask"}
    otherwise = {
        case["name"]
        for case in yaml.safe_load(CASES)["cases"]
        if "winner" in case and came_out[case["source"]].startswith(other[case["winner"]])
    }
    marked = {line for line in CASES.splitlines() if "# not so here" in line}

    assert len(otherwise) == 1
    assert len(marked) == 1
    assert otherwise == {line.partition("name: ")[2].partition("  #")[0] for line in marked}


def test_a_figure_that_differs_has_its_reason() -> None:
    """So says the page with all of them: where an answer suits one better, each has a sentence."""
    said = " ".join((ROOT / "content/compare.md").read_text(encoding="utf-8").split())
    bare = [
        (criterion.id, option.id)
        for criterion in GUIDE.criteria
        for option in criterion.options
        if len(set(option.fit.values())) > 1 and set(option.fit) - set(option.because)
    ]

    assert "Where an answer’s two numbers differ, its [criterion’s page](/criteria/) gives" in said
    assert [] == bare


def test_whoever_is_sent_elsewhere_is_told_how_to_begin() -> None:
    """A result that names something else first leads to a text that says what to do then."""
    page = (ROOT / "content/neither.md").read_text(encoding="utf-8")
    texts = {
        re.sub(r"[^a-z]+", "-", title.lower()): text
        for title, text in re.findall(
            r"^## (.*?)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE
        )
    }
    first = {place.link.partition("#")[2] for place in GUIDE.elsewhere if place.place == "first"}

    assert first
    assert [] == [name for name in first if not re.search(r"\b[Bb]egin with\b", texts[name])]


def test_script_for_a_regular_batch_run_works(tmp_path: Path) -> None:
    """It stands on the page as it is run here; a second night replaces the scores of the first."""
    page = (ROOT / "content/neither.md").read_text(encoding="utf-8")
    script = page.partition("## Batch scoring")[2].partition("```python\n")[2].partition("```")[0]
    model = LogisticRegression().fit([[0, 9], [9, 0]], [True, False])
    joblib.dump(model, tmp_path / "churn.joblib")
    with closing(sqlite3.connect(tmp_path / "shop.db")) as database:
        database.execute("CREATE TABLE customer (id, orders, days)")
        database.execute("CREATE TABLE score (customer, score)")
        database.execute("INSERT INTO customer VALUES (7, 0, 9), (8, 9, 0)")
        database.commit()
        for _ in range(2):
            subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
        scores = dict(database.execute("SELECT * FROM score").fetchall())

    assert [7, 8] == [*scores]
    assert scores[7] > 0.9 > 0.1 > scores[8]


# pages of the two whose whole says what they are cited for
WHOLE = {
    "https://docs.djangoproject.com/en/5.2/misc/design-philosophies/",
    "https://docs.djangoproject.com/en/5.2/ref/contrib/",
    "https://docs.djangoproject.com/en/5.2/ref/databases/",
    "https://flask.palletsprojects.com/en/stable/changes/",
    "https://flask.palletsprojects.com/en/stable/gevent/",
    "https://flask.palletsprojects.com/en/stable/license/",
    "https://flask.palletsprojects.com/en/stable/patterns/packages/",
}


def test_claims_lead_to_the_passage_that_they_rest_on() -> None:
    """So do advantages and drawbacks, in the long documents of the two; `--links` tries it."""
    claims = [*GUIDE.claims, *(claim for c in GUIDE.criteria for claim in c.claims)]
    points = [point for a in GUIDE.alternatives for point in (*a.advantages, *a.drawbacks)]
    sources = [said.sources for said in claims] + [said.sources for said in points]
    urls = {str(source.url) for some in sources for source in some}
    own = ("https://docs.djangoproject.com/", "https://flask.palletsprojects.com/")

    assert WHOLE == {url for url in urls if url.startswith(own) and "#" not in url}


def test_the_template_of_a_login_is_yours() -> None:
    """Django has the views of a login, and templates for its reset only: the reason says so."""
    spec = importlib.util.find_spec("django")
    assert spec
    assert spec.origin
    templates = {path.name for path in Path(spec.origin).parent.rglob("registration/*.html")}
    (login,) = (o for o in GUIDE.criterion("auth").options if o.id == "login")

    assert "password_reset_form.html" in templates
    assert "login.html" not in templates
    assert "the log-in page’s template is yours" in login.because["django"]
