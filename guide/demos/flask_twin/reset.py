"""A new password by mail, for whoever has forgotten theirs."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_mail import Message
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import func
from werkzeug.security import generate_password_hash
from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired, Email, EqualTo, Length

from .auth import MAIL, NEW, mine
from .models import User, db
from .outbox import mailer
from .records import LARGEST

RESET_SECONDS = 60 * 60

bp = Blueprint("reset", __name__)


class ResetForm(FlaskForm):
    """Where to send the link."""

    email = EmailField("Email", [DataRequired(), Email(), Length(max=254)], render_kw=MAIL)


class SetPasswordForm(FlaskForm):
    """A new password, twice."""

    new_password1 = PasswordField(
        "New password", [DataRequired(), Length(min=8, max=128)], render_kw=NEW
    )
    new_password2 = PasswordField(
        "New password confirmation",
        [DataRequired(), EqualTo("new_password1", "The two passwords are not the same.")],
        render_kw=NEW,
    )


@bp.route("/reset", methods=["GET", "POST"])
def reset() -> ResponseReturnValue:
    """Send a link to choose a new password; the answer is the same for an unknown address."""
    form = ResetForm()
    if not form.validate_on_submit():
        return render_template("account.html", title="Reset password", form=form)
    same = func.lower(User.email) == form.email.data.lower()
    for user in db.session.scalars(mine().where(same)).all():
        link = url_for(
            "reset.reset_confirm",
            uid=user.id,
            token=reset_token(user).dumps(user.id),
            _external=True,
        )
        mailer.send(
            Message(
                render_template("reset_subject.txt").strip(),
                recipients=[user.email],
                body=render_template("reset_mail.txt", user=user, link=link),
            )
        )
    return redirect(url_for("outbox.outbox"))


@bp.route("/reset/<int:uid>/<token>", methods=["GET", "POST"])
def reset_confirm(uid: int, token: str) -> ResponseReturnValue:
    """Choose a new password, with a link that works once and for an hour."""
    user = db.session.scalar(mine().filter_by(id=uid)) if uid <= LARGEST else None
    try:
        valid = user and reset_token(user).loads(token, max_age=RESET_SECONDS) == user.id
    except BadSignature:
        valid = False
    if not user or not valid:
        return render_template("account.html", title="This link does not work any more", form=None)
    form = SetPasswordForm()
    if not form.validate_on_submit():
        return render_template("account.html", title="Choose a new password", form=form)
    user.password = generate_password_hash(form.new_password1.data)
    db.session.commit()
    return redirect(url_for("auth.login"))


def reset_token(user: User) -> URLSafeTimedSerializer:
    """Return what signs the user's reset links; a new password makes older links worthless."""
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=user.password)
