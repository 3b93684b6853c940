"""What surrounds every request: rate limits, the check for forgery, and security headers."""

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

from . import asked, bodies, limiter
from .problems import problem

SELF = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# What Flask-Admin's own pages need beyond that.
ADMIN = (
    SELF.replace("img-src 'self'", "img-src 'self' data:")
    + "; script-src 'self'; font-src 'self'; connect-src 'self'"
)
# What Django's startproject turns on.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
MORE_HEADERS = {
    "Content-Security-Policy": SELF,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
PASSWORDS = {"auth.signup", "auth.login", "reset.reset", "reset.reset_confirm"}
ADMINS = {"admin", "record"}


csrf = CSRFProtect()


def limit() -> Response | None:
    """Turn away an address that asks for more than its share."""
    endpoint = request.endpoint or ""
    if endpoint.endswith("static") or not current_app.config["LIMITS"]:
        return None
    kind = "read" if request.method in ("GET", "HEAD") else "write"
    if kind == "write" and endpoint in PASSWORDS:
        kind = "password"
    seconds = limiter.wait(request.remote_addr or "", kind, current_app.config["REDIS_URL"])
    if not seconds:
        return None
    response = problem(429)
    response.headers["Retry-After"] = str(seconds)
    return response


def bound() -> Response | None:
    """Refuse what names nothing, and a body that is too large, of which nothing was read."""
    refused = request.environ.get(bodies.REFUSED)
    return problem(refused) if refused else None


def secure(response: Response) -> Response:
    """Add the headers that the response does not set itself."""
    add(response, HEADERS)
    return response


def secure_more(response: Response) -> Response:
    """Add those that Django has no middleware for."""
    if request.blueprint in ADMINS:
        add(response, {"Content-Security-Policy": ADMIN})
    if request.is_secure:
        add(response, {"Strict-Transport-Security": "max-age=31536000"})
    add(response, MORE_HEADERS)
    return response


def add(response: Response, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        response.headers.setdefault(name, value)


class SessionInterface(SecureCookieSessionInterface):
    """Keeps the session's cookie to where the service is, and to HTTPS where that is spoken."""

    def get_cookie_path(self, app: Flask) -> str:
        return f"{request.script_root}/"

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def csrf_failure(error: CSRFError) -> Response:
    """Answer a form that was not sent from our own page."""
    return problem(403, f"The form was not sent from our own page: {error.description}")


def init_app(app: Flask) -> None:
    """Put the guards around every request."""
    if app.config["PROFILE"] == "full":
        app.before_request(limit)
        app.before_request(bound)
        app.wsgi_app = asked.Asked(bodies.Bounded(app.wsgi_app))  # type: ignore[method-assign]
        app.after_request(secure_more)
    csrf.init_app(app)
    app.register_error_handler(CSRFError, csrf_failure)
    app.session_interface = SessionInterface()
    app.after_request(secure)
