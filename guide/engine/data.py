"""Decisions and guides as plain data, and the JSON Schemas of these."""

from types import SimpleNamespace
from typing import Any

from guide.engine import analysis
from guide.engine.decision import Decision
from guide.engine.model import Guide

REF = "#/components/schemas/{model}"  # where the schemas stand in an OpenAPI document


def decision_data(decision: Decision) -> dict[str, Any]:
    """Return a decision as the JSON interface has it: lists in order, fractions as `[n, d]`."""
    shown: Any = SimpleNamespace(**vars(decision), standings=decision.alternatives)
    return analysis.as_data(decision.guide, shown, shown)


def guide_data(guide: Guide) -> dict[str, Any]:
    """Return a guide under the names of `criteria.yaml`, and its digest."""
    return {**guide.as_data(), "digest": guide.digest}


def guide_schema() -> dict[str, Any]:
    """Return the JSON Schema of `guide_data`; `$defs` has its parts, referred to by `REF`."""
    schema = Guide.model_json_schema(ref_template=REF, mode="serialization")
    schema["properties"]["digest"] = {"type": "string"}
    schema["required"].append("digest")
    return schema


def decision_schema() -> dict[str, Any]:
    """Return the JSON Schema of `decision_data`."""
    text, number = {"type": "string"}, {"type": "integer"}
    maybe = {"type": ["string", "null"]}
    fraction = {"type": ["array", "null"], "items": number, "minItems": 2, "maxItems": 2}
    answer = {"criterion": text, "option": text}
    shares = _list(_object(alternative=maybe, share={"type": "number"}))
    fewest = _object(count=number, answers=_list(_object(**answer)))
    points = _list(_object(alternative=text, points=number, because=text))
    return _object(
        guide=_object(title=text, updated={"type": "string", "format": "date"}, digest=text),
        answers=_list(_object(**answer, importance=number)),
        verdict={"enum": ["clear", "slight", "close", "tie", "only", "none", "unanswered"]},
        winner=maybe,
        margin=fraction,
        alternatives=_list(
            _object(
                id=text,
                name=text,
                fit={"type": ["integer", "null"], "minimum": 0, "maximum": 100},
                ruled_out=_list(_object(criterion=text, reason=text)),
            )
        ),
        contributions=_list(_object(**answer, importance=number, points=points)),
        skipped=_list(text),
        decided={"type": "boolean"},
        flips=_object(
            answers=_list(_object(**answer, winner=text)),
            fewest={"oneOf": [{"type": "null"}, fewest]},
            importance=_list(_object(criterion=text, at=fraction, winner=text)),
        ),
        shares=_object(completions=shares, weightings=shares),
        sampled=_list({"enum": ["completions", "weightings"]}),
    )


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}
