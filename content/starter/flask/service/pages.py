#: file if pages
"""The pages for people: a form, made from the model's inputs, and the answer under it."""

from typing import Any

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
#: if login
from flask_login import login_required
#: end
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.csrf import CSRFError
from wtforms import BooleanField, Field, FloatField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import NumberInput

#: if not sklearn
from . import api, contract
from .arrays import ArrayField
#: else
from . import api, contract
#: end
from .errors import Invalid
#: if log
from .log import remember
#: end
#: if not many
from .model import Model, current
#: else
from .model import Model
from .named import chosen, models
#: end
from .problems import problem

bp = Blueprint("pages", __name__)
csrf = CSRFProtect()


def field(each: dict[str, Any]) -> Field:
    """Return the form field for an input of the model."""
    options: dict[str, Any] = {"label": each["name"], "default": each["example"]}
    match contract.kind(each["example"]):
        case "boolean":
            return BooleanField(**options)
        case "number":
            widget = NumberInput(step="any")
            return FloatField(validators=[InputRequired()], widget=widget, **options)
        #: if not sklearn
        case "array":
            return ArrayField(validators=[InputRequired()], **options)
        #: end
    return StringField(**options)  # any text, as for programs


def make_form(model: Model) -> FlaskForm:
    """Return the form for a model; its fields are numbered, for an input may have any name."""

    class PredictForm(FlaskForm):
        pass

    for number, each in enumerate(model.inputs):
        setattr(PredictForm, f"input{number}", field(each))
    return PredictForm()


@bp.route("/", methods=["GET", "POST"])
#: if login
@login_required
#: end
def index() -> str:
    """Show the form, and the answer to what it holds."""
    #: if not many
    model = current()
    #: else
    model = chosen()
    #: end
    form, answer = make_form(model), None
    fields = [form[f"input{number}"] for number in range(len(model.inputs))]
    if form.validate_on_submit():
        values = {each.label.text: each.data for each in fields}
        try:
            row = contract.check(values, model.inputs)
            answer = model.predict(row)
            #: if log
            remember(model, row, answer)
            #: end
        except Invalid as invalid:
            form.form_errors += [
                f"{error['pointer'].removeprefix('/')} {error['detail']}"
                for error in invalid.errors
            ]
    return render_template(
        "index.html",
        form=form,
        fields=fields,
        answer=answer,
        #: if many
        models=models(),
        chosen=model.card["name"],
        #: end
    )


@bp.app_errorhandler(CSRFError)
def csrf_failure(error: CSRFError) -> ResponseReturnValue:
    """Answer a form of another site, or one that was open for too long."""
    return problem(400, contract.OLD_FORM)


def init_app(app: Flask) -> None:
    """Serve the pages, and refuse what forms of other sites send."""
    csrf.init_app(app)
    csrf.exempt(api.bp)  # it takes JSON alone, which no form can send
    app.register_blueprint(bp)
