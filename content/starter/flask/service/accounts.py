#: file if login
"""Accounts: who is logged in, and what they may do."""

#: if not sso
import hashlib
#: end
import secrets
import time

from flask import Blueprint, Flask, current_app, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import (
    LoginManager,
    UserMixin,
    current_user,
    login_user,
    logout_user,
)
from sqlalchemy import Double, String
from sqlalchemy.orm import Mapped, mapped_column

from .database import db

bp = Blueprint("accounts", __name__)
login_manager = LoginManager()
login_manager.login_message = ""
NAME = "begun"  # of what `new_name` returns, in a session

#: if not admin
ROLES = ()
#: end
#: if admin and not roles
ROLES = ("staff",)
#: end
#: if roles
ROLES = ("staff", "editor")
#: end


class User(UserMixin, db.Model):
    """Somebody who may log in."""

    id: Mapped[int] = mapped_column(primary_key=True)
    #: if sso
    subject: Mapped[str] = mapped_column(String(255), unique=True)  # at the provider
    name: Mapped[str] = mapped_column(String(80))
    #: else
    name: Mapped[str] = mapped_column(String(80), unique=True)
    password: Mapped[str] = mapped_column(String(255), default="")
    #: end
    #: if admin
    is_staff: Mapped[bool] = mapped_column(default=False)  # may see the administration
    #: end
    #: if roles
    is_editor: Mapped[bool] = mapped_column(default=False)  # may correct what is there
    #: end
    #: if not sso

    def get_id(self) -> str:
        """Return what the session keeps: another password ends it."""
        return f"{self.id}.{hashlib.sha256(self.password.encode()).hexdigest()}"
    #: end


class Ended(db.Model):
    """A session that somebody logged out of: a copy of its cookie opens nothing."""

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    until: Mapped[float] = mapped_column(Double)  # seconds since 1970: then it is over


@login_manager.user_loader
def load_user(user_id: str) -> User | None:
    """Return the user of a session that has not ended."""
    name, until = session.get(NAME, ("", 0))
    user = db.session.get(User, int(user_id.partition(".")[0]))
    if until < time.time() or not user or user.get_id() != user_id:
        return None
    return None if db.session.get(Ended, name) else user


def new_name() -> tuple[str, float]:
    """Return what tells a session of a user from others, and when it is over."""
    lasts = current_app.permanent_session_lifetime.total_seconds()
    return secrets.token_hex(16), time.time() + lasts


def log_in(user: User) -> ResponseReturnValue:
    """Log in a user, who goes on to the page that asked for it."""
    session[NAME] = new_name()
    login_user(user)
    return redirect(session.pop("next", url_for("pages.index")))


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """End this session, also for whoever has a copy of its cookie."""
    if current_user.is_authenticated:
        name, until = session.pop(NAME)
        db.session.execute(db.delete(Ended).where(Ended.until < time.time()))
        db.session.add(Ended(name=name, until=until))
        db.session.commit()
    logout_user()
    return redirect(url_for(login_manager.login_view))


def init_app(app: Flask) -> None:
    """Let users log in, and keep them logged in by the session's cookie."""
    #: if not sso
    from . import passwords as way
    #: else
    from . import sso as way
    #: end

    login_manager.login_view = f"{way.bp.name}.login"
    login_manager.init_app(app)
    app.register_blueprint(bp)
    way.init_app(app)
