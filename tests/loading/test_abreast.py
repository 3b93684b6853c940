"""Texts that are converted in several processes."""

import subprocess
import sys
import threading

import pytest

from guide.loading import abreast

TEXTS = [(f"## Part {n}\n\n```python\nx = {n}\n```\n[a](/b/)\n", ("main",)) for n in range(20)]
WHOLE = """
from guide.loading import abreast, rendering
convert = rendering.convert
def refuse(text, reserved):
    if text == "deep":
        raise RecursionError
    return convert(text, reserved)
rendering.convert = refuse
abreast.MUCH, abreast._processors = 0, lambda: 2
texts = {texts!r}
print([None, *(convert(*text) for text in texts)] == abreast.converted([("deep", ()), *texts]))
"""


def test_processes_make_the_same() -> None:
    """Every text comes back in its place, and what is nested too deeply as nothing."""
    code = WHOLE.format(texts=TEXTS)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "True\n" == ran.stdout


def test_little_is_made_in_one_process() -> None:
    """A few pages are made before another process has begun."""
    assert [] == abreast.converted(TEXTS)


def test_threads_are_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process with threads, such as a server, is not copied: another may hold a lock."""
    monkeypatch.setattr(abreast, "MUCH", 0)
    monkeypatch.setattr(abreast, "_processors", lambda: 2)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    found = abreast.converted([*TEXTS])
    done.set()
    thread.join()

    assert [] == found
