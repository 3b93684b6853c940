"""Who asks: each visitor has a random name in a signed cookie, and sees only what is theirs."""

import secrets

from flask import Response, after_this_request, current_app, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "flask_visitor"
LIFETIME = 24 * 60 * 60


def current() -> str:
    """Return the visitor's name: a new one for somebody who comes without."""
    if "visitor" not in g:
        try:
            signed = request.cookies.get(COOKIE, "")
            g.visitor = _signer().loads(signed, max_age=LIFETIME)
        except BadSignature:
            g.visitor = secrets.token_hex(16)
        after_this_request(_keep)
    return str(g.visitor)


def _keep(response: Response) -> Response:
    response.set_cookie(
        COOKIE,
        _signer().dumps(g.visitor),
        max_age=LIFETIME,
        path=f"{request.script_root}/",
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=COOKIE)
