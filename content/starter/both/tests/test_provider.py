#: file if sso
"""The settings of single sign-on."""

import unittest

from service.provider import NAMES, from_environment


class ProviderTest(unittest.TestCase):
    """They are needed, save on a developer's machine."""

    def test_what_is_missing_is_named(self) -> None:
        given = {"OIDC_ISSUER": "https://id.example.org"}
        with self.assertRaisesRegex(RuntimeError, "^OIDC_CLIENT_ID, OIDC_CLIENT_SEC"):
            from_environment(given)

    def test_developers_need_none(self) -> None:
        self.assertEqual(("", "", ""), from_environment({"DEV": "1"}))

    def test_all_are_taken(self) -> None:
        given = dict.fromkeys(NAMES, "https://id.example.org/")
        self.assertEqual("https://id.example.org", from_environment(given).issuer)
