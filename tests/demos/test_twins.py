"""Both twins, asked the same, answer the same."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from tests.demos.client import Client

FLOWER = {"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}
RECORD = {"model": "simple", "label": "setosa", "probability": 0.98, "note": "first"}
PASSWORD = "correct horse battery"


def sign_up(client: Client, name: str = "ada", **more: str) -> None:
    fields = {"username": name, "email": f"{name}@example.org"}
    answer = client.submit("signup", **fields, password1=PASSWORD, password2=PASSWORD, **more)
    assert answer.status == 302, answer.text


def test_json(client: Client) -> None:
    answer = client.get("json")

    assert answer.status == 200
    assert answer.json == {"message": "Hello, World!"}
    assert answer.headers["Content-Type"] == "application/json"


def test_remote(client: Client) -> None:
    answer = client.get("remote")

    assert answer.status == 200
    assert answer.text == "Hello, World!"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_complete(client: Client) -> None:
    """101 rows in the order of their content, a hundred of them at random."""
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", client.get("complete").text)
    again = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", client.get("complete").text)

    contents = [content for _, content in rows]
    assert len(rows) == 101
    assert contents == sorted(contents)
    assert ("None", "Hello, World!") in rows
    assert rows != again


def test_models(client: Client) -> None:
    answer = client.get("models").json

    assert [model["id"] for model in answer["models"]] == ["simple", "heavy"]
    assert answer["features"] == list(FLOWER)


@pytest.mark.parametrize("model", ["simple", "heavy"])
def test_predict(client: Client, model: str) -> None:
    answer = client.send("POST", "predict", {"model": model, "features": FLOWER}).json

    assert (answer["model"], answer["label"]) == (model, "setosa")
    assert answer["probability"] > 0.9


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["#/model", "#"]),
        ([], ["#", "#/model", "#"]),
        ({"model": "other", "features": FLOWER}, ["#/model"]),
        ({"model": "simple", "features": FLOWER, "key": "a"}, ["#"]),
        (
            {"model": "simple", "features": {**FLOWER, "sepal_width": True}},
            ["#/features/sepal_width"],
        ),
        (
            {"model": "simple", "features": {**FLOWER, "sepal_width": float("nan")}},
            ["#/features/sepal_width"],
        ),
        (
            {"model": "simple", "features": {**FLOWER, "sepal_width": 31}},
            ["#/features/sepal_width"],
        ),
        ({"model": "simple", "features": FLOWER, "x\ud800": 1}, ["#/x\\ud800"]),
        ({"model": "simple", "key": "Not a key"}, ["#/key"]),
    ],
)
def test_predict_names_every_mistake(client: Client, body: object, pointers: list[str]) -> None:
    answer = client.send("POST", "predict", body)

    assert answer.status == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["pointer"] for error in answer.json["errors"]] == pointers


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status"),
    [
        ("GET", "nowhere", None, "", 404),
        ("DELETE", "predict", None, "", 405),
        ("GET", "predict", None, "", 405),
        ("POST", "predict", b"{", "application/json", 400),
        ("POST", "predict", b"[" * 9000, "application/json", 400),
        ("POST", "predict", b"\xff", "application/json", 400),
        ("POST", "predict", b"{}", "text/plain", 415),
        ("POST", "predict", b"{}", "application/jsonl", 415),
        ("POST", "predict", b"{}", "application/vnd.example$1+json", 422),
        ("POST", "predict", b"[" * 17000, "application/json", 413),
        ("TRACE", "form", None, "", 405),
        ("TRACE", "signup", None, "", 405),
        ("TRACE", "login", None, "", 405),
        ("TRACE", "reset", None, "", 405),
        ("TRACE", "reset/1/none", None, "", 405),
        ("TRACE", "enter", None, "", 405),
        ("POST", "static/twin.css", b"", "", 405),
        ("TRACE", "static/twin.css", None, "", 405),
        ("GET", "records/1", None, "", 404),
        ("POST", "records/%D9%A1", None, "", 404),
        ("GET", "records/99999999999999999999999", None, "", 404),
        ("GET", "records?page=0", None, "", 422),
        ("GET", "records?page=2", None, "", 404),
        ("GET", "records?colour=red", None, "", 422),
        ("DELETE", "features/none", None, "", 404),
        ("PUT", "features/NONE", b"{}", "application/json", 404),
        ("GET", "me", None, "", 401),
        ("POST", "retrain", b"", "", 403),
    ],
)
def test_errors_are_problem_documents(
    client: Client, method: str, path: str, body: bytes | None, kind: str, status: int
) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = client.send(method, path, body=body, headers=headers)

    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["title"]
    assert answer.json["detail"]
    assert bool(answer.headers["Allow"]) == (status == 405)


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "status"), [("nowhere", 404), ("records/1", 404), ("predict", 405)]
)
def test_a_browser_is_shown_the_way_from_a_wrong_address(
    client: Client, path: str, status: int
) -> None:
    """As a page, with all the headers of a problem document; whoever asks for that one gets it."""
    page = client.send("GET", path, headers={"Accept": BROWSER})
    document = client.send("GET", path)

    assert (status, "text/html; charset=utf-8") == (page.status, page.headers["Content-Type"])
    assert f"<h1>{document.json['title']}</h1>" in page.text
    assert f"<p>{document.json['detail']}</p>" in page.text
    assert str(len(page.body)) == page.headers["Content-Length"]
    for name in ("Allow", "Content-Security-Policy"):
        assert document.headers[name] == page.headers[name]
    for accepted in (
        "",
        "*/*",
        "application/json, text/html;q=0.5, */*",
        "application/problem+json",
    ):
        answer = client.send("GET", path, headers={"Accept": accepted})
        assert "application/problem+json" == answer.headers["Content-Type"]


@pytest.mark.parametrize("path", ["form", "signup", "enter", "reset/1/none", "static/twin.css"])
def test_a_refused_method_names_those_that_are_taken(client: Client, path: str) -> None:
    """OPTIONS apart, which Flask answers by itself, and Django in its classes of views."""
    taken = set(client.send("TRACE", path).headers["Allow"].split(", ")) - {"OPTIONS"}

    assert taken == {"GET", "HEAD"} | (set() if path.startswith("static") else {"POST"})


def test_records(client: Client) -> None:
    """Create, read, update, delete, filter and page."""
    added = client.send("POST", "records", RECORD)
    place = added.headers["Location"].lstrip("/")
    for number in range(3):
        client.send("POST", "records", {**RECORD, "model": "heavy", "note": str(number)})
    changed = client.send("PUT", place, {**RECORD, "note": "second"})
    page = client.get("records?model=heavy&size=2&page=2").json
    removed = client.send("DELETE", place)

    assert added.status == 201
    assert added.json == {**RECORD, "id": added.json["id"], "created": added.json["created"]}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", added.json["created"])
    assert changed.json["note"] == "second"
    assert [record["note"] for record in page["records"]] == ["0"]
    assert (page["page"], page["pages"], page["total"]) == (2, 2, 3)
    assert removed.status == 204
    assert client.get(place).status == 404
    assert client.get("records").json["total"] == 3


def test_records_have_one_address(client: Client) -> None:
    """Its number in the digits of another script is not one."""
    place = client.send("POST", "records", RECORD).headers["Location"].lstrip("/")
    number = place.rpartition("/")[2].translate({48 + n: 0x660 + n for n in range(10)})

    assert client.get(f"records/{quote(number)}").status == 404
    assert client.get(place).status == 200


def test_records_are_bounded(client: Client) -> None:
    statuses = [client.send("POST", "records", RECORD).status for _ in range(101)]

    assert statuses == [201] * 100 + [409]


@pytest.mark.parametrize("note", ["x" * 201, "a\x00b", "line\nbreak", "\ud800", 5])
def test_notes_are_printable_text(client: Client, note: object) -> None:
    answer = client.send("POST", "records", {**RECORD, "note": note})

    assert answer.status == 422
    assert [error["pointer"] for error in answer.json["errors"]] == ["#/note"]


def test_features(client: Client) -> None:
    """Keep, show, predict from, replace and remove."""
    kept = client.send("PUT", "features/flower-1", FLOWER)
    shown = client.get("features/flower-1")
    predicted = client.send("POST", "predict", {"model": "simple", "key": "flower-1"})
    replaced = client.send("PUT", "features/flower-1", {**FLOWER, "petal_length": 6})
    removed = client.send("DELETE", "features/flower-1")
    missed = client.send("POST", "predict", {"model": "simple", "key": "flower-1"})

    assert (kept.status, replaced.status) == (201, 200)
    assert shown.json == {"key": "flower-1", "features": FLOWER}
    assert predicted.json["label"] == "setosa"
    assert (removed.status, missed.status) == (204, 404)


def test_features_are_bounded(client: Client) -> None:
    statuses = [client.send("PUT", f"features/{n}", FLOWER).status for n in range(51)]

    assert statuses == [201] * 50 + [409]


def test_auth(client: Client) -> None:
    """Sign up, log out, and log in."""
    sign_up(client)
    signed_up = client.get("me")
    client.send("POST", "logout", form=client.token("login"))
    logged_out = client.get("me")
    wrong = client.submit("login", username="ada", password="wrong")
    right = client.submit("login", username="ada", password=PASSWORD)

    assert signed_up.json == {"username": "ada", "groups": []}
    assert logged_out.status == 401
    assert wrong.status == 200
    assert "Please enter a correct username and password." in wrong.text
    assert right.status == 302
    assert client.get("me").status == 200


def test_only_trainers_retrain(client: Client) -> None:
    sign_up(client)
    refused = client.submit_to("retrain", "login")
    sign_up(client, "grace", trainer="on")
    allowed = client.submit_to("retrain", "login")

    assert refused.status == 403
    assert client.get("me").json == {"username": "grace", "groups": ["trainers"]}
    assert allowed.status == 200
    assert allowed.json["accuracy"] > 0.9


def reset_link(client: Client) -> str:
    found = re.search(r'href="([^"]*/reset/[^"]+)"', client.get("outbox").text)
    assert found
    return unescape(found[1])


def test_reset(client: Client) -> None:
    """A link by mail sets a new password, once, and ends the sessions of the old one."""
    sign_up(client)
    client.submit("reset", email="ada@example.org")
    link = reset_link(client)
    page = client.follow(client.get(link))
    found = re.search(r'name="(csrf\w+)"[^>]*value="([^"]+)"', page.text)
    assert found
    new = {"new_password1": "another long one", "new_password2": "another long one"}
    client.send("POST", page.url, form={found[1]: found[2], **new})
    session_ended = client.get("me").status
    again = client.follow(client.get(link))
    old = client.submit("login", username="ada", password=PASSWORD)
    client.submit("login", username="ada", password="another long one")

    assert session_ended == 401
    assert "new_password1" not in again.text
    assert old.status == 200
    assert client.get("me").json["username"] == "ada"


def test_reset_does_not_tell_who_exists(client: Client) -> None:
    sign_up(client)
    known = client.submit("reset", email="ada@example.org")
    unknown = client.submit("reset", email="nobody@example.org")

    assert (known.status, known.headers["Location"]) == (
        unknown.status,
        unknown.headers["Location"],
    )


def test_an_address_has_the_length_that_mail_allows(client: Client) -> None:
    """254 characters: RFC 5321's 256 for a path, without its angle brackets."""
    page = client.get("signup").text
    field = re.search(r'<input[^>]*name="email"[^>]*>', page)
    domain = ".".join(["d" * 60] * 3 + ["example.org"])
    longest = "a" * (254 - len(domain) - 1) + f"@{domain}"
    fields = {"username": "ada", "password1": PASSWORD, "password2": PASSWORD}
    refused = client.submit("signup", **fields, email=f"a{longest}")
    taken = client.submit("signup", **fields, email=longest)

    assert field
    assert 'maxlength="254"' in field[0]
    assert (refused.status, taken.status) == (200, 302)


