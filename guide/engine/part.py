"""What every piece of a guide is: frozen, of exact types, without unknown keys."""

import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterator

import pydantic
from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Part(pydantic.BaseModel):
    """A piece of a guide. What stands below a field describes it in the JSON Schema.

    How to check one is built when the first is read: most are only read as parts of others.
    """

    model_config = pydantic.ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        defer_build=True,
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core)
        fields = handler.resolve_ref_schema(schema)["properties"]
        for name, text in _told(cls):
            fields[name]["description"] = text
        return schema


def _told(kind: type) -> Iterator[tuple[str, str]]:
    """Find the fields of a class with what stands below them.

    Pydantic can do so as well, but for each class when it is imported: a start waits for it.
    Where there is no source, there are none.
    """
    try:
        source = textwrap.dedent(inspect.getsource(kind))
    except (OSError, TypeError):
        return
    found = (each.body for each in ast.parse(source).body if isinstance(each, ast.ClassDef))
    lines = itertools.chain.from_iterable(found)
    for field, below in itertools.pairwise(lines):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
