"""The relational database: a log of predictions, through Django's ORM."""

from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from . import checks, visitors
from .bounds import alone
from .models import Record
from .problems import problem, read_json
from .tidy import tidy

EACH = 100


def mine(request: HttpRequest) -> QuerySet[Record]:
    """Return the query for what this visitor may see."""
    return Record.objects.filter(visitor=visitors.current(request))


def one(request: HttpRequest, id: int) -> Record:
    """Return one of the visitor's records, or answer 404."""
    return get_object_or_404(mine(request), id=id)


def full(request: HttpRequest) -> bool:
    """Tell whether the visitor keeps as many as they may."""
    return mine(request).count() >= EACH


@method_decorator(csrf_exempt, name="dispatch")
class RecordList(View):
    """The visitor's log."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List a page of it, newest first."""
        try:
            query = checks.query(dict(request.GET.lists()))
        except checks.Invalid as invalid:
            return problem(422, "The query breaks the rules.", invalid.errors)
        page, size = query.pop("page"), query.pop("size")
        chosen = Paginator(mine(request).filter(**query).order_by("-id"), size)
        try:
            found = chosen.page(page)
        except EmptyPage as error:
            raise Http404 from error
        return JsonResponse(
            {
                "records": [record.as_dict() for record in found],
                "page": page,
                "pages": chosen.num_pages,
                "total": chosen.count,
            }
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add a prediction."""
        try:
            values = checks.record(read_json(request))
        except checks.Invalid as invalid:
            return problem(422, "The body breaks the rules.", invalid.errors)
        tidy()
        with alone(request):
            if full(request):
                return problem(409, f"You keep {EACH} records already. Delete one first.")
            record = Record.objects.create(visitor=visitors.current(request), **values)
        place = reverse("record", args=[record.id])
        return JsonResponse(record.as_dict(), status=201, headers={"Location": place})


@method_decorator(csrf_exempt, name="dispatch")
class RecordDetail(View):
    """One prediction in it."""

    def get(self, request: HttpRequest, id: int) -> HttpResponse:
        """Show it."""
        return JsonResponse(one(request, id).as_dict())

    def put(self, request: HttpRequest, id: int) -> HttpResponse:
        """Put other values in its place."""
        try:
            values = checks.record(read_json(request))
        except checks.Invalid as invalid:
            return problem(422, "The body breaks the rules.", invalid.errors)
        with alone(request):  # otherwise it would bring back one that is deleted meanwhile
            record = one(request, id)
            for name, value in values.items():
                setattr(record, name, value)
            record.save()
        return JsonResponse(record.as_dict())

    def delete(self, request: HttpRequest, id: int) -> HttpResponse:
        """Remove it."""
        with alone(request):
            one(request, id).delete()
        return HttpResponse(status=204)
