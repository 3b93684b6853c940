"""What is computed once for a guide."""

from guide.engine import model
from guide.engine.once import once_each
from guide.loading import criteria
from tests.engine.test_model import TEXT


def test_once_each_computes_once_for_each_value() -> None:
    """What is asked for again is not computed again, and each guide has its own."""
    asked = []

    @once_each
    def compute(guide: model.Guide, number: int) -> int:
        asked.append(number)
        return 2 * number

    one, other = criteria.parse(TEXT), criteria.parse(TEXT)
    found = [compute(one, 1), compute(one, 1), compute(one, 2), compute(other, 1)]

    assert found == [2, 2, 4, 2]
    assert asked == [1, 2, 1]
