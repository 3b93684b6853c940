"""Write every page, live and exported, with and without answers, for a validator to read.

`make check` runs it; by hand: .venv/bin/python -m tests.written DIR
"""

import sys
from pathlib import Path
from urllib.parse import urlencode

from guide import create_app, export
from guide.web import checked
from tests.conftest import ROOT

# the pages that answers change
ANSWERED = ("/", "/questions/", "/questions/one/", "/result/", "/compare/", "/start/")


def write(folder: Path) -> None:
    """Write the pages to `live` and `export` in a folder that is empty or not there."""
    served = checked.load(ROOT)
    criteria = served.site.guide.criteria
    few = urlencode({criteria[0].id: criteria[0].options[0].id})
    every = urlencode({c.id: c.options[-1].id for c in criteria})
    other = urlencode({f"other.{c.id}": c.options[0].id for c in criteria})
    addresses = [
        *(*served.paths, "/404.html", "/no-such-page/", "/result/?shoe=42&guide.digest=old"),
        *(f"{path}?{query}" for path in ANSWERED for query in (few, f"{every}&{other}")),
    ]
    client = create_app(served).test_client()
    (folder / "live").mkdir(parents=True)
    for number, address in enumerate(addresses):
        name = address.partition("?")[0].strip("/").replace("/", ".")
        with client.get(address) as response:
            (folder / "live" / f"{name}.{number}.html").write_bytes(response.data)
    for _ in export.freeze(served, folder / "export"):
        pass


if __name__ == "__main__":
    write(Path(sys.argv[1]))
