#: file if spa
"""One other site may call this service from a browser: your front end, in `FRONTEND`."""

import os

FRONTEND = os.environ.get("FRONTEND", "").rstrip("/")
if not FRONTEND and os.environ.get("DEV") == "1":
    FRONTEND = "http://localhost:5173"  # where Vite serves


def headers(origin: str) -> dict[str, str]:
    """Return the headers for a request that comes from an origin."""
    if not origin or origin != FRONTEND:
        return {}
    return {
        "Access-Control-Allow-Origin": FRONTEND,
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Expose-Headers": "Location, Retry-After",
        #: if login
        "Access-Control-Allow-Credentials": "true",
        #: end
        "Access-Control-Max-Age": "600",
    }
