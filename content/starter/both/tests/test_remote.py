#: file if remote
"""The client of the model's server: what it does when that fails."""

import io
import os
import unittest
import urllib.error
from email.message import Message
from unittest import mock

from service import remote_format
from service.errors import Broken

URL = "http://model.example/"


def failing(code: int) -> urllib.error.HTTPError:
    """Return the error for an answer of the server."""
    return urllib.error.HTTPError(URL, code, "", Message(), io.BytesIO())


class RemoteTest(unittest.TestCase):
    """Silence and failures are tried again, refusals are not."""

    def ask(self, *answers: object) -> tuple[object, int]:
        """Ask a server that answers so; return its last answer and the number of tries."""
        with (
            mock.patch("urllib.request.urlopen", side_effect=answers) as opened,
            mock.patch.object(remote_format, "PAUSES", (0, 0, 0)),
        ):
            return remote_format.ask(URL, {}), opened.call_count

    def test_failure_is_tried_again(self) -> None:
        with self.assertLogs("service", "WARNING"):
            self.assertEqual(
                ("answer", 3), self.ask(TimeoutError(), failing(503), "answer")
            )

    def test_silence_is_told(self) -> None:
        with (
            self.assertRaises(Broken) as caught,
            self.assertLogs("service", "WARNING") as log,
        ):
            self.ask(TimeoutError(), failing(503), ConnectionRefusedError())
        told = f"{caught.exception} {log.output}"
        self.assertNotIn(URL, told)  # it may hold a key

    def test_refusal_is_not_tried_again(self) -> None:
        with self.assertRaises(ValueError):
            self.ask(failing(422))

    def test_fault_of_ours_is_not_blamed_on_the_row(self) -> None:
        for code in (401, 404):
            with self.assertRaises(Broken):
                self.ask(failing(code))

    def test_answer_that_cannot_be_read_is_told(self) -> None:
        for answer in (b"<html>", b"[1]", b'{"predic'):
            with (
                mock.patch("urllib.request.urlopen", return_value=io.BytesIO(answer)),
                self.assertRaises(Broken),
            ):
                remote_format.predict(URL, {})

    def test_answer_without_what_it_should_have_is_told(self) -> None:
        for error in (KeyError, IndexError, TypeError):
            with self.assertRaises(Broken), remote_format.readable():
                raise error

    def test_key_is_sent(self) -> None:
        with (
            mock.patch.dict(os.environ, MODEL_KEY="k"),
            mock.patch("urllib.request.urlopen") as opened,
        ):
            remote_format.ask(URL, {})

        (request,) = opened.call_args.args
        self.assertEqual("Bearer k", request.get_header("Authorization"))
        # what is in there would go along with a redirect
        self.assertNotIn("Authorization", request.headers)

    def test_address_must_be_one(self) -> None:
        with (
            mock.patch.dict(os.environ, MODEL_URL="model.example/predict"),
            self.assertRaisesRegex(Broken, "https://"),
        ):
            remote_format.load(None)

    def test_address_must_be_set(self) -> None:
        with mock.patch.dict(os.environ, clear=True), self.assertRaises(Broken):
            remote_format.load(None)