@pytest.mark.parametrize(
    ("path", "purposes"),
    [
        ("signup", ["username", "email", "new-password", "new-password"]),
        ("login", ["username", "current-password"]),
        ("reset", ["email"]),
    ],
)
def test_a_browser_knows_what_a_field_asks(client: Client, path: str, purposes: list[str]) -> None:
    """So that it can fill it in: who one is, as WCAG 1.3.5 wants."""
    assert purposes == re.findall(r'<input[^>]*autocomplete="([^"]*)"', client.get(path).text)


def test_form(client: Client) -> None:
    bad = client.submit("form", model="simple", label="setosa", probability="2", note="x")
    good = client.submit("form", model="simple", label="setosa", probability="0.5", note="x")
    page = client.get("form").text

    assert bad.status == 200
    assert 'aria-invalid="true"' in bad.text
    assert good.status == 302
    assert "The record is kept." in page
    assert "<td>x</td>" in page


def test_the_browser_is_told_the_same_rules(client: Client) -> None:
    page = client.get("form").text
    field = {
        name: found[0]
        for name in ("probability", "note")
        if (found := re.search(rf'<input[^>]*name="{name}"[^>]*>', page))
    }

    assert "required" in field["probability"]
    assert 'maxlength="200"' in field["note"]


def test_sql_injection_finds_nothing(client: Client) -> None:
    """What is sought is a value, and never a part of the query."""
    client.send("POST", "records", RECORD)
    other = client.new_visitor()
    other.send("POST", "records", {**RECORD, "note": "private"})
    pages = [
        client.get(f"form?q={quote(attack)}").text
        for attack in ("' OR '1'='1", "' OR 1=1 --", "'; DROP TABLE record; --", "%", "_")
    ]

    assert all("private" not in page and "<td>first</td>" not in page for page in pages)
    assert client.get("records").json["total"] == 1


