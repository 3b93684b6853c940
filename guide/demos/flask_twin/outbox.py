"""Mails: they are written to a table that their visitor may read, and none leaves the server."""

from typing import Any

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from flask_mail import Mail as Mailer
from flask_mail import Message, email_dispatched
from sqlalchemy import select

from . import visitors
from .models import Mail, db
from .tidy import tidy

bp = Blueprint("outbox", __name__)
mailer = Mailer()


def keep(app: Flask, message: Message, **extra: Any) -> None:
    """Keep what Flask-Mail would have sent."""
    tidy()
    db.session.add(
        Mail(
            visitor=visitors.current(),
            recipient=message.recipients[0],
            subject=message.subject,
            body=message.body,
        )
    )
    db.session.commit()


@bp.get("/outbox")
def outbox() -> ResponseReturnValue:
    """Show the visitor's latest mails."""
    mine = select(Mail).filter_by(visitor=visitors.current()).order_by(Mail.id.desc())
    return render_template("outbox.html", mails=db.session.scalars(mine.limit(20)).all())


def init_app(app: Flask) -> None:
    """Send nothing, and keep everything."""
    mailer.init_app(app)
    email_dispatched.connect(keep, app)
    app.register_blueprint(bp)
