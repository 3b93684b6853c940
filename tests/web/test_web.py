"""The site from outside: every page, every error, the interface for programs, the headers."""

import re
from html.parser import HTMLParser
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from guide import create_app
from guide.engine import model
from guide.engine.answers import MAX_PAIRS
from guide.loading.mistakes import Invalid
from guide.web import SettingError
from tests.conftest import ROOT, SITES, served

SERVED = served(ROOT)
SITE, PATHS = SERVED.site, SERVED.paths
TRIP_SERVED = served(SITES / "trip")
TRIP, TRIP_PATHS = TRIP_SERVED.site, TRIP_SERVED.paths
JSON = "application/json"
PROBLEM = "application/problem+json"


class Outline(HTMLParser):
    """Collects what every page must have: language, title, description, headings, landmarks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang, self.title, self.inside = "", "", ""
        self.tags: list[str] = []
        self.meta: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        self.tags.append(tag)
        self.inside = tag
        if tag == "html":
            self.lang = found.get("lang", "")
        if tag == "meta":
            self.meta[found.get("name") or found.get("property", "")] = found.get("content", "")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "title" and "body" not in self.tags:  # a picture has one too
            self.title += data


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def trip_client() -> FlaskClient:
    return create_app(SITES / "trip").test_client()


def test_the_table_of_pages() -> None:
    """The site has every page of its design."""
    expected = {"/", "/questions/", "/result/", "/criteria/", "/compare/", "/benchmarks/"}
    expected |= {"/demos/", "/method/"} | {f"/criteria/{c.id}/" for c in SITE.guide.criteria}

    assert expected <= set(PATHS)
    assert sorted(set(PATHS)) == sorted(PATHS)


def test_home_leads_to_the_comparison_once(client: FlaskClient, trip_client: FlaskClient) -> None:
    """In its text, or below it where that does not."""
    for site in (client, trip_client):
        main = site.get("/").text.partition("<main")[2].partition("</main>")[0]

        assert 1 == main.count('href="/compare/"')


def test_home_says_first_what_this_is(client: FlaskClient) -> None:
    """With the site’s own words for it, before how long it takes."""
    lead = client.get("/").text.partition('<p class="lead" dir="auto">')[2].partition("</p>")[0]

    assert f"{SITE.pages['home'].summary} 10 to 14 questions, a few minutes." == lead


@pytest.mark.parametrize("path", PATHS)
def test_page(path: str, client: FlaskClient) -> None:
    """Each page answers 200 with one h1, a language, a title of its own and a description.

    After it the title names the guide, briefly: validators and search engines cut longer ones.
    """
    response = client.get(path)
    outline = Outline(response.text)

    assert 200 == response.status_code
    assert "text/html; charset=utf-8" == response.headers["Content-Type"]
    assert response.text.startswith("<!DOCTYPE html>")
    assert "en" == outline.lang
    assert outline.title == SITE.guide.title or outline.title.endswith(" · Flask or Django?")
    assert 1 == outline.tags.count("h1")
    assert 1 == outline.tags.count("main")
    assert "width=device-width, initial-scale=1" == outline.meta["viewport"]
    assert outline.meta["description"]
    assert outline.title == outline.meta["og:title"]


@pytest.mark.parametrize(
    ("query", "title", "description"),
    [
        ("experience=beginner", "Flask is ahead so far.", "What weighs most: Experience."),
        ("audience=widgets", "Look at Streamlit or Gradio first.", "in an afternoon."),
    ],
)
def test_preview_of_a_result(query: str, title: str, description: str, client: FlaskClient) -> None:
    """What others see of a shared link is its verdict, and then what weighs most, or why first."""
    meta = Outline(client.get(f"/result/?{query}").text).meta

    assert meta["og:title"].startswith(title)
    assert meta["og:description"].endswith(description)
    assert meta["og:description"] not in meta["og:title"]


def test_titles_are_unique(client: FlaskClient) -> None:
    """No two pages have the same title."""
    titles = [Outline(client.get(path).text).title for path in PATHS]

    assert sorted(set(titles)) == sorted(titles)


def test_site_without_content(trip_client: FlaskClient) -> None:
    """A guide alone makes a whole site, without what only content brings."""
    for path in TRIP_PATHS:
        assert 200 == trip_client.get(path).status_code, path
    for path in ("/benchmarks/", "/demos/", "/demos/json/", "/about/"):
        assert 404 == trip_client.get(path).status_code, path


@pytest.mark.parametrize("path", ["/questions", "/criteria/auth", "/result?experience=beginner"])
def test_path_without_its_slash_is_redirected(path: str, client: FlaskClient) -> None:
    """A forgotten slash costs a redirect, and keeps the answers."""
    response = client.get(path)
    path, mark, query = path.partition("?")

    assert 308 == response.status_code
    assert response.headers["Location"].endswith(f"{path}/{mark}{query}")


@pytest.mark.parametrize(
    ("query", "verdict", "headline"),
    [
        ("", "unanswered", "No verdict yet."),
        ("fear=gladly", "unanswered", "No verdict yet."),
        ("distance=overseas", "only", "Plane is what remains so far."),
        ("distance=overseas&fear=gladly", "only", "Plane is what remains."),
        ("distance=overseas&fear=never", "none", "Nothing here fits what you need."),
        ("company=alone", "tie", "Too early to call: Train, Bus and Plane are level so far."),
        ("distance=short", "tie", "Too early to call: Train and Bus are level so far."),
        ("distance=long&budget=low&company=alone", "tie", "A tie between Train, Bus and Plane."),
        ("budget=low", "slight", "Bus is ahead so far."),
        ("distance=short&budget=low", "slight", "Bus fits somewhat better."),
        ("budget=high&fear=never", "clear", "Train is well ahead so far."),
        ("distance=short&budget=high", "clear", "Train fits clearly better."),
        ("budget=high", "close", "Too early to call, with Plane just ahead."),
        (
            "distance=long&budget=low&company=family",
            "close",
            "Too close to call, with Train just ahead.",
        ),
        (
            "budget=high&company=family&importance.budget=1&importance.company=1",
            "tie",
            "Too early to call: Train and Plane are level so far.",
        ),
    ],
)
def test_result_in_every_kind_of_verdict(
    query: str, verdict: str, headline: str, trip_client: FlaskClient
) -> None:
    """Every verdict has its own words, on the page and for programs."""
    html = trip_client.get(f"/result/?{query}").text

    assert f'<h1 dir="auto">{headline}</h1>' in html
    assert verdict == trip_client.get(f"/api/recommend?{query}").json["verdict"]


def test_result_gives_the_reasons(trip_client: FlaskClient) -> None:
    """What ruled an alternative out, what each answer gave, and what was left open are there."""
    html = trip_client.get("/result/?distance=short&budget=low").text

    assert "Nobody flies so short a way." in html
    assert "Your answers rule out Plane." in html
    assert "The luggage costs extra." in html
    assert "9 of 10" in html
    assert "You left 2 questions open." in html


def test_result_says_what_it_is_about(client: FlaskClient) -> None:
    """Whoever is sent a link sees the question and the guide's date, and how to check the score."""
    html = client.get("/result/?auth=groups").text
    above, _, below = html.partition("<h1")

    assert "Flask or Django for your machine-learning model? · version of <time" in above
    assert '<a href="/method/">How the score works</a>' in below


