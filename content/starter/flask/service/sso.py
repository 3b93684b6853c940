#: file if sso
"""Single sign-on: people log in at your OpenID provider, by Authlib.

It makes and checks state, nonce and PKCE, and checks the signature of what the provider says.
"""

import logging

#: if admin
import click
#: end
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

#: if admin
from .accounts import ROLES, User, log_in
#: else
from .accounts import User, log_in
#: end
from .database import db
from .problems import problem

bp = Blueprint("sso", __name__, cli_group=None)
oauth = OAuth()
oauth.register(
    "oidc",
    client_kwargs={
        "scope": "openid profile email",
        "code_challenge_method": "S256",
        "timeout": 10,
    },
)

logger = logging.getLogger(__name__)


@bp.get("/login")
def login() -> ResponseReturnValue:
    """Show where to log in."""
    return render_template("sso.html")


@bp.get("/login/start")
def start() -> ResponseReturnValue:
    """Send somebody to the provider."""
    return oauth.oidc.authorize_redirect(url_for("sso.callback", _external=True))


@bp.get("/login/callback")
def callback() -> ResponseReturnValue:
    """Log in whoever comes back from the provider; the first time, add the user."""
    claims = oauth.oidc.authorize_access_token()["userinfo"]
    subject = claims["sub"]
    user = db.session.scalar(db.select(User).filter_by(subject=subject))
    if user is None:
        user = User(subject=subject)
        db.session.add(user)
    name = claims.get("preferred_username") or claims.get("email") or subject
    user.name = name[:80]
    db.session.commit()
    return log_in(user)


@bp.errorhandler(OAuthError)
@bp.errorhandler(JoseError)
def refused(error: Exception) -> ResponseReturnValue:
    """Answer what the provider refused, or what did not come from it."""
    # quoted, for anybody can send lines of their own
    logger.warning("log-in: %r", str(error))
    return render_template("sso.html", failed=True), 403


@bp.errorhandler(RequestException)
def silent(error: RequestException) -> ResponseReturnValue:
    """Answer while the provider does not."""
    logger.error("OIDC_ISSUER: %s", error)
    return problem(503, "The provider of log-ins does not answer.")


#: if admin
@bp.cli.command("grant")
@click.argument("name")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True)
def grant_command(name: str, roles: tuple[str, ...]) -> None:
    """Give somebody who has logged in before these roles, and no others."""
    called = db.or_(User.name == name, User.subject == name)
    users = db.session.scalars(db.select(User).where(called)).all()
    if len(users) != 1:
        raise click.ClickException(f"{len(users)} users are called {name}")
    for role in ROLES:
        setattr(users[0], f"is_{role}", role in roles)
    db.session.commit()


#: end
def init_app(app: Flask) -> None:
    """Let people log in at the provider that the settings name."""
    oauth.init_app(app)
    app.register_blueprint(bp)
