"""Templates are compiled once in a process, and again when they were changed."""

from jinja2 import DictLoader, Environment
from jinja2.bccache import Bucket

from guide.web.compiled import Compiled


class Counted(Compiled):
    """Counts what is kept: Jinja hands over whatever it had to compile."""

    count = 0

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.count += 1
        super().dump_bytecode(bucket)


def test_a_template_is_compiled_once_until_it_changes() -> None:
    """For another environment, too; what is shown is always what stands there now."""
    compiled, texts = Counted(), {"a": "one"}

    def shown() -> str:
        made = Environment(loader=DictLoader(texts), bytecode_cache=compiled)
        return made.get_template("a").render()

    first, once = [shown(), shown()], compiled.count
    texts["a"] = "two"

    assert (["one", "one"], 1) == (first, once)
    assert (["two", "two"], 2) == ([shown(), shown()], compiled.count)
