#: file if login
"""Accounts."""

import io

from django.core.management import call_command
from django.test import Client

from service.accounts import create_user

from .cases import ServiceTest


class AccountsTest(ServiceTest):
    """Log in and out."""

    def test_page_asks_to_log_in(self) -> None:
        self.assertRedirects(Client().get("/"), "/login?next=/")

    def test_password_lets_in(self) -> None:
        fields = {"username": "bob", "password": create_user("bob")}

        self.assertRedirects(Client().post("/login", fields), "/")

    def test_wrong_password_is_refused(self) -> None:
        response = Client().post("/login", {"username": "ann", "password": "no"})

        self.assertContains(response, 'class="error"')

    def test_log_out(self) -> None:
        self.assertEqual(200, self.client.get("/").status_code)
        self.client.post("/logout")
        self.assertEqual(302, self.client.get("/").status_code)

    def test_command_adds_a_user(self) -> None:
        written = io.StringIO()
        call_command("create_user", "eve", stdout=written)
        call_command("create_user", "other", "--first", stdout=written)

        self.assertIn("password of eve", written.getvalue())
        self.assertNotIn("other", written.getvalue())