def test_answer_that_is_not_asked_for_is_not_counted(trip_client: FlaskClient) -> None:
    """An answer whose question is not asked after the others is named, and gives nothing."""
    html = trip_client.get("/result/?distance=short&luggage=heavy").text
    html = html.partition('<script type="application/json"')[0]

    assert "Not counted: Luggage, “Trunks”. It is asked only if Distance is “A day”" in html
    assert "There is room for it." not in html


@pytest.mark.parametrize("path", ["/questions/", "/result/"])
def test_parts_that_are_not_understood_are_named(path: str, trip_client: FlaskClient) -> None:
    """Unknown and repeated parts are named as text, and the rest is used."""
    query = "budget=low&budget=high&shoe=42&distance=%3Cb%3E&importance.fear=x&%00=%00"
    html = trip_client.get(f"{path}?{query}").text

    assert "<li>budget=high: repeated" in html
    assert "<li>shoe=42: unknown name" in html
    assert "<li>distance=&lt;b&gt;: unknown option (expected: short, long, overseas)" in html
    assert "<li>importance.fear=x: not an importance" in html
    assert "Bus is ahead so far." in html
    assert "\0" not in html


def test_link_of_another_version_says_so(trip_client: FlaskClient) -> None:
    """A link with the digest of another guide says that the guide has changed."""
    note = re.compile(r'<p id="outdated" class="note"( hidden)?>')
    for digest, hidden in (("old", None), (TRIP.guide.digest, " hidden")):
        html = trip_client.get(f"/result/?budget=low&guide.digest={digest}").text

        assert hidden == note.search(html)[1]


