"""Starting the twins in processes of their own: how long it takes, and what is loaded then."""

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class StartUp:
    """The median of three starts of a new process, in milliseconds.

    `imported` is until the application is there, `answered` until it has answered its first
    request (for JSON), and `megabytes` is the memory that the process has then taken at most.
    """

    imported: float
    answered: float
    megabytes: float


@cache
def start_up(twin: str) -> StartUp:
    """Start a twin three times in processes of their own, on an empty instance folder."""
    runs = [_output(STARTED, twin=twin) for _ in range(3)]
    return StartUp(*(statistics.median(map(float, values)) for values in zip(*runs, strict=True)))


@cache
def loaded(twin: str) -> frozenset[str]:
    """Return the top-level names of the modules that a twin has loaded after all its demos."""
    return frozenset(_output(LOADED, twin=twin))


@cache
def mounting(twin: str) -> float:
    """Return the requests a second that a mounted twin answers, as a share of those alone.

    The request is the one for JSON, sent to the application itself, without a server in between:
    what a server adds would hide the difference. The best of ten rounds of each counts.
    """
    alone, mounted = map(float, _output(MOUNTING, twin=twin))
    return mounted / alone


@cache
def importing(twin: str, modules: tuple[str, ...], libraries: tuple[str, ...]) -> float:
    """Return the milliseconds that a new process takes to import some of a twin, and libraries.

    The faster of two counts: what else the machine does can only make one slower.

    What puts the twin together is left out: Flask's `create_app`, and Django's routes. Django sets
    up all installed apps before a module with a model can be imported, so they count.
    """
    runs = [_output(IMPORTING[twin], modules=modules, libraries=libraries) for _ in range(2)]
    return min(float(taken) for (taken,) in runs) * 1000


MOUNTING = """
import os, time
from wsgiref.util import setup_testing_defaults
from guide.demos import mount
mounted = mount.mount(None, os.environ["TWIN_INSTANCE"])
alone = mount.load("{twin}", os.environ["TWIN_INSTANCE"])
def rate(application, script, path):
    begin = time.perf_counter()
    for _ in range(200):
        environ = dict(SCRIPT_NAME=script, PATH_INFO=path, REMOTE_ADDR="127.0.0.1")
        setup_testing_defaults(environ)
        answer = application(environ, lambda status, headers, error=None: None)
        b"".join(answer)
        answer.close()
    return 200 / (time.perf_counter() - begin)
rounds = [(rate(alone, "/demo/{twin}", "/json"), rate(mounted, "", "/demo/{twin}/json"))
    for _ in range(11)][1:]
print(max(one for one, _ in rounds), max(other for _, other in rounds))
"""
LOADED = """
import os, sys
from guide.demos import DEMOS, mount, runner
application = mount.mount(None, os.environ["TWIN_INSTANCE"])
before = set(sys.modules)
for demo in DEMOS:
    runner.run(application, "{twin}", demo, runner.read_inputs(demo, {{}}))
print(*{{name.partition(".")[0] for name in set(sys.modules) - before}})
"""
STARTED = """
import time
from wsgiref.util import setup_testing_defaults
begin = time.perf_counter()
from guide.demos.{twin}_twin.wsgi import application
imported = time.perf_counter() - begin
environ = dict(SCRIPT_NAME="", PATH_INFO="/json", REMOTE_ADDR="127.0.0.1")
setup_testing_defaults(environ)
b"".join(application(environ, lambda status, headers, error=None: None))
answered = time.perf_counter() - begin
try:  # what getrusage gives on Linux is the larger of this process and the one that started it
    with open("/proc/self/status") as lines:
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
except OSError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(imported * 1000, answered * 1000, peak / 1024)
"""
IMPORTED = """
for name in {modules}:
    importlib.import_module(PACKAGE + "." + name)
for name in {libraries}:
    importlib.import_module(name)
print(time.perf_counter() - begin)
"""
IMPORTING = {
    "flask": """
import time
begin = time.perf_counter()
import importlib.util, sys
PACKAGE = "guide.demos.flask_twin"
sys.modules[PACKAGE] = importlib.util.module_from_spec(importlib.util.find_spec(PACKAGE))
"""
    + IMPORTED,
    "django": """
import time
begin = time.perf_counter()
import django, importlib, os
PACKAGE = "guide.demos.django_twin"
os.environ["DJANGO_SETTINGS_MODULE"] = PACKAGE + ".settings"
from django.conf import settings
apps = settings.INSTALLED_APPS
apps[apps.index("django.contrib.admin")] += ".apps.SimpleAdminConfig"  # which looks for no admin.py
django.setup()
"""
    + IMPORTED,
}


def _output(program: str, **values: object) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        unset = {"DATABASE_URL", "REDIS_URL", "TWIN_PROFILE", "DJANGO_SETTINGS_MODULE"}
        env = {name: value for name, value in os.environ.items() if name not in unset}
        run = subprocess.run(  # noqa: S603
            [sys.executable, "-c", program.format(**values)],
            env=env | {"TWIN_INSTANCE": folder, "TWIN_LIMITS": "off"},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    return run.stdout.split()
