#: file if admin
"""The administration: the log of predictions, for staff."""

from typing import Any

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from flask_admin import Admin, AdminIndexView
from flask_admin.contrib.sqla import ModelView
from flask_admin.theme import Bootstrap4Theme
from flask_login import current_user
#: if edit
from flask_wtf import FlaskForm
#: end

from .accounts import login_manager
from .database import db
from .headers import ADMIN_POLICY
from .log import Prediction


def add_policy(response: Response) -> Response:
    """Let the administration's pages load what they need."""
    if request.path.startswith("/admin/"):
        response.headers["Content-Security-Policy"] = ADMIN_POLICY
    return response


class StaffOnly:
    """Sends everybody else to log in."""

    def is_accessible(self) -> bool:
        return current_user.is_authenticated and current_user.is_staff

    def inaccessible_callback(self, name: str, **kwargs: Any) -> ResponseReturnValue:
        return login_manager.unauthorized()


class Index(StaffOnly, AdminIndexView):
    """The first page."""


class PredictionView(StaffOnly, ModelView):
    """The log: rows come from predictions alone, and none is deleted here."""

    can_create = False
    can_delete = False
    can_view_details = True
    column_default_sort = ("id", True)
    column_filters = ("created", "model")
    named_filter_urls = True
    #: if not edit
    column_list = ("id", "created", "model", "inputs", "answer")
    can_edit = False
    #: else
    column_list = ("id", "created", "model", "inputs", "answer", "label", "note")
    form_columns = ("label", "note")
    form_base_class = FlaskForm
    #: end
    #: if roles

    @property
    def can_edit(self) -> bool:
        """Tell whether the user may correct what is there."""
        return current_user.is_editor
    #: end


def init_app(app: Flask) -> None:
    """Put the administration under /admin/."""
    app.after_request(add_policy)
    admin = Admin(app, name="Predictions", index_view=Index(), theme=Bootstrap4Theme())
    admin.add_view(PredictionView(Prediction, db, endpoint="predictions"))
