"""The scripts of a page as one file, without comments and indentation: what a phone has to load.

In the repository each concept has its own script, and reads as it should; here their lines are put
one after another as they are. No line is changed but for the spaces before it, so a script may not
have text over several lines.
"""

from collections.abc import Iterable

QUESTIONS = ("score", "phrases", "answers", "verdict", "elements", "questions")
RESULT = (*QUESTIONS[:-1], "analysis", "sections", "nodes", "record", "result")
START = (*RESULT[:-3], "record", "starter", "start")
# the bundles by the name under which they are served
BUNDLES = {
    "with-questions.js": tuple(f"{name}.js" for name in QUESTIONS),
    "with-result.js": tuple(f"{name}.js" for name in RESULT),
    "with-start.js": tuple(f"{name}.js" for name in START),
}


def bundle(texts: Iterable[str]) -> str:
    """Put scripts together into one, and leave out what only a reader needs."""
    lines = (line.strip() for text in texts for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
