"""A tree of nodes as the plain data that a page's script makes of the same decision."""

import dataclasses
from typing import Any

from guide.telling.nodes import Node


def as_data(value: Any) -> Any:
    """Return a tree, or a part of one, as JSON has it: a node with its kind."""
    if dataclasses.is_dataclass(value):
        kind = {"kind": type(value).__name__.lower()} if isinstance(value, Node) else {}
        fields = dataclasses.fields(value)
        return kind | {field.name: as_data(getattr(value, field.name)) for field in fields}
    if hasattr(value, "_asdict"):
        return {name: as_data(part) for name, part in value._asdict().items()}
    return [as_data(part) for part in value] if isinstance(value, tuple) else value
