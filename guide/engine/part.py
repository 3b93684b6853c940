"""What every piece of a guide is: frozen, of exact types, without unknown keys."""

import pydantic


class Part(pydantic.BaseModel):
    """A piece of a guide. What stands below a field describes it in the JSON Schema.

    How to check one is built when the first is read: most are only read as parts of others.
    """

    model_config = pydantic.ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        use_attribute_docstrings=True,
        defer_build=True,
    )
