"""What waits in a twin holds neither the site nor its end."""

import threading
import time
from collections.abc import Iterable
from typing import Any

import pytest

from guide.demos import apart, mount
from guide.demos.apart import Apart, Busy
from guide.web import serving


def hello(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """An application that answers at once."""
    start_response("200 OK", [("Content-Type", "text/plain")])(b"hel")
    return [b"lo"]


def test_an_answer_is_handed_on_whole() -> None:
    """Also what was written the old way, before the body."""
    assert ("200 OK", [("Content-Type", "text/plain")], b"hello") == Apart().answer(hello, {})


def test_an_error_is_raised_where_somebody_waits() -> None:
    """And its thread is free again."""
    few = Apart(1)

    def broken(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        raise KeyError("broken")

    for _ in range(3):
        with pytest.raises(KeyError, match="broken"):
            few.answer(broken, {})


def test_a_system_without_a_thread_to_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks is told that all is busy; no place is lost by it."""

    def refused(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    few = Apart(1)
    with monkeypatch.context() as bound:
        bound.setattr(threading.Thread, "start", refused)
        for _ in range(2):
            with pytest.raises(Busy):
                few.answer(hello, {})

    assert b"hello" == few.answer(hello, {})[2]


def test_who_comes_while_all_wait_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that wait for a silent database are given up; when it speaks again, all is as before."""
    monkeypatch.setattr(apart, "LONGEST", 0.05)
    monkeypatch.setattr(apart, "PATIENCE", 0.02)
    few, speaks = Apart(2), threading.Event()

    def silent(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        speaks.wait(10)
        return hello(environ, start_response)

    for environ in ({}, {apart.WAITS: 0.01}):
        with pytest.raises(Busy):
            few.answer(silent, environ)
    begin = time.perf_counter()
    with pytest.raises(Busy):
        few.answer(hello, {})
    taken = time.perf_counter() - begin
    speaks.set()
    for _ in range(100):
        time.sleep(0.01)
        if not few._begun:
            break

    monkeypatch.undo()  # a busy machine may need longer than those waits for an answer

    assert taken < 1
    assert "200 OK" == few.answer(hello, {})[0]


def test_a_thread_that_is_about_to_begin_is_waited_for() -> None:
    """Of some that come at one moment, none is told that the demos are busy."""
    few = Apart(1)
    assert few._free.acquire()  # who came first has the thread, and has not begun
    threading.Timer(0.05, few._free.release).start()

    assert b"hello" == few.answer(hello, {})[2]


@pytest.mark.parametrize("path", ["/features/a", "/records"])
def test_eight_at_one_moment_are_answered(path: str) -> None:
    """Whether their demo needs a database or not; and the site keeps threads of its own."""
    together, found = threading.Barrier(8), list[str]()

    def slow(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        time.sleep(0.05)
        return hello(environ, start_response)

    def ask() -> None:
        together.wait(10)
        try:
            found.append(mount._threads(path).answer(slow, {})[0])
        except Busy:
            found.append("busy")

    visitors = [threading.Thread(target=ask) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert ["200 OK"] * 8 == found
    every = (mount._apart, mount._apart_without)
    assert sum(each._threads + apart.WAITING for each in every) < serving.THREADS
