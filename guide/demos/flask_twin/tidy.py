"""Clearing old entries: strangers use this service, and nothing of theirs is kept for long."""

from datetime import timedelta

from sqlalchemy import delete, func, or_, select

from .models import Login, Mail, Record, User, db, now

LIFETIME = timedelta(hours=24)
MOST = 10_000


def tidy() -> None:
    """Delete what is older than `LIFETIME`, and of each table all but the newest `MOST` rows."""
    old_logins = Login.created < now() - LIFETIME
    gone = Login.user_id.not_in(select(User.id))
    db.session.execute(delete(Login).where(or_(old_logins, gone)))
    for model in (Record, Mail, User):
        newest = db.session.scalar(select(func.max(model.id))) or 0
        old = or_(model.created < now() - LIFETIME, model.id <= newest - MOST)
        for row in db.session.scalars(select(model).where(old)):
            db.session.delete(row)
    db.session.commit()
