"""The relational database: a log of predictions, through SQLAlchemy."""

from flask import Blueprint, Flask, abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask.views import MethodView
from sqlalchemy import Select, func, select
from werkzeug.routing import IntegerConverter

from . import checks, visitors
from .bounds import alone
from .guards import csrf
from .models import Record, db
from .problems import problem
from .tidy import tidy

EACH = 100
LARGEST = 2**31 - 1

bp = Blueprint("records", __name__)


class NumberConverter(IntegerConverter):
    """Takes the digits 0 to 9, as Django does, and not those of every script."""

    regex = "[0-9]+"


def mine() -> Select[tuple[Record]]:
    """Return the query for what this visitor may see."""
    return select(Record).filter_by(visitor=visitors.current())


def one(id: int) -> Record:
    """Return one of the visitor's records, or answer 404."""
    return db.first_or_404(mine().filter_by(id=id)) if id <= LARGEST else abort(404)


def full() -> bool:
    """Tell whether the visitor keeps as many as they may."""
    count = select(func.count()).select_from(mine().subquery())
    return (db.session.scalar(count) or 0) >= EACH


class RecordList(MethodView):
    """The visitor's log."""

    def get(self) -> ResponseReturnValue:
        """List a page of it, newest first."""
        try:
            query = checks.query(request.args.to_dict(flat=False))
        except checks.Invalid as invalid:
            return problem(422, "The query breaks the rules.", invalid.errors)
        page, size = query.pop("page"), query.pop("size")
        chosen = mine().filter_by(**query).order_by(Record.id.desc())
        found = db.paginate(chosen, page=page, per_page=size)
        return jsonify(
            records=[record.as_dict() for record in found],
            page=page,
            pages=max(found.pages, 1),
            total=found.total,
        )

    def post(self) -> ResponseReturnValue:
        """Add a prediction."""
        try:
            values = checks.record(request.get_json())
        except checks.Invalid as invalid:
            return problem(422, "The body breaks the rules.", invalid.errors)
        tidy()
        with alone():
            if full():
                return problem(409, f"You keep {EACH} records already. Delete one first.")
            record = Record(visitor=visitors.current(), **values)
            db.session.add(record)
            db.session.commit()
        place = url_for("records.detail", id=record.id)
        return jsonify(record.as_dict()), 201, {"Location": place}


class RecordDetail(MethodView):
    """One prediction in it."""

    def get(self, id: int) -> ResponseReturnValue:
        """Show it."""
        return jsonify(one(id).as_dict())

    def put(self, id: int) -> ResponseReturnValue:
        """Put other values in its place."""
        try:
            values = checks.record(request.get_json())
        except checks.Invalid as invalid:
            return problem(422, "The body breaks the rules.", invalid.errors)
        with alone():
            record = one(id)
            for name, value in values.items():
                setattr(record, name, value)
            db.session.commit()
        return jsonify(record.as_dict())

    def delete(self, id: int) -> ResponseReturnValue:
        """Remove it."""
        with alone():
            db.session.delete(one(id))
            db.session.commit()
        return "", 204


bp.add_url_rule("/records", view_func=RecordList.as_view("list"))
bp.add_url_rule("/records/<number:id>", view_func=RecordDetail.as_view("detail"))


def init_app(app: Flask) -> None:
    app.url_map.converters["number"] = NumberConverter
    app.register_blueprint(bp)
    csrf.exempt(bp)
