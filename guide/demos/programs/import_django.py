"""Print the seconds that importing some modules of the Django twin takes, and some libraries.

python import_django.py PACKAGE MODULES LIBRARIES, with commas between them. Django sets up all
installed apps before a module with a model can be imported, so they count; its routes do not.
"""

import time

begin = time.perf_counter()
import importlib  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402

import django  # noqa: E402

package, modules, libraries = sys.argv[1:]
os.environ["DJANGO_SETTINGS_MODULE"] = f"{package}.settings"
from django.conf import settings  # noqa: E402

apps = settings.INSTALLED_APPS
# which looks for no admin.py
apps[apps.index("django.contrib.admin")] += ".apps.SimpleAdminConfig"
django.setup()
for name in filter(None, modules.split(",")):
    importlib.import_module(f"{package}.{name}")
for name in filter(None, libraries.split(",")):
    importlib.import_module(name)
print(time.perf_counter() - begin)
