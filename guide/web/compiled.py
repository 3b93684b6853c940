"""Templates, compiled once in a process: each edit of a site makes another application."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """What templates were compiled to. That of a changed file is not used: Jinja compares them."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept of its template."""
        if code := self._codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket's template was compiled to."""
        self._codes[bucket.key] = bucket.bytecode_to_string()


# All applications have the same options, filters and functions: so have their templates.
COMPILED = Compiled()
