#: file if redis
"""Answers are kept in Redis for a while: the same question is not computed twice.

That only saves time. While Redis is silent, the model answers itself.
"""

import contextlib
import functools
import hashlib
import json
import logging
import os
from collections.abc import Callable
from typing import Any

from redis import RedisError

from . import cache

KEEP = 3600  # seconds

Answer = dict[str, Any]

logger = logging.getLogger(__name__)


def reused(predict: Callable[[Any, Answer], Answer]) -> Callable[[Any, Answer], Answer]:
    """Let a model's `predict` look first whether the answer is kept."""

    @functools.wraps(predict)
    def looked_up(model: Any, row: Answer) -> Answer:
        key = name(model.card, row)
        try:
            kept = cache.get(key)
        except RedisError as error:
            logger.warning("Redis: %s", error)
            return predict(model, row)
        if kept is not None:
            return kept
        answer = predict(model, row)
        with contextlib.suppress(RedisError):
            cache.put(key, answer, KEEP)
        return answer

    return looked_up


def name(card: dict[str, Any], row: dict[str, Any]) -> str:
    """Return where the answer to a row is kept: not where another model's is."""
    question = json.dumps([card, row], sort_keys=True)
    return f"answer:{hashlib.sha256(question.encode()).hexdigest()}"


def state() -> str:
    """Say how Redis is: `ok`, `silent`, or `off` if there is none."""
    if not os.environ.get("REDIS_URL"):
        return "off"
    try:
        cache.get("state")
    except RedisError:
        return "silent"
    return "ok"
