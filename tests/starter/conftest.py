"""The site's own starter."""

import pytest

from guide.engine.features import Starter
from guide.engine.model import Guide
from guide.loading import starter as starters
from tests.conftest import ROOT, guide_of


@pytest.fixture(scope="session")
def guide() -> Guide:
    """This repository's guide."""
    return guide_of(ROOT)


@pytest.fixture(scope="session")
def starter(guide: Guide) -> Starter:
    """What this repository's site offers."""
    found = starters.load(ROOT, guide)
    assert found is not None
    return found
