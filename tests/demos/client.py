"""One client for both twins: what a visitor's browser does, over HTTP."""

import json
import re
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

TOKEN = re.compile(r'name="(csrf_token|csrfmiddlewaretoken)"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes
    url: str

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


PATIENCE = 120  # seconds: a machine that is busy may train a model for a minute


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


class Client:
    """One visitor: a cookie jar, and an address."""

    def __init__(self, base: str, headers: dict[str, str] | None = None) -> None:
        self.base = base
        self.headers = headers or {}
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar), NoRedirect)

    def new_visitor(self) -> "Client":
        return Client(self.base, self.headers)

    def send(
        self,
        method: str,
        path: str,
        json_body: Any = None,
        form: dict[str, str] | None = None,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        sent = {**self.headers, **(headers or {})}
        if json_body is not None:
            body = json.dumps(json_body).encode()
            sent.setdefault("Content-Type", "application/json")
        if form is not None:
            body = urlencode(form).encode()
        url = path if "://" in path else f"{self.base}/{path}"
        request = Request(url, body, sent, method=method)
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, answer.headers, answer.read(), url)
        except HTTPError as answer:
            with answer:
                return Answer(answer.code, answer.headers, answer.read(), url)

    def get(self, path: str, **more: Any) -> Answer:
        return self.send("GET", path, **more)

    def follow(self, answer: Answer) -> Answer:
        while answer.status in (301, 302, 303):
            answer = self.get(urljoin(answer.url, answer.headers["Location"]))
        return answer

    def token(self, path: str) -> dict[str, str]:
        """Return the hidden field of a page's form."""
        found = TOKEN.search(self.get(path).text)
        assert found, f"no token in {path}"
        return {found[1]: found[2]}

    def submit(self, path: str, **fields: str) -> Answer:
        """Fill a page's form in and send it, as a browser would."""
        return self.send("POST", path, form=self.token(path) | fields)

    def submit_to(self, path: str, page: str) -> Answer:
        """Send an empty form elsewhere, with the token of a page."""
        return self.send("POST", path, form=self.token(page))