def test_guide_for_programs(client: FlaskClient) -> None:
    """`/api/guide` gives the guide under the names of its file, with its digest."""
    response = client.get("/api/guide")
    data = response.json

    assert JSON == response.mimetype
    assert SITE.guide.digest == data.pop("digest")
    assert SITE.guide == model.Guide.model_validate_json(client.get("/api/guide").data.replace(
        f',"digest":"{SITE.guide.digest}"'.encode(), b""
    ))  # fmt: skip


def test_recommendation_for_programs(trip_client: FlaskClient) -> None:
    """`/api/recommend` answers under the names and in the order of the design."""
    response = trip_client.get("/api/recommend?budget=high&company=family&importance.company=3")
    data = response.json

    assert JSON == response.mimetype
    assert [
        "guide",
        "answers",
        "verdict",
        "winner",
        "margin",
        "open",
        "elsewhere",
        "uncounted",
        "alternatives",
        "contributions",
        "skipped",
        "decided",
        "flips",
        "shares",
    ] == [name for name in data if name != "sampled"]
    assert {
        "title": "How shall we travel?",
        "updated": "2026-01-31",
        "digest": TRIP.guide.digest,
    } == data["guide"]
    assert [
        {"criterion": "budget", "option": "high", "importance": 3},
        {"criterion": "company", "option": "family", "importance": 3},
    ] == data["answers"]
    assert ["tie", None, [0, 1]] == [data["verdict"], data["winner"], data["margin"]]
    assert [("train", 50), ("plane", 50), ("bus", 20)] == [
        (a["id"], a["fit"]) for a in data["alternatives"]
    ]
    assert ["distance", "fear"] == data["skipped"]


def problem(response: TestResponse) -> dict:
    """Return a problem document, having looked at its shape (RFC 9457)."""
    data = response.json
    assert PROBLEM == response.mimetype
    assert (
        {"type", "title", "status"}
        <= set(data)
        <= {
            "type",
            "title",
            "status",
            "detail",
            "errors",
        }
    )
    assert "about:blank" == data["type"]
    assert response.status_code == data["status"]
    assert HTTPStatus(data["status"]).phrase == data["title"]  # as a blank type has it
    return data


def test_request_that_is_not_understood_is_a_problem(trip_client: FlaskClient) -> None:
    """The interface for programs refuses what it does not understand, and lists every part."""
    response = trip_client.get("/api/recommend?budget=low&budget=low&shoe=42&distance=far")

    assert 400 == response.status_code
    assert [
        {
            "name": "budget",
            "value": "low",
            "problem": "repeated",
            "expected": "each name once; the first counts",
        },
        {
            "name": "shoe",
            "value": "42",
            "problem": "unknown name",
            "expected": "a criterion of this guide",
        },
        {
            "name": "distance",
            "value": "far",
            "problem": "unknown option",
            "expected": "short, long, overseas",
        },
    ] == problem(response)["errors"]
    assert (
        "Some parts of the request were not understood: budget=low: repeated (expected: each name"
        in problem(response)["detail"]
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/recommend?shoe=42", 400),
        ("GET", "/api/no-such-thing", 404),
        ("GET", "/api/", 404),
        ("GET", "/api/guide/", 404),
        ("POST", "/api/recommend", 405),
        ("DELETE", "/api/guide", 405),
    ],
)
def test_errors_for_programs_have_one_shape(
    method: str, path: str, status: int, client: FlaskClient
) -> None:
    """Whatever goes wrong under `/api/`, the answer is a problem document."""
    response = client.open(path, method=method)

    assert status == response.status_code
    assert status == problem(response)["status"]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A site whose scoring fails."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("guide.engine.scoring.weighed", fail)
    return create_app(SITES / "trip").test_client()


