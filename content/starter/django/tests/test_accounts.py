#: file if login
"""Accounts."""

from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client

from service.models import User

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

    def test_log_out_ends_this_session_and_copies_of_its_cookie(self) -> None:
        elsewhere, copy = Client(), Client()
        elsewhere.force_login(User.objects.get(username="ann"))
        copy.cookies["sessionid"] = self.client.cookies["sessionid"].value
        self.assertEqual(200, copy.get("/").status_code)

        self.client.post("/logout")

        self.assertEqual(302, copy.get("/").status_code)
        self.assertEqual(200, elsewhere.get("/").status_code)
