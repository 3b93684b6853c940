"""Every error in one place: a page for people, a problem document (RFC 9457) for programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, request
from werkzeug.exceptions import HTTPException, InternalServerError

from guide.engine.answers import Problem
from guide.web.render import link, render

PROGRAMS = "/api/"
PROBLEM = "application/problem+json"
NOT_UNDERSTOOD = "Some parts of the request were not understood"
MOST_SAID, MOST_LISTED = 5, 50  # problems of one request


@dataclass(frozen=True)
class Error:
    """What went wrong, and the way on."""

    title: str
    description: str
    lead: str
    home: str


def page(code: int, name: str) -> str:
    """Return the page for an error."""
    if code == 404:
        title, lead = "Page not found", "There is no page at this address."
    elif code in (429, 503):
        title = "Please wait a moment"
        lead = (
            "Only a few demos are run at once, and a few a minute for each visitor. Please go back "
            "and try again in a moment."
        )
    elif code >= 500:
        title, lead = (
            name,
            (
                "Something went wrong on our side, not on yours. Your answers are in the link: go "
                "back, and they are still there."
            ),
        )
    else:
        title, lead = name, "The server could not use this request."
    return render("error.html", Error(title, title, lead, link("pages.home")))


def problem(status: int, detail: str = "", errors: Sequence[Problem] = ()) -> Response:
    """Make a problem document; `errors` lists each part that was not understood."""
    title = NOT_UNDERSTOOD if status == 400 else HTTPStatus(status).phrase
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if errors:
        said = errors[:MOST_SAID]
        detail = "; ".join(f"{each.name}={each.value}: {each.problem}" for each in said)
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = [each._asdict() for each in errors[:MOST_LISTED]]
    return Response(json.dumps(body), status, mimetype=PROBLEM)


def failed(error: HTTPException) -> Response:
    """Answer an error in the kind of who asked."""
    code = error.code or 500
    if request.path.startswith(PROGRAMS):
        made = problem(code, error.description or "")
    elif error.response is not None or code < 400:
        return error.get_response()  # type: ignore[return-value]
    else:
        made = Response(page(code, error.name), code)
    # such as Allow, which says what can be done instead
    made.headers.extend((k, v) for k, v in error.get_headers() if k != "Content-Type")
    return made


def crashed(error: InternalServerError) -> Response:
    """Answer an error of our own."""
    return failed(error)


def not_found_page() -> str:
    """The page for an address that does not exist, for hosts of the export."""
    return page(404, "Not found")


def init_app(app: Flask) -> None:
    """Answer every error, and give the export its `404.html`."""
    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(InternalServerError, crashed)
    app.add_url_rule("/404.html", endpoint="errors.not_found_page", view_func=not_found_page)