def test_failure_inside(broken: FlaskClient) -> None:
    """An error of our own is a page or a problem document, and tells nothing of the inside."""
    page, data = broken.get("/result/"), broken.get("/api/recommend")

    assert [500, 500] == [page.status_code, data.status_code]
    assert '<h1 dir="auto">Internal Server Error</h1>' in page.text
    assert problem(data)
    for response in (page, data):
        assert "secret" not in response.text
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_page_that_does_not_exist(client: FlaskClient) -> None:
    """A wrong address has a page of its own, with the way home."""
    for path in ("/nothing/", "/criteria/nothing/", "/static/nothing.css", "/%00", "/a%ff"):
        response = client.get(path)

        assert 404 == response.status_code, path
        assert "There is no page at this address." in response.text
        assert 'href="/"' in response.text


@pytest.mark.parametrize("path", ["/", "/result/", "/static/style.css", "/api/guide", "/healthz"])
def test_method_that_is_not_allowed_says_which_are(path: str, client: FlaskClient) -> None:
    """A 405 names the methods that work (RFC 9110)."""
    response = client.post(path)

    assert 405 == response.status_code
    assert {"GET", "HEAD", "OPTIONS"} == set(re.findall(r"\w+", response.headers["Allow"]))


def test_description_for_programs(client: FlaskClient) -> None:
    """The OpenAPI document names every path and parameter, and none of its references dangles."""
    data = client.get("/api/openapi.json").json
    names = [p["name"] for p in data["paths"]["/api/recommend"]["get"]["parameters"]]

    assert "guide.digest" == names.pop()
    assert data["openapi"].startswith("3.1")
    assert {"/api/guide", "/api/recommend"} == set(data["paths"])
    assert [n for c in SITE.guide.criteria for n in (c.id, f"importance.{c.id}")] == names
    text = client.get("/api/openapi.json").text
    for reference in set(re.findall(r'"\$ref":\s*"#/([^"]+)"', text)):
        at = data
        for part in reference.split("/"):
            assert part in at, reference
            at = at[part]


def test_description_says_below_which_path_the_interface_is(client: FlaskClient) -> None:
    """What a program makes of it asks the site, not what else is at the same host."""
    for path in ("/", "/guide", "/"):
        data = client.get("/api/openapi.json", base_url=f"http://a.example{path}").json

        assert [{"url": path}] == data["servers"]


def test_description_speaks_of_what_comes(client: FlaskClient) -> None:
    """Descriptions of answers name their own properties, and no value that JSON does not have."""
    schemas = client.get("/api/openapi.json").json["components"]["schemas"]
    named = set(re.findall("`([a-z_]+)`", schemas["Recommendation"]["description"]))

    assert named
    assert named <= set(schemas["Recommendation"]["properties"])
    assert not [name for name, it in schemas.items() if "None" in it["description"]]


def test_schema_of_the_recommendation_fits_it(trip_client: FlaskClient) -> None:
    """The described properties are those that come."""
    schemas = trip_client.get("/api/openapi.json").json["components"]["schemas"]
    data = trip_client.get("/api/recommend?budget=low").json

    assert set(data) == set(schemas["Recommendation"]["properties"])
    assert set(data) >= set(schemas["Recommendation"]["required"])


def test_health(client: FlaskClient) -> None:
    """`/healthz` says that the process is alive."""
    response = client.get("/healthz")

    assert (200, "ok\n", "text/plain") == (
        response.status_code,
        response.text,
        response.mimetype,
    )