def test_cross_site_scripting_is_shown_as_text(client: Client) -> None:
    attack = "<script>alert(document.cookie)</script>"
    client.submit("form", model="simple", label="setosa", probability="1", note=attack)
    stored = client.get("form").text
    reflected = client.get(f"form?q={quote(attack)}").text

    assert attack not in stored + reflected
    assert "&lt;script&gt;alert(document.cookie)&lt;/script&gt;" in stored
    assert "script-src" not in client.get("form").headers["Content-Security-Policy"]


def test_forged_requests_are_refused(client: Client) -> None:
    """A page elsewhere can make a browser send a form with its cookies, but without the token."""
    sign_up(client, trainer="on")  # once: making the hash of a password takes half a second
    fields = {"model": "simple", "label": "setosa", "probability": "1", "note": "forged"}
    for path in ("form", "signup", "login", "logout", "reset", "retrain", "enter"):
        answer = client.send("POST", path, form=fields, headers={"Origin": "https://evil.example"})

        assert answer.status == 403, path
        assert client.get("records").json["total"] == 0, path
        assert client.get("me").status == 200, path


def test_a_forged_request_with_a_method_that_is_not_taken(client: Client, twin: str) -> None:
    """Refused either way: Flask looks at the method first, and Django at the token."""
    expected = {"flask": 405, "django": 403}[twin]
    sent = [("POST", "json"), ("POST", "models"), ("POST", "me"), ("PUT", "form")]
    answers = [client.send(method, path, form={}) for method, path in sent]

    assert [expected] * len(sent) == [answer.status for answer in answers]


