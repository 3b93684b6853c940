"""Print the seconds that importing some modules of the Flask twin takes, and some libraries.

python import_flask.py PACKAGE MODULES LIBRARIES, with commas between them. An empty module takes
the package's place, so that `create_app`, which imports everything, is left out.
"""

import time

begin = time.perf_counter()
import importlib.util  # noqa: E402
import sys  # noqa: E402

package, modules, libraries = sys.argv[1:]
found = importlib.util.find_spec(package)
assert found  # noqa: S101
sys.modules[package] = importlib.util.module_from_spec(found)
for name in filter(None, modules.split(",")):
    importlib.import_module(f"{package}.{name}")
for name in filter(None, libraries.split(",")):
    importlib.import_module(name)
print(time.perf_counter() - begin)
