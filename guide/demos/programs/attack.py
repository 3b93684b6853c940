"""Send the requests of an attack to a copy of a twin, and print what it answered, as JSON.

python attack.py PACKAGE, the copy; on standard input stand the requests, a JSON list. Each cookie
jar is a visitor's. What the process may take of the machine is bounded, whatever it is sent.
"""

import importlib
import json
import re
import resource
import sys
from typing import Any

SECONDS = 15
MEMORY = 2 << 30  # bytes of addresses, most of which a process never touches
FILES = 32 << 20  # bytes of each
resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
resource.setrlimit(resource.RLIMIT_FSIZE, (FILES, FILES))

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
    answers.append({"status": answer.status, "body": answer.text})
json.dump(answers, sys.stdout)
