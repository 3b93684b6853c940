#: file if crud
"""The records: what was predicted, for people to look through, correct and delete."""

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
#: if login
from flask_login import current_user, login_required
#: end
from flask_wtf import FlaskForm
from sqlalchemy import Select
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, Regexp

from .database import db
from .log import Prediction

bp = Blueprint("records", __name__, url_prefix="/records")
ID = "<int(max=2147483647):record_id>"  # what the column can hold
PAGES = 1_000_000
TEXT = Regexp(r"[^\0]*$", message="A null character cannot be kept.")


class RecordForm(FlaskForm):
    """What people add to a record."""

    label = StringField("What it really was", [Length(max=200), TEXT])
    note = TextAreaField("Note", [Length(max=10_000), TEXT])


#: if login
@bp.before_request
@login_required
def log_in_first() -> None:
    """Send whoever is not logged in to the login page."""


#: end
def visible() -> Select:
    """Select the records that the user may see."""
    found = db.select(Prediction).order_by(Prediction.id.desc())
    #: if login
    found = found.filter_by(owner_id=current_user.id)
    #: end
    return found


def find(record_id: int) -> Prediction:
    """Return a record, or stop with 404."""
    return db.first_or_404(visible().filter_by(id=record_id))


@bp.get("")
def index() -> str:
    """List the records, the newest first."""
    number = min(request.args.get("page", 1, int), PAGES)
    page = db.paginate(visible(), page=number, per_page=50)
    return render_template("records.html", page=page)


@bp.route(f"/{ID}", methods=["GET", "POST"])
def edit(record_id: int) -> ResponseReturnValue:
    """Correct a record."""
    record = find(record_id)
    form = RecordForm(obj=record)
    if form.validate_on_submit():
        form.populate_obj(record)
        db.session.commit()
        return redirect(url_for("records.index"))
    return render_template("record.html", form=form, record=record)


@bp.route(f"/{ID}/delete", methods=["GET", "POST"])
def delete(record_id: int) -> ResponseReturnValue:
    """Delete a record, once that is confirmed."""
    record, form = find(record_id), FlaskForm()
    if form.validate_on_submit():
        db.session.delete(record)
        db.session.commit()
        return redirect(url_for("records.index"))
    return render_template("record_delete.html", form=form, record=record)


def init_app(app: Flask) -> None:
    """Put the records under /records."""
    app.register_blueprint(bp)
