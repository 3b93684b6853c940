#: file if stream
"""An answer piece by piece."""

import json

from service.model import current

from .cases import ServiceTest


class StreamTest(ServiceTest):
    """A line of JSON for each piece."""

    def test_pieces_are_lines_of_json(self) -> None:
        body = current().example
        response = self.client.post("/predict/stream", body, "application/json")

        self.assertEqual("application/x-ndjson", response["Content-Type"])
        self.assertEqual("no", response["X-Accel-Buffering"])
        lines = response.getvalue().decode().splitlines()
        self.assertTrue(all(isinstance(json.loads(line), dict) for line in lines))
        self.assertNotIn("problem", response.getvalue().decode())

    def test_mistakes_are_named_before_the_first_piece(self) -> None:
        response = self.client.post("/predict/stream", {}, "application/json")

        self.assertEqual(422, response.status_code)
