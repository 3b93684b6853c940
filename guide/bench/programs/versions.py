"""Print as JSON which Python this is, and the versions of packages that it has, and of SQLite.

python versions.py PACKAGE...
"""

import contextlib
import json
import platform
import sqlite3
import sys
from importlib import metadata

versions = {}
for package in sys.argv[1:]:
    with contextlib.suppress(metadata.PackageNotFoundError):  # what is not there is left out
        versions[package] = metadata.version(package)
versions["SQLite"] = sqlite3.sqlite_version
print(json.dumps([f"{platform.python_implementation()} {platform.python_version()}", versions]))