def test_json_takes_no_forms(client: Client) -> None:
    """The routes without a token refuse what a page elsewhere may send: anything but JSON."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        headers = {"Content-Type": kind}
        answer = client.send("POST", "records", body=b'{"note": "forged"}', headers=headers)

        assert answer.status == 415


def test_visitors_see_only_what_is_theirs(client: Client) -> None:
    sign_up(client, trainer="on")
    client.submit("reset", email="ada@example.org")
    place = client.send("POST", "records", RECORD).headers["Location"].lstrip("/")
    client.send("PUT", "features/flower", FLOWER)
    link = reset_link(client)
    other = client.new_visitor()

    assert other.get("records").json["total"] == 0
    assert [other.send(method, place, RECORD).status for method in ("GET", "PUT", "DELETE")] == [
        404
    ] * 3
    assert other.get("features/flower").status == 404
    assert other.send("DELETE", "features/flower").status == 404
    assert "/reset/" not in other.get("outbox").text
    assert other.submit("login", username="ada", password=PASSWORD).status == 200
    assert other.get("me").status == 401
    sign_up(other)
    assert other.get("me").json == {"username": "ada", "groups": []}
    assert client.get(place).status == 200
    assert client.get(link).status < 400


def test_a_forged_visitor_cookie_is_nobody(client: Client, twin: str) -> None:
    client.send("POST", "records", RECORD)
    cookie = next(c.value for c in client.jar if c.name == f"{twin}_visitor")
    assert cookie
    stolen = {"Cookie": f"{twin}_visitor={cookie}"}
    forged = {
        "Cookie": f"{twin}_visitor={cookie[:-9]}{'A' if cookie[-9] != 'A' else 'B'}{cookie[-8:]}"
    }

    assert client.new_visitor().get("records", headers=stolen).json["total"] == 1
    assert client.new_visitor().get("records", headers=forged).json["total"] == 0


def test_admin(client: Client, twin: str) -> None:
    """The demo user sees, adds and changes the visitor's records, and nothing else."""
    mine = client.send("POST", "records", {**RECORD, "note": "mine"}).json["id"]
    other = client.new_visitor()
    theirs = other.send("POST", "records", {**RECORD, "note": "theirs"}).json["id"]
    outside = client.follow(client.get("admin/"))
    client.submit("enter")
    table = {"flask": "admin/record/", "django": "admin/django_twin/record/"}[twin]
    change = {"flask": "admin/record/edit/?id={}", "django": table + "{}/change/"}[twin]
    delete = {"flask": "admin/record/delete/", "django": table + "{}/delete/"}[twin]
    shown = client.get(table).text
    form = client.token(change.format(mine))
    fields = {**form, "model": "heavy", "label": "setosa", "probability": "0.5", "note": "changed"}
    client.send("POST", change.format(mine), form=fields)
    client.send("POST", change.format(theirs), form=fields)
    twice = client.get(f"{change.format(mine)}&id=2").status
    add = {"flask": "admin/record/new/", "django": table + "add/"}[twin]
    client.send("POST", add, form={**fields, "note": "added"})
    client.send("POST", delete.format(mine), form={**form, "id": str(mine), "post": "yes"})

    assert outside.url.endswith("/enter")
    assert 500 > twice
    assert "mine" in shown
    assert "theirs" not in shown
    changed = client.get(f"records/{mine}").json
    assert (changed["note"], changed["probability"]) == ("changed", 0.5)
    assert other.get(f"records/{theirs}").json["note"] == "theirs"
    assert [record["note"] for record in client.get("records").json["records"]] == [
        "added",
        "changed",
    ]


