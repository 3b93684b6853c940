#: file if login and not sso
"""Log in with a password. Nobody signs up; `flask --app service create-user` makes users."""

import secrets
from collections.abc import Iterable

import click
from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.security import check_password_hash, generate_password_hash
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Length

from .accounts import ROLES, User, log_in
from .database import db

bp = Blueprint("passwords", __name__, cli_group=None)


class LoginForm(FlaskForm):
    """A name and a password."""

    name = StringField("Name", [DataRequired(), Length(max=80)])
    password = PasswordField("Password", [DataRequired(), Length(max=200)])


@bp.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """Log in."""
    form = LoginForm()
    if form.validate_on_submit():
        user = db.session.scalar(db.select(User).filter_by(name=form.name.data))
        if not user:
            # a name that nobody has takes the same time, so that the time does not tell
            generate_password_hash(form.password.data)
        elif check_password_hash(user.password, form.password.data):
            return log_in(user)
        form.form_errors.append("The name or the password is wrong.")
    return render_template("login.html", form=form)


def create_user(name: str, roles: Iterable[str] = ()) -> str:
    """Add a user; return the password, which is made here and kept as a hash only."""
    password = secrets.token_urlsafe(12)
    flags = {f"is_{role}": True for role in roles}
    db.session.add(User(name=name, password=generate_password_hash(password), **flags))
    db.session.commit()
    return password


@bp.cli.command("new-password")
@click.argument("name")
def new_password_command(name: str) -> None:
    """Give a user another password, and print it."""
    user = db.session.scalar(db.select(User).filter_by(name=name))
    if user is None:
        raise click.ClickException(f"there is no user {name}")
    password = secrets.token_urlsafe(12)
    user.password = generate_password_hash(password)
    db.session.commit()
    click.echo(f"The password of {name} is {password}")


@bp.cli.command("create-user")
@click.argument("name")
#: if admin
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True)
#: end
@click.option("--first", is_flag=True, help="Only if there is none; with every role.")
def create_user_command(name: str, first: bool, roles: Iterable[str] = ()) -> None:
    """Add a user, and print the password."""
    if first and db.session.scalar(db.select(User).limit(1)):
        return
    if db.session.scalar(db.select(User).filter_by(name=name)):
        raise click.ClickException(f"there is a user {name} already")
    password = create_user(name, ROLES if first else roles)
    click.echo(f"The password of {name} is {password}")


def init_app(app: Flask) -> None:
    """Ask for passwords at /login."""
    app.register_blueprint(bp)