RESPONSES = [
    *PATHS,
    "/questions",
    "/nothing/",
    "/static/style.css",
    "/static/nothing",
    "/static/favicon.svg",
    "/favicon.ico",
    "/api/guide",
    "/api/recommend?shoe=42",
    "/api/nothing",
    "/api/openapi.json",
    "/result/decision.md",
    "/healthz",
    "/404.html",
    "/robots.txt",
    "/sitemap.xml",
]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_headers_of_every_response(method: str, client: FlaskClient) -> None:
    """By the rules of the MDN Observatory: a strict policy, nothing unsafe, no cookie."""
    for path in RESPONSES:
        if method == "POST" and path.startswith("/demos/"):
            continue  # a form that runs the demos
        with client.open(path, method=method) as response:
            sent = response.headers
        policy = dict(part.split(" ", 1) for part in sent["Content-Security-Policy"].split("; "))

        assert "'none'" == policy.pop("default-src"), path
        assert "'none'" == policy.pop("base-uri"), path
        assert "'none'" == policy.pop("frame-ancestors"), path
        assert {"'self'"} == set(policy.values()), path
        assert {"script-src", "style-src", "img-src", "connect-src", "form-action"} == set(policy)
        assert "nosniff" == sent["X-Content-Type-Options"], path
        assert "no-referrer" == sent["Referrer-Policy"], path
        assert "DENY" == sent["X-Frame-Options"], path
        assert "same-origin" == sent["Cross-Origin-Resource-Policy"], path
        assert "same-origin" == sent["Cross-Origin-Opener-Policy"], path
        assert "require-corp" == sent["Cross-Origin-Embedder-Policy"], path
        assert "Set-Cookie" not in sent, path
        assert "Access-Control-Allow-Origin" not in sent, path
        assert "Strict-Transport-Security" not in sent, path


def test_transport_security_only_over_https(client: FlaskClient) -> None:
    """HSTS comes over HTTPS, for at least half a year, and binds no host but the site's own."""
    sent = client.get("/", base_url="https://example.org").headers["Strict-Transport-Security"]

    assert int(re.fullmatch(r"max-age=(\d+)", sent)[1]) >= 15_768_000


@pytest.mark.parametrize(("proxies", "trusted"), [("0", False), ("1", True)])
def test_proxy_is_believed_only_if_there_is_one(proxies: str, trusted: bool) -> None:
    """`X-Forwarded-*` counts only with GUIDE_PROXIES; without, anybody could send it."""
    client = create_app(SITES / "trip", {"PROXIES": proxies}).test_client()
    sent = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "example.org",
        "X-Forwarded-Prefix": "/a",
    }
    response = client.get("/", headers=sent)

    assert trusted == ("Strict-Transport-Security" in response.headers)
    assert trusted == ('href="https://example.org/a/"' in response.text)
    assert trusted == ('href="/a/questions/"' in response.text)


