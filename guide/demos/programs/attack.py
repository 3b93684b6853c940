"""Send the requests of an attack to a copy of a twin, and print what it answered, as JSON.

python attack.py PACKAGE, the copy; on standard input stand the requests, a JSON list. Each cookie
jar is a visitor's. What the process may take of the machine is bounded, whatever it is sent.
"""

import contextlib
import importlib
import json
import re
import resource
import sys
from typing import Any

SECONDS = 10
MEMORY = 2 << 30  # bytes of addresses, most of which a process never touches
FILES = 32 << 20  # bytes of each
PAGE = 100_000  # characters of an answer: a query may have made it as long as the memory is large
for bound, most in (
    (resource.RLIMIT_CPU, SECONDS),
    (resource.RLIMIT_AS, MEMORY),
    (resource.RLIMIT_FSIZE, FILES),
):
    with contextlib.suppress(ValueError, OSError):  # macOS bounds no addresses
        resource.setrlimit(bound, (most, most))

from werkzeug.test import Client  # noqa: E402

TOKEN = re.compile(r'name="(csrf_token|csrfmiddlewaretoken)"[^>]*value="([^"]+)"')

requests: list[dict[str, Any]] = json.load(sys.stdin)
application = importlib.import_module(f"{sys.argv[1]}.wsgi").application
seed: Any = importlib.import_module(f"{sys.argv[1]}.seed")
seed.MESSAGES = 1  # the rows of a test that is not run here
visitors: dict[str, Client] = {}
answers = []
for request in requests:
    visitor = visitors.setdefault(request["who"], Client(application))
    form = request["form"]
    if form is not None and request["token"]:
        found = TOKEN.search(visitor.get(f"/{request['path']}").text)
        form |= {found[1]: found[2]} if found else {}
    answer = visitor.open(
        f"/{request['path']}",
        method=request["method"],
        query_string=request["query"],
        data=form,
        headers={"Origin": request["origin"]} if request["origin"] else {},
    )
    answers.append({"status": answer.status, "body": answer.text[:PAGE]})
json.dump(answers, sys.stdout)
