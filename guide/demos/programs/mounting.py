"""Print the requests a second that a twin answers mounted in a site, as a share of those alone.

python mounting.py TWIN; the median of ten pairs. A second is one of the processor: what else the
machine does must not count.
"""

import os
import statistics
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
    """Return how many requests for JSON an application answers in a second of the processor."""
    begin = time.process_time()
    for _ in range(REQUESTS):
        environ = {"SCRIPT_NAME": script, "PATH_INFO": path, "REMOTE_ADDR": "127.0.0.1"}
        setup_testing_defaults(environ)
        answer: Any = application(environ, lambda status, headers, error=None: None)
        b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
    return REQUESTS / (time.process_time() - begin)


pairs = [
    (rate(alone, twin.prefix, "/json"), rate(mounted, "", f"{twin.prefix}/json"))
    for _ in range(1 + ROUNDS)
][1:]
print(statistics.median(other / one for one, other in pairs))
