#: file if log
"""The log of predictions."""

from service.model import current
from service.models import Prediction

from .cases import ServiceTest


class LogTest(ServiceTest):
    """Every prediction becomes a row."""

    def test_prediction_is_remembered(self) -> None:
        response = self.predict()

        kept = Prediction.objects.get()
        self.assertEqual(current().example, kept.inputs)
        self.assertEqual(response.json(), kept.answer)