@pytest.mark.parametrize("proxies", ["", "-1", "two", "10", "1.0", "²"])
def test_number_of_proxies_that_is_none_is_refused(proxies: str) -> None:
    """The error names the setting, its value, and what was expected."""
    with pytest.raises(SettingError, match=r"GUIDE_PROXIES is '.*' .expected: a whole number from"):
        create_app(SITES / "trip", {"PROXIES": proxies})


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("DATABASE_URL", "postgres://ann:secret@db/guide"),
        ("DATABASE_URL", "postgresql://ann:secret@db:port/guide"),
        ("REDIS_URL", "cache:6379"),
        ("REDIS_URL", "redis://:secret@cache:port/0"),
        ("TWIN_HOSTS", "https://example.org/"),
        ("DATABASE_URL", "postgresql://ann:secret@db/guide\n"),
        ("DATABASE_URL", "postgresql://ann:secret@db/guide?pool_size=3"),
        ("REDIS_URL", "redis://:secret@cache/0?nonsense=1"),
    ],
)
def test_server_that_no_demo_could_use_is_refused_at_the_start(
    name: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting is named; the password in it is not shown."""
    monkeypatch.setenv(name, address)
    with pytest.raises(SettingError, match=name) as refused:
        create_app(served(ROOT))

    assert "secret" not in str(refused.value)


def test_settings_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """GUIDE_SITE names the folder, GUIDE_URL the address for links that must be absolute."""
    monkeypatch.setenv("GUIDE_SITE", str(SITES / "trip"))
    monkeypatch.setenv("GUIDE_URL", "https://example.org/trip")
    client = create_app().test_client()

    assert "https://example.org/trip/questions/" in client.get("/sitemap.xml").text
    assert "How shall we travel?" in client.get("/").text


def test_broken_site_is_refused_at_the_start(tmp_path: Path) -> None:
    """A site with mistakes is not served at all; the error has them all."""
    (tmp_path / "criteria.yaml").write_text("title: x\n")

    with pytest.raises(Invalid, match="missing key 'alternatives'"):
        create_app(tmp_path)


ODD = [
    "%00",
    "%ff%fe=%c3%28",
    "a" * 100_000,
    "&" * 50_000,
    "=" * 50_000,
    "%",
    "experience=%",
    "experience[]=beginner&experience.x=1",
    "importance.=5&importance.importance.auth=1&importance.auth=%D9%A3",
    "guide.digest=" + "0" * 50_000,
    "experience=beginner" + "&experience=beginner" * 5_000,
    "&".join(f"p{n}={n}" for n in range(10_000)),
    quote("<script>alert(1)</script>"),
    "other.experience=beginner&other.other.x=1&other.=2",
    "\u202e=\ud83d\ude00".encode("utf-16", "surrogatepass").hex(),
]


@pytest.mark.parametrize("number", range(len(ODD)))
def test_odd_queries_are_answered(number: int, client: FlaskClient) -> None:
    """No query is an error of ours, and what a stranger sent does not swell the answer."""
    for path, expected in (("/questions/", {200}), ("/result/", {200}), ("/api/recommend", {400})):
        plain = len(client.get(path).data)
        response = client.get(f"{path}?{ODD[number]}")

        nothing = set(ODD[number]) == {"&"} or ODD[number].startswith("guide.digest=")
        assert response.status_code in ({200} if nothing else expected)
        assert len(response.data) < plain + 20_000
        assert response.mimetype != "text/html" or "<script>alert" not in response.text


def test_too_many_parts_are_not_read(client: FlaskClient) -> None:
    """Beyond a bound, which no guide can need, the rest of a query is left."""
    query = "&".join(f"p{n}=" for n in range(10_000))
    last = client.get(f"/api/recommend?{query}").json["detail"]

    assert "p0=: unknown name" in last
    html = client.get("/result/?" + urlencode([("p", "")] * (MAX_PAIRS + 5))).text
    assert 20 == html.count("<li>p=: ")
    alone = "&".join(["utm_source=x"] * (MAX_PAIRS + 1))  # nothing else is wrong with it
    assert (
        f"<li>too many parts (expected: at most {MAX_PAIRS})"
        in client.get(f"/result/?{alone}").text
    )
    assert "too many parts" in client.get(f"/api/recommend?{alone}").json["detail"]


NO_HOSTS = ["exa mple", "[", "a:b:c", "example.org:99999", "é", "a..b", "a" * 64 + ".org", "a:80*"]
HOSTS = ["", "a_b.example.", "[::1]:80", "xn--e1afmkfd.example", "localhost:"]


@pytest.mark.parametrize("host", NO_HOSTS + HOSTS)
def test_odd_hosts_are_answered(host: str, client: FlaskClient) -> None:
    """A strange Host header is no error of ours, and one that names no host is refused."""
    for path in ("/", "/questions", "/sitemap.xml", "/api/guide", "/none/", "/demo/flask/none"):
        response = client.get(path, headers={"Host": host})

        assert response.status_code in ({400} if host in NO_HOSTS else {200, 308, 404})
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["*", '"/', "\xff/questions/", "http:"])
def test_what_is_no_path_is_refused(path: str, client: FlaskClient) -> None:
    """Nothing can be linked from there; a server hands it on as it came."""
    response = client.get("/", environ_overrides={"PATH_INFO": path})

    assert response.status_code == 400
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_static_files_of_the_site_win(tmp_path: Path) -> None:
    """A file in the site's static/ is sent instead of the engine's; hidden ones are not sent."""
    (tmp_path / "criteria.yaml").write_text((SITES / "trip" / "criteria.yaml").read_text())
    (tmp_path / "static" / ".git").mkdir(parents=True)
    (tmp_path / "static" / "style.css").write_text("/* ours */")
    (tmp_path / "static" / ".secret").write_text("secret")
    (tmp_path / "static" / ".git" / "config").write_text("secret")
    client = create_app(tmp_path).test_client()

    with client.get("/static/style.css") as response:
        assert b"/* ours */" == response.data
    for path in ("/static/.secret", "/static/.git/config", "/static/../criteria.yaml"):
        assert 404 == client.get(path).status_code, path
    with client.get("/static/score.js") as response:
        assert 200 == response.status_code
