"""An administration of the log, for a demo user who sees only the visitor's own records."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import login
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from . import visitors
from .auth import mine
from .bounds import alone
from .checks import NOTE_LENGTH
from .models import Record, User
from .records import full
from .tidy import tidy

STAFF = "staff"


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Log in the visitor's demo user, who has no password."""
    if request.method != "POST":
        return render(request, "enter.html")
    tidy()
    user = mine(request).filter(username="demo user").first()
    if not user:
        user = User(visitor=visitors.current(request), username="demo user", is_staff=True)
        user.set_unusable_password()
        user.save()
        user.groups.add(Group.objects.get(name=STAFF))
    login(request, user)
    return redirect("admin:index")


@admin.register(Record)
class RecordAdmin(admin.ModelAdmin):
    """The visitor's records: to see, add and change, but not to delete."""

    list_display = ("id", "model", "label", "probability", "note", "created")
    list_filter = ("model", "label")
    search_fields = ("note",)
    ordering = ("-id",)
    list_per_page = 20
    list_max_show_all = 100

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        # Django allows every lookup on the model's own fields, and SQLite runs a regex in Python
        return lookup in {f"{name}__exact" for name in self.list_filter}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Record], search_term: str
    ) -> tuple[QuerySet[Record], bool]:
        # each word is a condition, and SQLite takes only so many
        return super().get_search_results(request, queryset, search_term[:NOTE_LENGTH])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Record]:
        return super().get_queryset(request).filter(visitor=visitors.current(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not full(request)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        tidy()
        with alone(request):  # in which the permission is asked for, and whether there is a record
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Record, form: Any, change: bool) -> None:
        if not change:
            obj.visitor = visitors.current(request)
        super().save_model(request, obj, form, change)


admin.site.site_header = "The log, in Django's admin"
