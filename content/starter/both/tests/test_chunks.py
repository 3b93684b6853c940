"""A body that is sent in chunks."""

import io
import unittest
from unittest import mock

from service.chunks import counted
from service.contract import MAX_BODY


class ChunksTest(unittest.TestCase):
    """What the framework gets."""

    def test_body_is_counted(self) -> None:
        body = b" " * (MAX_BODY + 2)
        for sent, length in ((body, MAX_BODY + 1), (b"{}", 2)):
            environ = {
                "HTTP_TRANSFER_ENCODING": "chunked",
                "wsgi.input": io.BytesIO(sent),
                "wsgi.input_terminated": True,
            }
            handler = mock.Mock()
            counted(handler)(environ, None)
            passed = handler.call_args.args[0]

            self.assertEqual(str(length), passed["CONTENT_LENGTH"])
            self.assertEqual(sent[:length], passed["wsgi.input"].read())
            self.assertNotIn("HTTP_TRANSFER_ENCODING", passed)
