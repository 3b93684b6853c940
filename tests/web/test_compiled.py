"""Templates are compiled once in a process, and again when they were changed."""

from jinja2 import DictLoader, Environment

from guide.web.compiled import Compiled


def test_a_template_is_compiled_once_until_it_changes() -> None:
    """For another environment, too; what is shown is always what stands there now."""
    compiled, texts, seen = Compiled(), {"a": "one"}, []
    real = Environment.compile

    class Counting(Environment):
        def compile(self, source: str, *args: object, **options: object) -> object:
            seen.append(source)
            return real(self, source, *args, **options)  # type: ignore[call-overload]

    def shown() -> str:
        made = Counting(loader=DictLoader(texts), bytecode_cache=compiled)
        return made.get_template("a").render()

    first = [shown(), shown()]
    texts["a"] = "two"

    assert ["one", "one", "two", "two"] == [*first, shown(), shown()]
    assert ["one", "two"] == seen
