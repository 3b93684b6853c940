#: file if login
"""Accounts."""

from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client

from .cases import ServiceTest


class AccountsTest(ServiceTest):
    """Log in and out."""

    def test_page_asks_to_log_in(self) -> None:
        login = resolve_url(settings.LOGIN_URL)

        self.assertRedirects(Client().get("/"), f"{login}?next=/")

    def test_log_out(self) -> None:
        self.assertEqual(200, self.client.get("/").status_code)
        self.client.post("/logout")
        self.assertEqual(302, self.client.get("/").status_code)
