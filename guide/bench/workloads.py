"""The five tests: what each one asks, and what a right answer is."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException
from typing import Any, TypeVar

from guide.bench.load import Expected, Request
from guide.bench.result import TestName

ROWS = 101  # of the Complete test
ASKED = {"model", "label", "probability", "note"}  # by the form
Page = TypeVar("Page", bound=HTMLParser)
PATIENCE = 120.0  # seconds; the first request makes the tables or trains the model


class WrongAnswerError(Exception):
    """A twin's answer is not what the test asks for; the message says how."""


@dataclass(frozen=True)
class Answer:
    """A right answer: what it says, to compare the two twins, and what load has to find."""

    says: Any
    expected: Expected


@dataclass(frozen=True)
class Workload:
    """One test."""

    name: TestName
    path: str
    content_type: str
    read: Callable[[bytes], Answer]  # raises WrongAnswerError
    method: str = "GET"
    body: bytes = b""

    def request(self, port: int) -> Request:
        """Return the request for the generator."""
        return Request(port, self.path, self.method, self.body)

    def verify(self, port: int) -> Answer:
        """Ask once, with Python's own client, and check status, type and body.

        Raises `WrongAnswerError`.
        """
        asked = f"{self.method} {self.path}"
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            headers = {"Content-Type": "application/json"} if self.body else {}
            connection.request(self.method, self.path, self.body or None, headers)
            response = connection.getresponse()
            body = response.read()
        except (OSError, HTTPException) as error:
            raise WrongAnswerError(f"{asked}: no answer ({error!r})") from None
        finally:
            connection.close()
        return self.judge(response.status, response.headers.get_content_type(), body)

    def judge(self, status: int, kind: str, body: bytes) -> Answer:
        """Check status, type and body of an answer. Raises `WrongAnswerError`."""
        asked = f"{self.method} {self.path}"
        if status != 200:
            raise WrongAnswerError(f"{asked}: status {status}: {body[:200]!r}")
        if kind != self.content_type:
            raise WrongAnswerError(f"{asked}: {kind} instead of {self.content_type}")
        try:
            return self.read(body)
        except WrongAnswerError as error:
            raise WrongAnswerError(f"{asked}: {error}") from None


def _hello_json(body: bytes) -> Answer:
    says = _parse(body)
    if says != {"message": "Hello, World!"}:
        raise WrongAnswerError(f"not the message: {body[:80]!r}")
    return Answer(says, Expected(length=len(body)))


def _hello_text(body: bytes) -> Answer:
    if body != b"Hello, World!":
        raise WrongAnswerError(f"not what the remote server said: {body[:80]!r}")
    return Answer(body, Expected(length=len(body)))


def _table(body: bytes) -> Answer:
    page = _read(_Table(), body)
    if page.strange:
        raise WrongAnswerError(f"the content is not escaped: <{page.strange}> in a cell")
    contents = [row[1] for row in page.rows if len(row) == 2]
    if len(contents) != ROWS or len(page.rows) != ROWS:
        raise WrongAnswerError(f"{len(page.rows)} rows instead of {ROWS}")
    if contents != sorted(contents):
        raise WrongAnswerError("the rows are not sorted by content")
    if contents.count("Hello, World!") != 1:
        raise WrongAnswerError("the unsaved message is missing")
    # The rows are others each time, and so is the length; the number of rows is not.
    return Answer(ROWS, Expected(marker=b"<tr>", times=body.count(b"<tr>")))


def _prediction(body: bytes) -> Answer:
    says = _parse(body)
    try:
        right = says["model"] == "heavy" and says["label"] in {
            row["label"] for row in says["probabilities"]
        }
    except (KeyError, TypeError):
        right = False
    if not right:
        raise WrongAnswerError(f"not a prediction of the heavy model: {body[:80]!r}")
    return Answer(says, Expected(length=len(body)))


def _parse(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise WrongAnswerError(f"not JSON: {body[:80]!r}") from None


def _form(body: bytes) -> Answer:
    page = _read(_Fields(), body)
    if missing := ASKED - page.names:
        raise WrongAnswerError(f"the form lacks {', '.join(sorted(missing))}")
    if not page.token:
        raise WrongAnswerError("the form has no token against forgery")
    return Answer(ASKED, Expected(marker=b"<form", times=body.count(b"<form")))


def _read(page: Page, body: bytes) -> Page:
    page.feed(body.decode("utf-8", "replace"))
    page.close()
    return page


class _Fields(HTMLParser):
    """Collect the names of a page's fields, and whether one is hidden and filled: the token."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.token = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in ("input", "select") and (name := found.get("name")):
            self.names.add(name)
            self.token = self.token or (found.get("type") == "hidden" and bool(found.get("value")))


class _Table(HTMLParser):
    """Collect the text of each row's data cells, and the first tag found inside of one."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.row: list[str] = []
        self.inside = False
        self.strange = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside:
            self.strange = self.strange or tag
        if tag == "tr":
            self.row = []
        elif tag == "td":
            self.row.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.inside = False
        elif tag == "tr" and self.row:
            self.rows.append(self.row)

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.row[-1] += data


_MEASUREMENTS = {
    "model": "heavy",
    "features": {
        "sepal_length": 5.9,
        "sepal_width": 3.0,
        "petal_length": 5.1,
        "petal_width": 1.8,
    },
}
WORKLOADS: dict[TestName, Workload] = {
    workload.name: workload
    for workload in (
        Workload("json", "/json", "application/json", _hello_json),
        Workload("remote", "/remote", "text/plain", _hello_text),
        Workload("complete", "/complete", "text/html", _table),
        Workload("form", "/form", "text/html", _form),
        Workload(
            "predict",
            "/predict",
            "application/json",
            _prediction,
            method="POST",
            body=json.dumps(_MEASUREMENTS).encode(),
        ),
    )
}
