"""The JSON interface against its own description: schemathesis, with all its checks."""

import hypothesis
import pytest
import schemathesis

from guide import create_app
from tests.conftest import SITES

pytestmark = pytest.mark.heavy
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", create_app(SITES / "trip"))


@schema.parametrize()
@hypothesis.settings(max_examples=60, deadline=None)
def test_interface_does_what_it_says(case: schemathesis.Case) -> None:
    """Whatever is asked, the answer is one that the description has."""
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
