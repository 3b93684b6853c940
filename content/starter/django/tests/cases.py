"""What the tests share."""

from typing import Any
#: if key
from unittest import mock
#: end

from django.http import HttpResponse
#: if not db
from django.test import SimpleTestCase as TestCase
#: else
from django.test import TestCase
#: end

#: if key
from service import keys
#: end
#: if login
from service.accounts import ROLES
from service.model import current
from service.models import User

from .people import sign_in
#: else
from service.model import current
#: end


class ServiceTest(TestCase):
    """A test with a client that may ask for everything."""

    def predict(self, body: Any = None) -> HttpResponse:
        """Ask for a prediction: that of the example, or of another body."""
        body = current().example if body is None else body
        return self.client.post("/predict", body, "application/json")
    #: if login

    @classmethod
    def setUpTestData(cls) -> None:
        sign_in("ann", ROLES)
    #: end
    #: if key or login

    def setUp(self) -> None:
        super().setUp()
    #: end
    #: if key
        self.enterContext(mock.patch.object(keys, "HASHES", [keys.digest("test")]))
        self.client.defaults["HTTP_AUTHORIZATION"] = "Bearer test"
    #: end
    #: if login
        self.client.force_login(User.objects.get(username="ann"))
    #: end
