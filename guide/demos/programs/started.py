"""Print how long a twin takes to be imported and to answer its first request, and its memory.

python started.py MODULE:NAME, the application; the times are in milliseconds, the memory in MB.
"""

import importlib
import sys
import time
from wsgiref.util import setup_testing_defaults

begin = time.perf_counter()
module, _, name = sys.argv[1].partition(":")
application = getattr(importlib.import_module(module), name)
imported = time.perf_counter() - begin
environ = {"SCRIPT_NAME": "", "PATH_INFO": "/json", "REMOTE_ADDR": "127.0.0.1"}
setup_testing_defaults(environ)
b"".join(application(environ, lambda status, headers, error=None: None))
answered = time.perf_counter() - begin
try:  # what getrusage gives on Linux is the larger of this process and the one that started it
    with open("/proc/self/status") as lines:  # noqa: PTH123 - pathlib would be counted
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
except OSError:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(imported * 1000, answered * 1000, peak / 1024)
