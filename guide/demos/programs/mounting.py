"""Print the requests a second that a twin answers alone, and mounted in a site: the best of ten.

python mounting.py TWIN
"""

import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

from guide.demos import mount, twins

REQUESTS = 200
ROUNDS = 10
twin = twins.twin(sys.argv[1])
mounted = mount.mount(None, os.environ["TWIN_INSTANCE"])  # type: ignore[arg-type]
alone = mount.load(twin, os.environ["TWIN_INSTANCE"])


def rate(application: Callable[..., Iterable[bytes]], script: str, path: str) -> float:
    """Return how many requests for JSON an application answers in a second."""
    begin = time.perf_counter()
    for _ in range(REQUESTS):
        environ = {"SCRIPT_NAME": script, "PATH_INFO": path, "REMOTE_ADDR": "127.0.0.1"}
        setup_testing_defaults(environ)
        answer: Any = application(environ, lambda status, headers, error=None: None)
        b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
    return REQUESTS / (time.perf_counter() - begin)


pairs = [
    (rate(alone, twin.prefix, "/json"), rate(mounted, "", f"{twin.prefix}/json"))
    for _ in range(1 + ROUNDS)
][1:]
print(max(one for one, _ in pairs), max(other for _, other in pairs))
