"""Every error in one place: a page for people, a problem document (RFC 9457) for programs."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Flask, Response, json, request
from werkzeug.exceptions import HTTPException

from guide.engine.answers import Problem
from guide.telling.phrases import Phrases
from guide.telling.problems import told_problems
from guide.web.links import link
from guide.web.render import render
from guide.web.state import state

PROGRAMS = "/api/"
PROBLEM = "application/problem+json"
MOST_SAID, MOST_LISTED = 5, 50  # problems of one request


class Error(NamedTuple):
    """What went wrong, and the way on."""

    title: str
    description: str
    lead: str
    home: str


def page(code: int) -> str:
    """Return the page for an error."""
    say = state().say
    title = say("error.404.title") if code == 404 else _name(say, code)
    lead = _sentence(say, code) + (f" {say('error.back')}" if code >= 500 else "")
    return render("error.html", Error(title, title, lead, link("pages.home")))


def problem(status: int, errors: Sequence[Problem] = ()) -> Response:
    """Make a problem document; `errors` lists each part that was not understood.

    These rows are for programs, and the same in every language.
    """
    say = state().say
    detail = _sentence(say, status)
    if errors:
        parts = "; ".join(told_problems(say, errors[:MOST_SAID]))
        detail = f"{say('error.parts')}{say('why.colon')}{parts}"
    # of a blank type, which says no more than the status, the title is the status's (RFC 9457, 4.2)
    body: dict[str, Any] = {"type": "about:blank", "title": _name(say, status), "status": status}
    body["detail"] = detail
    if errors:
        body["errors"] = [each._asdict() for each in errors[:MOST_LISTED]]
    return Response(json.dumps(body), status, mimetype=PROBLEM)


def _name(say: Phrases, code: int) -> str:
    name = f"error.{code}"
    return say(name) if name in say.table else say("error.other", status=code)


def _sentence(say: Phrases, code: int) -> str:
    name = f"error.{code}.says"
    if name in say.table:
        return say(name)
    return say("error.failed" if code >= 500 else "error.refused")


def failed(error: HTTPException) -> Response:
    """Answer an error in the kind of who asked."""
    code = error.code or 500
    if request.path.startswith(PROGRAMS):
        made = problem(code)
    elif error.response is not None or code < 400:
        return error.get_response()  # type: ignore[return-value]
    else:
        made = Response(page(code), code)
    # such as Allow, which says what can be done instead
    made.headers.extend((k, v) for k, v in error.get_headers() if k != "Content-Type")
    return made


def not_found_page() -> str:
    """The page for an address that does not exist, for hosts of the export."""
    return page(404)


def init_app(app: Flask) -> None:
    """Answer every error, and give the export its `404.html`."""
    app.register_error_handler(HTTPException, failed)
    app.add_url_rule("/404.html", endpoint="errors.not_found_page", view_func=not_found_page)
