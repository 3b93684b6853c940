"""The scripts of a page as one file, without comments and spare white space: what a phone loads.

In the repository each concept has its own script, and reads as it should.
"""

from collections.abc import Iterable

import rjsmin

QUESTIONS = ("score", "phrases", "answers", "verdict", "elements", "questions")
RESULT = (*QUESTIONS[:-1], "ways", "analysis", "sections", "nodes", "record", "result")
# the bundles by the name under which they are served
BUNDLES = {
    "with-questions.js": tuple(f"{name}.js" for name in QUESTIONS),
    "with-result.js": tuple(f"{name}.js" for name in RESULT),
}


def bundle(texts: Iterable[str]) -> str:
    """Put scripts together into one, and leave out what only a reader needs."""
    return str(rjsmin.jsmin("\n".join(texts)))