def test_only_the_demo_user_administers(client: Client) -> None:
    sign_up(client, trainer="on")

    assert client.follow(client.get("admin/")).url.endswith("/enter")


def test_cookies(client: Client, twin: str) -> None:
    """Own names, HttpOnly, SameSite, and Secure where the request came over HTTPS."""
    secure = Client(client.base, {"X-Forwarded-Proto": "https"})
    plain = [
        c for path in ("records", "login") for c in client.get(path).headers.get_all("Set-Cookie")
    ]
    https = [
        c for path in ("records", "login") for c in secure.get(path).headers.get_all("Set-Cookie")
    ]

    assert all(cookie.startswith(f"{twin}_") for cookie in plain)
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in plain)
    assert all("Secure" not in cookie for cookie in plain)
    assert all("Secure" in cookie for cookie in https)
    assert "max-age" in secure.get("json").headers["Strict-Transport-Security"]


HOSTILE = [
    ("POST", "predict", {"model": "simple", "features": {"sepal_length": int("9" * 400)}}),
    ("POST", "records", {"model": "simple", "label": "setosa", "probability": 10**400}),
    ("GET", "records?page=99999999999999999999&size=-1", None),
    ("GET", "records?model=simple&model=heavy", None),
]
ADMIN = {
    "flask": "admin/record/",
    "django": "admin/django_twin/record/",
}
ADMIN_QUERIES = [
    "page=99999999999999999999",
    "page=-1",
    "p=99999999999999999999",
    f"search={'a+' * 1500}",
    f"q={'a+' * 1500}",
    "note__regex=(a%2B)%2B%24",
    "note__regex=(",
    "created__year=0",
    "probability__range=1",
    "o=99",
]


@pytest.mark.parametrize(("method", "path", "body"), HOSTILE)
def test_hostile_values_are_refused(client: Client, method: str, path: str, body: object) -> None:
    """Numbers beyond all bounds and repeated names are the client's mistakes."""
    answer = client.send(method, path, body)

    assert 422 == answer.status
    assert "application/problem+json" == answer.headers["Content-Type"]


def test_many_parameters_and_a_charset(client: Client) -> None:
    """More than Django reads, in a request that names how its text is encoded."""
    kind = {"Content-Type": "text/plain; charset=latin-1"}

    assert 500 > client.get(f"records?{'a&' * 1001}", headers=kind).status


@pytest.mark.parametrize("query", ADMIN_QUERIES)
def test_administration_survives_its_addresses(client: Client, twin: str, query: str) -> None:
    """Whatever stands in the address of the list, it is answered, and at once."""
    client.submit("enter")
    client.send(
        "POST",
        "records",
        {"model": "simple", "label": "setosa", "probability": 1, "note": "a" * 30 + "!"},
    )

    assert 500 > client.get(f"{ADMIN[twin]}?{query}").status


def test_head_enters_nowhere(client: Client) -> None:
    """Only the form logs the demo user in."""
    client.send("HEAD", "enter")

    assert 401 == client.get("me").status


def test_reset_link_is_for_its_visitor(client: Client) -> None:
    """Somebody else who has the link cannot use it."""
    sign_up(client)
    client.submit("reset", email="ada@example.org")
    link, other = reset_link(client), client.new_visitor()
    theirs, mine = other.follow(other.get(link)), client.follow(client.get(link))

    assert "new_password1" in mine.text
    assert "new_password1" not in theirs.text


@pytest.mark.parametrize(
    "path", ["json", "nowhere", "signup", "outbox", "static/twin.css", "static/nowhere", "admin/"]
)
def test_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    for name in ("Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"):
        assert headers[name]
    assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("host", "status"),
    [("evil.example", 400), ("[::1]", 200), ("[::1]:8000", 200), ("LocalHost.", 200)],
)
def test_a_strange_host_is_refused(client: Client, host: str, status: int) -> None:
    """Both know their own hosts however these are written; Werkzeug cuts an IPv6 address off."""

    assert status == client.get("signup", headers={"Host": host}).status
