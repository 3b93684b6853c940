"""The security headers, once: for every response, and for the export's `_headers` file."""

from flask import Flask, Response, request

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# a <meta> policy knows no frame-ancestors, and browsers complain of it
META_POLICY = "; ".join(f"{k} {v}" for k, v in POLICY.items() if k != "frame-ancestors")

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{k} {v}" for k, v in POLICY.items()),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TRANSPORT = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


# the same as lists, over HTTP and over HTTPS
PLAIN = tuple(HEADERS.items())
SECURE = (*PLAIN, *TRANSPORT.items())


def add(response: Response) -> Response:
    """Add the headers to a response; what a view has set itself stays."""
    sent = response.headers
    for name, value in SECURE if request.is_secure else PLAIN:
        if name not in sent:
            sent[name] = value
    return response


def init_app(app: Flask) -> None:
    """Add the headers to every response of Flask's."""
    app.after_request(add)
