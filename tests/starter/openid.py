"""An OpenID provider for the tests: a real server, at which the same person is always logged in.

It gives a code for a redirect, and for the code, the secret and the PKCE verifier an ID token that
it has signed. What does not fit together is refused, as a real one does.
"""

import base64
import hashlib
import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = {"OIDC_CLIENT_ID": "service", "OIDC_CLIENT_SECRET": "told-by-the-provider"}
PERSON = {"sub": "4711", "preferred_username": "ann", "email": "ann@example.org"}


class Provider(ThreadingHTTPServer):
    """The provider; `issuer` is its address."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
        self.given: dict[str, dict[str, str]] = {}  # what was asked, by the code for it
        self.tokens: set[str] = set()

    def metadata(self) -> dict[str, Any]:
        """Return the discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def code(self, asked: dict[str, str]) -> str:
        """Return a code for a redirect that asks rightly; raise `AssertionError` otherwise."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT["OIDC_CLIENT_ID"]
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        assert asked["state"]
        code = secrets.token_urlsafe()
        self.given[code] = asked
        return code

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        """Return the tokens for a code, once; raise `AssertionError` if anything does not fit."""
        asked = self.given.pop(form["code"])
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert challenge == asked["code_challenge"]
        assert form["redirect_uri"] == asked["redirect_uri"]
        assert form["client_id"] == CLIENT["OIDC_CLIENT_ID"]
        assert form["client_secret"] == CLIENT["OIDC_CLIENT_SECRET"]
        now = int(time.time())
        claims = PERSON | {"iss": self.issuer, "aud": form["client_id"], "iat": now}
        claims |= {"exp": now + 60} | ({"nonce": asked["nonce"]} if "nonce" in asked else {})
        token = secrets.token_urlsafe()
        self.tokens.add(token)
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key),
        }


class Handler(BaseHTTPRequestHandler):
    """The five addresses of the provider."""

    server: Provider

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        match url.path:
            case "/.well-known/openid-configuration":
                self.answer(self.server.metadata())
            case "/jwks":
                self.answer({"keys": [self.server.key.as_dict(private=False)]})
            case "/authorize":
                asked = {name: values[0] for name, values in parse_qs(url.query).items()}
                back = {"code": self.server.code(asked), "state": asked["state"]}
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
                self.end_headers()
            case "/userinfo":
                token = self.headers["Authorization"].removeprefix("Bearer ")
                assert token in self.server.tokens
                self.answer(PERSON)
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        assert self.path == "/token"
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        scheme, _, sent = self.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            names = ("client_id", "client_secret")
            values = base64.b64decode(sent).decode().split(":")
            form |= dict(zip(names, map(unquote_plus, values), strict=True))
        self.answer(self.server.token(form))

    def answer(self, document: dict[str, Any]) -> None:
        """Send JSON."""
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Keep still."""
