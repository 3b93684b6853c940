"""Decisions, audits and guides as plain data, and the JSON Schemas of what the API gives."""

import functools
import json
from typing import Any

from pydantic import TypeAdapter

from guide.engine.audit import Audit
from guide.engine.decision import Decision
from guide.engine.model import Guide
from guide.engine.once import once

REF = "#/components/schemas/{model}"  # where the schemas stand in an OpenAPI document

_NOT_SAID = {"walk"}
_ID = {"type": "string", "pattern": "^[0-9a-f]{12}$"}


@functools.cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def decision_data(decision: Decision) -> dict[str, Any]:
    """Return a decision as the JSON interface has it: lists in order, fractions as `[n, d]`."""
    data: dict[str, Any] = _adapter(Decision).dump_python(decision, mode="json", exclude=_NOT_SAID)
    return {"guide": _about(decision.guide), **data}


def decision_json(decision: Decision) -> bytes:
    """Return what `decision_data` does, as JSON in UTF-8."""
    data = _adapter(Decision).dump_json(decision, exclude=_NOT_SAID)
    return b'{"guide":%b,%b' % (_about_json(decision.guide), data.removeprefix(b"{"))


def _about(guide: Guide) -> dict[str, str]:
    return {
        "title": guide.title,
        "updated": guide.updated.isoformat(),
        "digest": guide.digest,
    }


@once
def _about_json(guide: Guide) -> bytes:
    return json.dumps(_about(guide), ensure_ascii=False, separators=(",", ":")).encode()


def audit_data(audit: Audit) -> dict[str, Any]:
    """Return an audit as `guide audit --json` prints it."""
    data: dict[str, Any] = _adapter(Audit).dump_python(audit, mode="json")
    return data


def guide_data(guide: Guide) -> dict[str, Any]:
    """Return a guide under the names of `criteria.yaml`, and its digest."""
    return {**guide.as_data(), "digest": guide.digest}


def decision_schema() -> dict[str, Any]:
    """Return the JSON Schema of `decision_data`; `$defs` has its parts, referred to by `REF`."""
    schema = _schema(Decision)
    about = {
        "title": {"type": "string"},
        "updated": {"type": "string", "format": "date"},
        "digest": _ID,
    }
    said = {"type": "object", "properties": about, "required": list(about)}
    schema["properties"] = {"guide": said} | schema["properties"]
    schema["required"] = ["guide", *schema["required"]]
    return _with_used_parts(schema)


def guide_schema() -> dict[str, Any]:
    """Return the JSON Schema of `guide_data`."""
    schema = _schema(Guide)
    schema["properties"]["digest"] = _ID
    schema["required"].append("digest")
    return schema


def _schema(kind: Any) -> dict[str, Any]:
    return _adapter(kind).json_schema(mode="serialization", ref_template=REF)


def _with_used_parts(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out the parts that nothing refers to any more."""
    parts = schema.pop("$defs", {})
    used: dict[str, Any] = {}
    waiting = [schema]
    while waiting:
        text = json.dumps(waiting.pop())
        for name in parts.keys() - used.keys():
            if f'"{REF.format(model=name)}"' in text:
                used[name] = parts[name]
                waiting.append(parts[name])
    return {**schema, "$defs": {name: parts[name] for name in parts if name in used}}
