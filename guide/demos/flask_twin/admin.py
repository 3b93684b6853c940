"""An administration of the log, for a demo user who sees only the visitor's own records."""

from typing import Any

from flask import Blueprint, Flask, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import Admin, AdminIndexView
from flask_admin.contrib.sqla import ModelView
from flask_admin.helpers import get_redirect_target
from flask_admin.menu import MenuLink
from flask_admin.theme import Bootstrap4Theme
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import Field, FloatField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from . import visitors
from .auth import log_in, mine
from .bounds import alone
from .checks import NOTE_LENGTH
from .learner import LABELS, MODELS
from .models import Group, Record, User, db
from .problems import problem
from .records import EACH, full
from .tidy import tidy

STAFF = "staff"

bp = Blueprint("enter", __name__)


@bp.route("/enter", methods=["GET", "POST"])
def enter() -> ResponseReturnValue:
    """Log in the visitor's demo user, who has no password."""
    if request.method != "POST":
        return render_template("enter.html")
    tidy()
    user = db.session.scalar(mine().filter_by(username="demo user"))
    if not user:
        user = User(visitor=visitors.current(), username="demo user")
        user.groups.append(db.session.scalars(db.select(Group).filter_by(name=STAFF)).one())
        db.session.add(user)
        db.session.commit()
    log_in(user)
    return redirect(url_for("admin.index"))


class StaffOnly:
    """Sends whoever is not of the staff to where they enter."""

    def is_accessible(self) -> bool:
        user = current_user
        return bool(user.is_authenticated) and STAFF in {group.name for group in user.groups}

    def inaccessible_callback(self, name: str, **kwargs: Any) -> Any:
        return redirect(url_for("enter.enter"))


def no_null(form: FlaskForm, field: Field) -> None:
    """Refuse what PostgreSQL does not keep."""
    if "\x00" in (field.data or ""):
        raise ValidationError("Null characters are not allowed.")


class Index(StaffOnly, AdminIndexView):
    """The first page."""


class RecordAdmin(StaffOnly, ModelView):
    """The visitor's records: to see, add and change, but not to delete."""

    list_template = "admin/records.html"
    can_delete = False
    can_set_page_size = False
    column_list = ("id", "model", "label", "probability", "note", "created")
    column_filters = ("model", "label")
    column_searchable_list = ("note",)
    column_default_sort = ("id", True)
    page_size = 20
    form_base_class = FlaskForm
    form_excluded_columns = ("visitor", "created")
    form_overrides = {"probability": FloatField}  # Flask-Admin 2.2 misses SQLAlchemy 2.1's Float
    form_choices = {
        "model": [(name, name) for name in MODELS],
        "label": [(name, name) for name in LABELS],
    }
    form_args = {
        "probability": {"validators": [InputRequired(), NumberRange(0, 1)]},
        "note": {"validators": [Length(max=NOTE_LENGTH), no_null]},
    }

    def get_list(
        self, page: Any, sort: Any, desc: Any, search: Any, *others: Any, **more: Any
    ) -> Any:
        page, search = min(max(page or 0, 0), 1_000), (search or "")[:NOTE_LENGTH]
        return super().get_list(page, sort, desc, search, *others, **more)

    # Three queries, and each must be told whose records these are.
    def get_query(self) -> Any:
        return super().get_query().filter_by(visitor=visitors.current())

    def get_count_query(self) -> Any:
        return super().get_count_query().filter_by(visitor=visitors.current())

    def get_one(self, id: Any) -> Any:
        if not isinstance(id, str):  # Flask-Admin makes several of them one key of several parts
            return None
        number = int(id) if id.isdecimal() and len(id) < 10 else 0
        return self.get_query().filter_by(id=number).one_or_none()

    def create_model(self, form: Any) -> Any:
        tidy()
        with alone():
            if not full():
                return super().create_model(form)
        flash(f"You keep {EACH} records already.", "error")
        return False

    def on_model_change(self, form: Any, model: Record, is_created: bool) -> None:
        if is_created:
            model.visitor = visitors.current()


def return_address() -> Response | None:
    """Refuse an address to return to that is none, over which Flask-Admin fails."""
    if request.blueprint not in ("admin", "record"):
        return None
    try:
        target = get_redirect_target()
    except ValueError:
        return problem(400)
    return problem(400) if target and not target.isprintable() else None


def init_app(app: Flask) -> None:
    """Put the administration under ``/admin/``."""
    app.before_request(return_address)
    admin = Admin(
        app,
        name="The log, in Flask-Admin",
        index_view=Index(),
        theme=Bootstrap4Theme(),
    )
    admin.add_view(RecordAdmin(Record, db, endpoint="record"))
    admin.add_link(MenuLink("View site", endpoint="index.index"))
    app.register_blueprint(bp)
