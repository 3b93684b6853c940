#: file if login
"""Accounts: log in and out. Nobody signs up; `flask --app service create-user` makes them."""

import secrets
from collections.abc import Iterable

import click
from flask import Blueprint, Flask, redirect, render_template, url_for
from flask.cli import with_appcontext
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, login_user, logout_user
from flask_wtf import FlaskForm
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Length

from .database import db

bp = Blueprint("accounts", __name__)
login_manager = LoginManager()
login_manager.login_view = "accounts.login"
login_manager.login_message = ""

#: if not admin
ROLES = ()
#: end
#: if admin and not roles
ROLES = ("staff",)
#: end
#: if roles
ROLES = ("staff", "editor")
#: end
NOBODY = generate_password_hash("nobody")


class User(UserMixin, db.Model):
    """Somebody who may log in."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    password: Mapped[str] = mapped_column(String(255))
    #: if admin
    is_staff: Mapped[bool] = mapped_column(default=False)  # may see the administration
    #: end
    #: if roles
    is_editor: Mapped[bool] = mapped_column(default=False)  # may correct what is there
    #: end


class LoginForm(FlaskForm):
    """A name and a password."""

    name = StringField("Name", [DataRequired(), Length(max=80)])
    password = PasswordField("Password", [DataRequired(), Length(max=200)])


@login_manager.user_loader
def load_user(user_id: str) -> User | None:
    """Return the user of a session."""
    return db.session.get(User, int(user_id))


@bp.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """Log in."""
    form = LoginForm()
    if form.validate_on_submit():
        user = db.session.scalar(db.select(User).filter_by(name=form.name.data))
        # a name that nobody has takes the same time, so that the time does not tell
        right = check_password_hash(
            user.password if user else NOBODY, form.password.data
        )
        if user and right:
            login_user(user)
            return redirect(url_for("pages.index"))
        form.form_errors.append("The name or the password is wrong.")
    return render_template("login.html", form=form)


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """Log out."""
    logout_user()
    return redirect(url_for("accounts.login"))


def create_user(name: str, roles: Iterable[str] = ()) -> str:
    """Add a user; return the password, which is made here and kept as a hash only."""
    password = secrets.token_urlsafe(12)
    flags = {f"is_{role}": True for role in roles}
    db.session.add(User(name=name, password=generate_password_hash(password), **flags))
    db.session.commit()
    return password


@click.command("create-user")
@click.argument("name")
#: if admin
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True)
#: end
@click.option("--first", is_flag=True, help="Do nothing if there is any user.")
@with_appcontext
def create_user_command(name: str, first: bool, roles: Iterable[str] = ()) -> None:
    """Add a user, and print the password."""
    if first and db.session.scalar(db.select(User).limit(1)):
        return
    if db.session.scalar(db.select(User).filter_by(name=name)):
        raise click.ClickException(f"there is a user {name} already")
    click.echo(f"The password of {name} is {create_user(name, roles)}")


def init_app(app: Flask) -> None:
    """Keep users logged in, by the session's cookie."""
    login_manager.init_app(app)
    app.register_blueprint(bp)
    app.cli.add_command(create_user_command)
