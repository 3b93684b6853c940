#: file if log
"""The log: every prediction becomes a row."""

from datetime import UTC, datetime
from typing import Any

#: if crud and login
from flask_login import current_user
#: end
#: if edit or crud
from sqlalchemy import JSON, DateTime, String, Text
#: else
from sqlalchemy import JSON, DateTime, String
#: end
from sqlalchemy.orm import Mapped, mapped_column

from .contract import Row
from .database import db
from .model import Model


class Prediction(db.Model):
    """A prediction: what went in and what came out."""

    id: Mapped[int] = mapped_column(primary_key=True)
    created: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=lambda: datetime.now(UTC), index=True
    )
    model: Mapped[str] = mapped_column(String(255))
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: if edit or crud
    label: Mapped[str] = mapped_column(String(200), default="")  # what it really was
    note: Mapped[str] = mapped_column(Text, default="")
    #: end
    #: if crud and login
    owner_id: Mapped[int | None] = mapped_column(db.ForeignKey("user.id"))
    #: end


def remember(model: Model, inputs: Row, answer: Row) -> None:
    """Add a prediction to the log."""
    kept = Prediction(model=model.card["name"], inputs=inputs, answer=answer)
    #: if crud and login
    kept.owner_id = getattr(current_user, "id", None)  # a worker is nobody
    #: end
    db.session.add(kept)
    db.session.commit()
