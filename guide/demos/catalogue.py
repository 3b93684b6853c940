"""What each demo compares, and the requests that show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Input:
    """A value that a visitor may change; `default` is what the recorded exchange sends."""

    name: str
    label: str
    kind: Literal["number", "text", "choice"]
    default: str
    least: float | None = None
    most: float | None = None
    step: float | None = None
    longest: int | None = None
    pattern: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One request of a demo.

    ``{name}`` in it stands for an input, for what an earlier step took, or (``{run}``) for a
    number that is another one in each run. `page` is a page whose form is sent: its hidden token
    goes along with the fields of `form`. `take` names what later steps need, each by a regular
    expression with one group, searched in the answer, and `look` is one for the part of a page
    that shows what happened. `elsewhere` holds the path for a twin whose library chose another one.
    """

    says: str
    method: str
    path: str
    json: object = field(default=None, hash=False)
    form: Mapping[str, str] | None = field(default=None, hash=False)
    page: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    take: Mapping[str, str] = field(default_factory=dict, hash=False)
    look: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Difference:
    """What one framework does about something, beside what the other does."""

    about: str
    flask: str
    django: str


@dataclass(frozen=True)
class Demo:
    """One comparison: what it checks, its requests, and the files that answer them.

    `files` name modules and templates that both twins have and `more` those of one alone; `only`
    names the functions of a module that the demo needs, where others share it with it;
    `pages` are pages to look at; `criterion` is the guide's id. `warm` are requests that make or
    load, in each process once, what the others need: the time of those then says nothing of it.
    """

    id: str
    title: str
    summary: str
    criterion: str
    means: str
    steps: tuple[Step, ...] = ()
    inputs: tuple[Input, ...] = ()
    files: tuple[str, ...] = ()
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    differences: tuple[Difference, ...] = ()
    pages: tuple[str, ...] = ()
    warm: tuple[Step, ...] = ()


FLOWER = (
    Input("sepal_length", "Sepal length, cm", "number", "5.1", 0, 30, 0.1),
    Input("sepal_width", "Sepal width, cm", "number", "3.5", 0, 30, 0.1),
    Input("petal_length", "Petal length, cm", "number", "1.4", 0, 30, 0.1),
    Input("petal_width", "Petal width, cm", "number", "0.2", 0, 30, 0.1),
)
FEATURES = {each.name: f"{{{each.name}}}" for each in FLOWER}
MODEL = Input("model", "Model", "choice", "simple", choices=("simple", "heavy"))
NOTE = Input("note", "Note", "text", "from the demo", longest=200)
KEY = Input("key", "Key", "text", "flower-1", longest=40, pattern="[a-z0-9][a-z0-9\\-]{0,39}")
RECORD_ID = {"id": r'"id":\s*(\d+)'}
TABLES = Step("Make the tables", "GET", "complete")
LOADED = Step(
    "Load the model",
    "POST",
    "predict",
    {"model": "{model}", "features": dict.fromkeys(FEATURES, 1)},
)
TRAINED = Step(
    "Load a model", "POST", "predict", {"model": "simple", "features": dict.fromkeys(FEATURES, 1)}
)
FIRST_ROW = r"<tbody>\s*(<tr>[\s\S]*?</tr>)"
PASSPHRASE = "correct horse battery"  # noqa: S105

