"""What every piece of a guide is: frozen, of exact types, without unknown keys."""

import pydantic


class Part(pydantic.BaseModel):
    """A piece of a guide. What stands below a field describes it in the JSON Schema."""

    model_config = pydantic.ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True
    )
