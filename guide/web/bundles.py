"""The scripts of a page as one file, without comments and spare white space: what a phone loads.

In the repository each concept has its own script, and reads as it should; so does a style sheet.
"""

from collections.abc import Iterable

import rcssmin
import rjsmin

QUESTIONS = ("score", "phrases", "answers", "verdict", "elements", "questions")
DECIDE = ("ways", "flips", "fewest", "sampling", "weightings", "decision")
TELL = ("tree", "rest", "reasons", "changes", "differences", "sections")
SHOW = ("nodes", "mending", "shown", "fields", "record", "later", "result")
RESULT = (*QUESTIONS[:-1], *DECIDE, *TELL, *SHOW)
ONE = (*QUESTIONS[:-1], "ways", "asking", "rest", "one")
START = (*QUESTIONS[:-1], *DECIDE, *TELL, "record", "starter", "start")
# the bundles by the name under which they are served
BUNDLES = {
    "with-questions.js": tuple(f"{name}.js" for name in QUESTIONS),
    "with-one.js": tuple(f"{name}.js" for name in ONE),
    "with-result.js": tuple(f"{name}.js" for name in RESULT),
    "with-start.js": tuple(f"{name}.js" for name in START),
}


def bundle(texts: Iterable[str]) -> str:
    """Put scripts together into one, and leave out what only a reader needs."""
    return str(rjsmin.jsmin("\n".join(texts)))


def sheet(text: str) -> str:
    """Leave out of a style sheet what only a reader needs."""
    return str(rcssmin.cssmin(text))