DEMOS = (
    Demo(
        id="json",
        title="JSON",
        summary="Serialise one small object: the article's JSON test.",
        criterion="speed",
        means="Both spend a fraction of a millisecond. A model that answers in one millisecond, or "
        "in fifty, makes the difference too small to decide anything.",
        steps=(Step("Ask for one small object", "GET", "json"),),
        files=("benchmark.py",),
        only={"benchmark.py": ("json",)},
        differences=(
            Difference("Routing", "a decorator on the view", "a table in urls.py"),
            Difference("JSON", "jsonify() sorts the keys", "JsonResponse keeps their order"),
        ),
    ),
    Demo(
        id="remote",
        title="Remote",
        summary="Wait for another server that takes a tenth of a second: the Remote test.",
        criterion="speed",
        means="Whatever serves this waits. How many requests wait at once is a setting of the "
        "server in front, such as gunicorn's threads, and not of the framework.",
        steps=(Step("Ask a server that answers after 0.1 s", "GET", "remote"),),
        files=("benchmark.py",),
        only={"benchmark.py": ("remote",)},
    ),
    Demo(
        id="complete",
        title="Complete",
        summary="Load 100 of 10,000 rows through the ORM, add one, sort, and render a table.",
        criterion="speed",
        means="Most of the time goes into the ORM and the templates. Whoever renders large pages "
        "for many visitors should measure it; a service that answers in JSON renders none.",
        steps=(Step("Load 100 random rows and render 101", "GET", "complete"),),
        files=("benchmark.py", "models.py", "templates/complete.html"),
        only={"benchmark.py": ("complete",)},
        warm=(TABLES,),
        differences=(
            Difference("ORM", "SQLAlchemy, by Flask-SQLAlchemy", "Django's own"),
            Difference("Templates", "Jinja", "Django's own; Jinja is a setting away"),
        ),
    ),
    Demo(
        id="predict",
        title="Predictions",
        summary="Serve two scikit-learn models: one that takes a millisecond and one that takes "
        "tens of them.",
        criterion="model",
        means="learner.py and checks.py are the same file in both: how complex a model is says "
        "nothing about which framework should serve it.",
        steps=(
            Step("Ask which models there are", "GET", "models"),
            Step("Predict", "POST", "predict", {"model": "{model}", "features": FEATURES}),
            Step(
                "Leave something out, and be told what",
                "POST",
                "predict",
                {"model": "{model}", "features": {"sepal_length": "long"}},
            ),
        ),
        inputs=(MODEL, *FLOWER),
        files=("predict.py", "learner.py", "checks.py", "problems.py"),
        warm=(LOADED,),
        differences=(
            Difference(
                "Reading JSON",
                "request.get_json() refuses a wrong type or body",
                "json.loads(request.body), and the checks by hand",
            ),
            Difference(
                "Errors",
                "error handlers, one for each kind",
                "a handler for each status, and middleware",
            ),
        ),
    ),
    Demo(
        id="records",
        title="A relational database",
        summary="Keep a log of predictions through SQLAlchemy and through Django's ORM.",
        criterion="database",
        means="Both do the same work. Django's ORM comes with migrations and an administration; "
        "SQLAlchemy is chosen and wired by you, and can express more of SQL.",
        steps=(
            Step(
                "Add a record",
                "POST",
                "records",
                {"model": "{model}", "label": "setosa", "probability": 0.98, "note": "{note}"},
                take=RECORD_ID,
            ),
            Step("Read it", "GET", "records/{id}"),
            Step(
                "Replace it",
                "PUT",
                "records/{id}",
                {"model": "{model}", "label": "virginica", "probability": 0.6, "note": "{note}"},
            ),
            Step("Filter and page", "GET", "records?model={model}&page=1&size=5"),
            Step("Delete it", "DELETE", "records/{id}"),
        ),
        inputs=(MODEL, NOTE),
        files=("records.py", "models.py", "tidy.py", "seed.py"),
        warm=(TABLES,),
        differences=(
            Difference("ORM", "SQLAlchemy, by Flask-SQLAlchemy", "built in"),
            Difference("Migrations", "create_all(), or Flask-Migrate", "built in"),
            Difference("Paging", "db.paginate() of Flask-SQLAlchemy", "Paginator, built in"),
        ),
    ),
    Demo(
        id="features",
        title="A key-value store",
        summary="Keep measurements in lmdb or Redis, and predict by their key.",
        criterion="database",
        means="store.py is the same file in both: neither framework helps and neither is in the "
        "way. What Django loses with a non-relational store is what it builds on its ORM.",
        steps=(
            Step("Keep a flower under a key", "PUT", "features/{key}", FEATURES),
            Step("Read it", "GET", "features/{key}"),
            Step("Predict by the key", "POST", "predict", {"model": "{model}", "key": "{key}"}),
            Step("Delete it", "DELETE", "features/{key}"),
        ),
        inputs=(KEY, MODEL, *FLOWER),
        files=("features.py", "store.py", "predict.py"),
        warm=(LOADED,),
        differences=(
            Difference(
                "Works with it",
                "routing, JSON, forms, sessions (in a cookie), Flask-Login with your own loader",
                "routing, JSON, forms without a model; cache and sessions with Redis, not lmdb",
            ),
            Difference(
                "Does not",
                "Flask-SQLAlchemy, and Flask-Admin's views for it",
                "models, migrations, ModelForm, the admin, users, groups and permissions",
            ),
        ),
    ),
    Demo(
        id="auth",
        title="Accounts",
        summary="Sign up, log in, a new password by mail, and a right that only a group has.",
        criterion="auth",
        means="Django brings users, groups, permissions and the pages for passwords. In Flask "
        "each is an extension, or yours to write and to keep safe.",
        steps=(
            Step(
                "Sign up, as a trainer",
                "POST",
                "signup",
                form={
                    "username": "{username}{run}",
                    "email": "{username}{run}@example.org",
                    "password1": PASSPHRASE,
                    "password2": PASSPHRASE,
                    "trainer": "on",
                },
                page="signup",
            ),
            Step("Ask who is logged in", "GET", "me"),
            Step("Train a model again: trainers may", "POST", "retrain", form={}, page="login"),
            Step(
                "Ask for a new password",
                "POST",
                "reset",
                form={"email": "{username}{run}@example.org"},
                page="reset",
                take={"link": r'href="[^"]*/(reset/[^"]+)"'},
            ),
            Step("Follow the link in the mail", "GET", "{link}"),
            Step("Log out", "POST", "logout", form={}, page="login"),
            Step("Ask who is logged in", "GET", "me"),
            Step("Train a model again: nobody may", "POST", "retrain", form={}, page="login"),
            Step(
                "Log in with a wrong password",
                "POST",
                "login",
                form={"username": "{username}{run}", "password": "wrong"},
                page="login",
            ),
        ),
        inputs=(
            Input("username", "Name", "text", "ada", longest=36, pattern="[A-Za-z0-9_.+\\-]{1,36}"),
        ),
        warm=(TABLES, TRAINED),
        files=("auth.py", "outbox.py", "templates/account.html", "templates/outbox.html"),
        more={"flask": ("templates/_fields.html",)},
        differences=(
            Difference("Users", "a table of yours and Flask-Login", "built in"),
            Difference("Groups and rights", "a table and a decorator of yours", "built in"),
            Difference(
                "Passwords",
                "hashed by Werkzeug, rules of yours: here only a length",
                "hashed, and checked for strength",
            ),
            Difference("Reset by mail", "itsdangerous, Flask-Mail, two views", "built in"),
            Difference("A new password ends old sessions", "by hand, in User.get_id()", "built in"),
        ),
        pages=("signup", "login", "reset", "outbox"),
    ),
    Demo(
        id="forms",
        title="Forms, and an attack on them",
        summary="A form on the log, checked in the browser and on the server, and three attacks.",
        criterion="forms",
        means="The three attacks fail on both. Django's guards are on when a project starts. With "
        "Flask, Jinja's escaping is on, parameters come with SQLAlchemy, and CSRFProtect is a line "
        "that you must not forget.",
        steps=(
            Step(
                "Send the form with a mistake",
                "POST",
                "form",
                form={"model": "simple", "label": "setosa", "probability": "2", "note": "{note}"},
                page="form",
                look=r'(<ul class="errorlist"[\s\S]*?</ul>)',
            ),
            Step(
                "Send it without",
                "POST",
                "form",
                form={"model": "simple", "label": "setosa", "probability": "1", "note": "{note}"},
                page="form",
                look=FIRST_ROW,
            ),
            Step(
                "SQL injection: stopped by the ORM, which sends values apart from the query. "
                "Had it worked, the page would list the record from before",
                "GET",
                "form?q={injection}",
                look=FIRST_ROW,
            ),
            Step(
                "Cross-site scripting: stopped by the templates, which escape what they show. Had "
                "it worked, there would be a script in the page",
                "POST",
                "form",
                form={"model": "simple", "label": "setosa", "probability": "1", "note": "{script}"},
                page="form",
                look=FIRST_ROW,
            ),
            Step(
                "A forged request, without the token: stopped by the CSRF check, with a 403",
                "POST",
                "form",
                form={"model": "simple", "label": "setosa", "probability": "1", "note": "forged"},
            ),
        ),
        inputs=(
            NOTE,
            Input("injection", "SQL injection", "text", "' OR '1'='1' --", longest=100),
            Input("script", "Script", "text", "<script>alert(1)</script>", longest=100),
        ),
        files=("forms.py", "models.py", "templates/form.html", "guards.py"),
        warm=(TABLES,),
        more={"flask": ("templates/_fields.html",)},
        differences=(
            Difference("Fields", "written again, by Flask-WTF and WTForms", "from the model"),
            Difference("In the browser", "HTML attributes by WTForms", "HTML attributes"),
            Difference("SQL injection", "SQLAlchemy's parameters", "the ORM's parameters"),
            Difference("Cross-site scripting", "Jinja escapes", "Django's templates escape"),
            Difference("Forged requests", "CSRFProtect of Flask-WTF", "middleware, built in"),
            Difference("Looked at first", "the method, then the token", "the token"),
        ),
        pages=("form",),
    ),
    Demo(
        id="admin",
        title="An admin site",
        summary="Django's admin and Flask-Admin on the same table, for a harmless demo user.",
        criterion="admin",
        means="A model that people correct by hand needs such a page. Django's comes with it and "
        "knows rights; Flask-Admin needs an account system first, and every query limited to the "
        "right rows.",
        steps=(
            Step("Enter as the demo user", "POST", "enter", form={}, page="enter"),
            Step(
                "See the records",
                "GET",
                "admin/record/",
                elsewhere={"django": "admin/django_twin/record/"},
            ),
        ),
        files=("admin.py", "templates/enter.html"),
        warm=(TABLES,),
        differences=(
            Difference("Rights", "is_accessible() and can_delete, by hand", "users and groups"),
            Difference("Only one's own rows", "three queries to override", "one queryset"),
            Difference("History of changes", "none", "built in"),
        ),
        pages=("enter",),
    ),
    Demo(
        id="structure",
        title="Size and structure",
        summary="Lines and files of both twins, counted where they run; packages, start-up.",
        criterion="project-size",
        means="What Flask leaves out is written or installed: compare a demo that needs accounts "
        "with one that answers in JSON, and see which is closer to yours.",
    ),
)


def demo(id: str) -> Demo | None:
    """Return the demo of this id."""
    return next((each for each in DEMOS if each.id == id), None)


def named(ids: Iterable[str | None]) -> list[Demo]:
    """Return the demos of these ids, each once; an id that is none of a demo's is left out."""
    return [found for each in dict.fromkeys(ids) if each and (found := demo(each))]
