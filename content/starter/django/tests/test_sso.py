#: file if sso
"""Single sign-on, with what the provider says made up."""

from unittest import mock
from urllib.parse import parse_qs, urlsplit

from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter as Provider,
)
#: if admin
from django.core.management import CommandError, call_command
#: end
from django.test import Client
from requests import ConnectionError

from .cases import ServiceTest

METADATA = {
    "issuer": "https://id.example.org",
    "authorization_endpoint": "https://id.example.org/authorize",
    "token_endpoint": "https://id.example.org/token",
}
START = "/accounts/oidc/oidc/login/"


class SsoTest(ServiceTest):
    """Log in at the provider."""

    def setUp(self) -> None:
        super().setUp()
        self.visitor = Client()
        patch = mock.patch.object(Provider, "openid_config", METADATA, create=True)
        self.enterContext(patch)

    def come_back(self, name: str) -> None:
        """Go to the provider and come back; it vouches for somebody of this name."""
        sent = parse_qs(urlsplit(self.visitor.get(START).url).query)
        claims = {"sub": "4711", "preferred_username": name}
        token = {"access_token": "1"}
        with (
            mock.patch.object(OAuth2Client, "get_access_token", return_value=token),
            mock.patch.object(Provider, "_fetch_user_info", return_value=claims),
        ):
            query = {"code": "1", "state": sent["state"][0]}
            self.assertRedirects(self.visitor.get(f"{START}callback/", query), "/")

    def test_page_links_to_the_provider(self) -> None:
        response = self.visitor.get("/accounts/login/?next=/model")

        self.assertContains(response, f'href="{START}?next=%2Fmodel"')

    def test_provider_is_asked(self) -> None:
        url = urlsplit(self.visitor.get(START).url)
        query = parse_qs(url.query)

        self.assertEqual("id.example.org", url.hostname)
        self.assertEqual([f"http://testserver{START}callback/"], query["redirect_uri"])
        self.assertEqual(["S256"], query["code_challenge_method"])
        self.assertTrue(query["state"])

    def test_who_comes_back_is_logged_in(self) -> None:
        self.come_back("bob")

        self.assertContains(self.visitor.get("/"), "Log out bob")

    def test_who_was_not_sent_is_refused(self) -> None:
        query = {"code": "1", "state": "1"}
        response = self.visitor.get(f"{START}callback/", query)

        self.assertContains(response, "rror", status_code=response.status_code)
        self.assertEqual(302, self.visitor.get("/").status_code)

    def test_silence_of_the_provider_is_told(self) -> None:
        silent = mock.PropertyMock(side_effect=ConnectionError)
        with (
            mock.patch.object(Provider, "openid_config", silent, create=True),
            self.assertLogs("service", "ERROR"),
            self.assertLogs("django.request", "ERROR"),
        ):
            response = self.visitor.get(START)

        self.assertEqual(503, response.status_code)
    #: if admin

    def test_command_grants_and_takes_away(self) -> None:
        self.come_back("bob")
        log = "/admin/service/prediction/"

        with self.assertRaises(CommandError):
            call_command("grant", "eve")
        call_command("grant", "bob", "--role", "staff")
        self.assertEqual(200, self.visitor.get(log).status_code)
        call_command("grant", "bob")
        self.assertEqual(302, self.visitor.get(log).status_code)
    #: end
