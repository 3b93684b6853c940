"""Accounts: sign up, log in and out, and a right that only a group has."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Flask, abort, jsonify, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf import FlaskForm
from sqlalchemy import delete, func, select
from werkzeug.security import check_password_hash, generate_password_hash
from wtforms import BooleanField, EmailField, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, Email, EqualTo, Length, Regexp

from . import learner, visitors
from .bounds import alone
from .models import Group, Login, User, db
from .problems import problem
from .tidy import tidy

EACH = 10
FULL = f"You have {EACH} accounts already."
LOGIN = "login"  # in the session: which row of `Login` it is
TRAINERS = "trainers"

NAME = {"autocomplete": "username"}
MAIL = {"autocomplete": "email"}
NEW = {"autocomplete": "new-password"}
OLD = {"autocomplete": "current-password"}

View = Callable[..., ResponseReturnValue]

bp = Blueprint("auth", __name__)
login_manager = LoginManager()


@login_manager.user_loader
def load_user(id: str) -> User | None:
    """Return the user of a session that has not ended."""
    user = db.session.get(User, int(id.partition(".")[0]))
    login = db.session.get(Login, session.get(LOGIN, ""))
    if not user or not login or login.user_id != user.id:
        return None
    return user if user.get_id() == id else None


def log_in(user: User) -> None:
    """Begin a session, of which the database knows: the cookie alone could be used for ever."""
    login = Login(id=secrets.token_hex(16), user_id=user.id)
    db.session.execute(delete(Login).filter_by(id=session.get(LOGIN, "")))
    db.session.add(login)
    db.session.commit()
    login_user(user)
    session[LOGIN] = login.id


def authenticate(username: str, password: str) -> User | None:
    """Return the visitor's user of this name, if it is their password."""
    user = db.session.scalar(mine().filter_by(username=username))
    # A name that nobody has takes the same time, so that the time does not tell.
    if not user:
        generate_password_hash(password)
    elif check_password_hash(user.password, password):
        return user
    return None


def mine() -> Any:
    """Return the query for the visitor's users."""
    return select(User).filter_by(visitor=visitors.current())


def full() -> bool:
    """Tell whether the visitor has as many accounts as they may."""
    count = select(func.count()).select_from(mine().subquery())
    return (db.session.scalar(count) or 0) >= EACH


class SignupForm(FlaskForm):
    """A new account."""

    username = StringField(
        validators=[
            DataRequired(),
            Length(max=40),
            Regexp(r"^[\w.@+-]+\Z", message="Letters, digits and @/./+/-/_ only."),
        ],
        render_kw=NAME,
    )
    email = EmailField("Email address", [DataRequired(), Email(), Length(max=254)], render_kw=MAIL)
    password1 = PasswordField("Password", [DataRequired(), Length(min=8, max=128)], render_kw=NEW)
    password2 = PasswordField(
        "Password confirmation",
        [DataRequired(), EqualTo("password1", "The two passwords are not the same.")],
        render_kw=NEW,
    )
    trainer = BooleanField("Join the trainers, who may train the models again")

    def validate_username(self, field: StringField) -> None:
        if field.errors:
            return
        if db.session.scalar(mine().filter_by(username=field.data)):
            raise ValidationError("You have an account of that name already.")
        if full():
            raise ValidationError(FULL)


class LoginForm(FlaskForm):
    """A name and a password."""

    username = StringField(validators=[DataRequired(), Length(max=40)], render_kw=NAME)
    password = PasswordField(validators=[DataRequired(), Length(max=128)], render_kw=OLD)


@bp.route("/signup", methods=["GET", "POST"])
def signup() -> ResponseReturnValue:
    """Make an account, and log in."""
    form = SignupForm()
    if not form.validate_on_submit():
        return render_template("account.html", title="Sign up", form=form)
    tidy()
    user = User(
        visitor=visitors.current(),
        username=form.username.data,
        email=form.email.data,
        password=generate_password_hash(form.password1.data),
    )
    with alone():
        if full():  # by others of the visitor's requests since the form was checked
            return problem(409, FULL)
        if form.trainer.data:
            user.groups.append(db.session.scalars(select(Group).filter_by(name=TRAINERS)).one())
        db.session.add(user)
        db.session.commit()
    log_in(user)
    return redirect(url_for("auth.me"))


@bp.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """Log in."""
    form = LoginForm()
    if form.validate_on_submit():
        user = authenticate(form.username.data, form.password.data)
        if user:
            log_in(user)
            return redirect(url_for("auth.me"))
        form.form_errors.append("Please enter a correct username and password.")
    return render_template("account.html", title="Log in", form=form)


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """Log out, also whoever has a copy of the cookie."""
    db.session.execute(delete(Login).filter_by(id=session.pop(LOGIN, "")))
    db.session.commit()
    logout_user()
    return redirect(url_for("auth.login"))


@bp.get("/me")
def me() -> ResponseReturnValue:
    """Say who is logged in."""
    if not current_user.is_authenticated:
        return problem(401)
    groups = sorted(group.name for group in current_user.groups)
    return jsonify(username=current_user.username, groups=groups)


def group_required(name: str) -> Callable[[View], View]:
    """Let only members of a group use a view: Flask-Login knows users, and no groups."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            if current_user.is_anonymous or name not in {g.name for g in current_user.groups}:
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return decorate


@bp.post("/retrain")
@group_required(TRAINERS)
def retrain() -> ResponseReturnValue:
    """Train the simple model again. The result is thrown away: others use the old one."""
    _, accuracy = learner.train("simple")
    return jsonify(model="simple", accuracy=round(accuracy, 4))


def init_app(app: Flask) -> None:
    """Keep users logged in, by the session's cookie."""
    login_manager.init_app(app)
    app.register_blueprint(bp)
