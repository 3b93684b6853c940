"""A form on the log of predictions: Flask-WTF and WTForms."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import FloatField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from . import visitors
from .bounds import alone
from .checks import NOTE_LENGTH
from .learner import LABELS, MODELS
from .models import Record, db
from .records import EACH, full, mine
from .tidy import tidy

bp = Blueprint("forms", __name__)


class RecordForm(FlaskForm):
    """What a visitor may say of a record: each field is written out again."""

    model = SelectField(choices=list(MODELS))
    label = SelectField(choices=list(LABELS))
    probability = FloatField(validators=[InputRequired(), NumberRange(0, 1)])
    note = StringField(validators=[Length(max=NOTE_LENGTH)])

    def validate_note(self, field: StringField) -> None:
        if "\x00" in (field.data or ""):  # which PostgreSQL does not keep
            raise ValidationError("Null characters are not allowed.")


@bp.route("/form", methods=["GET", "POST"])
def form() -> ResponseReturnValue:
    """Add a record, and search the notes of the others."""
    form = RecordForm()
    if form.validate_on_submit():
        tidy()
        with alone():
            if not full():
                record = Record(visitor=visitors.current())
                form.populate_obj(record)
                db.session.add(record)
                db.session.commit()
                flash("The record is kept.")
                return redirect(url_for("forms.form"))
        form.form_errors.append(f"You keep {EACH} records already.")
    sought = "".join(filter(str.isprintable, request.args.get("q", "")))[:NOTE_LENGTH]
    found = mine().where(Record.note.icontains(sought, autoescape=True))
    records = db.session.scalars(found.order_by(Record.id.desc()).limit(20)).all()
    return render_template("form.html", form=form, sought=sought, records=records)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
