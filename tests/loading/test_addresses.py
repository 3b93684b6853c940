"""A site's own address: what `--url` and `GUIDE_URL` take."""

import pytest

from guide import create_app
from guide.loading import addresses
from guide.web import SettingError
from tests.conftest import SITES


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.org",
        "https://example.org/",
        "http://localhost:8000/a/b/",
        "https://[2001:db8::1]:8443/guide",
        "https://münchen.example/straße/",
        "https://example.org/50%25/",
    ],
)
def test_addresses_of_sites(address: str) -> None:
    """None, a host, a port, a path, other scripts and what is escaped."""
    assert "" == addresses.problem(address)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("example.org", "does not begin with https://"),
        ("/a", "does not begin with https://"),
        ("ftp://example.org/", "does not begin with https://"),
        ("javascript:alert(1)", "does not begin with https://"),
        ("https://", "names no host"),
        ("https:///a", "names no host"),
        ("https://:80/", "names no host"),
        ("https://example.org:0/", "names no host"),
        ("https://example.org:99999/", "names no host or no port"),
        ("https://[::1/", "names no host or no port"),
        ("https://example.org/?q=1", "has a ? or a #"),
        ("https://example.org/#a", "has a ? or a #"),
        ("https://me:secret@example.org/", "has an @"),
        ("https://example.org/a b", "has a space"),
        (" https://example.org/", "has a space"),
        ("https://example.org/\n", "has a space or a character that cannot be seen"),
        ("https://example.org//a", "whose path is none"),
        ("https://example.org/a/../b", "whose path is none"),
        ("https://example.org/50%", "whose path is none"),
        ('https://example.org/"><script>', "whose path is none"),
        ("https://exa<mple.org/", "names no host"),
    ],
)
def test_what_is_no_address_of_a_site(address: str, why: str) -> None:
    """The message has the value, what is wrong with it, and what would be right."""
    found = addresses.problem(address)

    assert found.startswith(repr(address))
    assert why in found
    assert found.endswith(f"(expected: an address such as {addresses.EXPECTED})")


def test_long_address_is_shown_cut() -> None:
    """A message stays a line, whatever was pasted."""
    assert len(addresses.problem("x" * 5000)) < 300


def test_setting_of_the_environment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of an application that is not made names the setting and its value."""
    monkeypatch.setenv("GUIDE_URL", "https://example.org/?q=1")
    with pytest.raises(SettingError, match=r"GUIDE_URL is 'https://example.org/\?q=1', which has"):
        create_app(SITES / "trip")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ""),
        ("https://example.org/a%20b/", "https://example.org/a%20b/"),
        ("https://Müller.example:8000/für/", "https://xn--mller-kva.example:8000/f%C3%BCr/"),
        ("https://faß.example?ü=%C3%BC", "https://xn--fa-hia.example?%C3%BC=%C3%BC"),
        ("http://[::1]:80/ü", "http://[::1]:80/%C3%BC"),
    ],
)
def test_sent_in_ascii(address: str, expected: str) -> None:
    """As a browser sends it; what is encoded stays so."""
    assert expected == addresses.sent(address)


def test_the_sitemap_is_in_ascii() -> None:
    """Its addresses, as its format asks, and its own in `robots.txt`."""
    site = create_app(SITES / "trip", {"SITE_URL": "https://müller.example/für"}).test_client()

    root = "https://xn--mller-kva.example/f%C3%BCr/"
    assert f"<loc>{root}questions/</loc>" in site.get("/sitemap.xml").text
    assert f"Sitemap: {root}sitemap.xml\n" in site.get("/robots.txt").text
