"""Plain data of decisions, audits and guides, each held against its own schema."""

import datetime
import json
import random
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from guide.engine import audit, data
from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.loading import criteria
from tests import short
from tests.conftest import ROOT
from tests.samples import examples

TYPES: dict[str, Any] = {
    "array": list, "boolean": bool, "integer": int, "null": type(None), "number": (int, float),
    "object": dict, "string": str,
}  # fmt: skip


def fits(value: Any, schema: dict[str, Any], parts: dict[str, Any]) -> bool:
    """Tell whether a value fits a schema, as far as our schemas go."""
    if "$ref" in schema:
        return fits(value, parts[schema["$ref"].rpartition("/")[2]], parts)
    if "anyOf" in schema:
        return any(fits(value, one, parts) for one in schema["anyOf"])
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        return False
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        return set(schema.get("required", [])) <= set(value) and all(
            fits(item, known[key], parts)
            if key in known
            else others and (others is True or fits(item, others, parts))
            for key, item in value.items()
        )
    if isinstance(value, list):
        least, most = schema.get("minItems", 0), schema.get("maxItems", len(value))
        items = schema.get("items", {})
        return least <= len(value) <= most and all(fits(item, items, parts) for item in value)
    if isinstance(value, str):
        return bool(re.search(schema.get("pattern", ""), value))
    return value is None or schema.get("minimum", value) <= value <= schema.get("maximum", value)


DECISION, GUIDE = data.decision_schema(), data.guide_schema()
AUDIT = TypeAdapter(audit.Audit).json_schema(mode="serialization", ref_template=data.REF)


def check(value: dict[str, Any], schema: dict[str, Any]) -> None:
    plain = json.loads(json.dumps(value))

    assert plain == value
    assert fits(plain, schema, schema.get("$defs", {}))
    assert set(value) <= set(schema["properties"])


@examples(50)
@given(st.randoms(use_true_random=False))
def test_fits_its_schema(dice: random.Random):
    """What any random guide gives fits the schemas, and nothing more is in it."""
    guide = short.any_guide(dice)

    decision = decide(guide, short.any_answers(dice, guide))

    check(data.decision_data(decision), DECISION)
    check(data.guide_data(guide), GUIDE)
    check(data.audit_data(audit.audit(guide, datetime.date(2026, 11, 23))), AUDIT)
    assert data.decision_data(decision) == json.loads(data.decision_json(decision))


@pytest.mark.parametrize("folder", [ROOT, ROOT / "examples" / "flask-django-fastapi"])
def test_guides_of_this_repository(folder):
    """So do claims, sources and all else that only whole guides have."""
    check(data.guide_data(criteria.load(folder)), data.guide_schema())


def test_schema_says_no():
    """The check sees a missing key, an unknown one and a wrong type."""
    schema = data.decision_schema()
    right = data.decision_data(decide(short.of([(9, 3), (2, 4)]), Answers({"c0": "o0"})))
    parts, whole = schema["$defs"], data.guide_schema()

    assert fits(right, schema, parts)
    assert not fits({**right, "open": "much"}, schema, parts)
    assert not fits({**right, "margin": [1]}, schema, parts)
    assert not fits({key: right[key] for key in right if key != "open"}, schema, parts)
    assert not fits({**data.guide_data(short.of([(9, 3)])), "more": 1}, whole, whole["$defs"])


def test_exact_numbers():
    """Fractions are in lowest terms, shares are numbers, whole points stay whole."""
    found = data.decision_data(decide(short.of([(9, 3.5)], [(1, 2)]), Answers({"c0": "o0"})))

    points = [gain["points"] for gain in found["contributions"][0]["points"]]
    assert found["margin"] == [55, 2]
    assert [repr(value) for value in points] == ["9", "3.5"]
    assert found["shares"]["completions"] == [
        {"alternative": "a0", "share": 1.0}, {"alternative": "a1", "share": 0.0},
    ]  # fmt: skip
