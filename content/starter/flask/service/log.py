#: file if log
"""The log: every prediction becomes a row."""

from datetime import UTC, datetime
from typing import Any

#: if edit
from sqlalchemy import JSON, DateTime, String, Text
#: else
from sqlalchemy import JSON, DateTime
#: end
from sqlalchemy.orm import Mapped, mapped_column

from .database import db


class Prediction(db.Model):
    """A prediction: what went in and what came out."""

    id: Mapped[int] = mapped_column(primary_key=True)
    created: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=lambda: datetime.now(UTC), index=True
    )
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: if edit
    label: Mapped[str] = mapped_column(String(200), default="")  # what it really was
    note: Mapped[str] = mapped_column(Text, default="")
    #: end


def remember(inputs: dict[str, Any], answer: dict[str, Any]) -> None:
    """Add a prediction to the log."""
    db.session.add(Prediction(inputs=inputs, answer=answer))
    db.session.commit()
