"""A form on the log of predictions: Django's ModelForm."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from . import visitors
from .bounds import alone
from .checks import NOTE_LENGTH
from .models import Record
from .records import EACH, full, mine
from .tidy import tidy


class RecordForm(forms.ModelForm):
    """What a visitor may say of a record: the fields and their rules come from the model."""

    class Meta:
        model = Record
        fields = ("model", "label", "probability", "note")


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Add a record, and search the notes of the others."""
    form = RecordForm(request.POST or None)
    if form.is_valid():
        tidy()
        with alone(request):
            if not full(request):
                form.instance.visitor = visitors.current(request)
                form.save()
                messages.success(request, "The record is kept.")
                return redirect("form")
        form.add_error(None, f"You keep {EACH} records already.")
    sought = "".join(filter(str.isprintable, request.GET.get("q", "")))[:NOTE_LENGTH]
    found = mine(request).filter(note__icontains=sought)
    records = found.order_by("-id")[:20]
    return render(request, "form.html", {"form": form, "sought": sought, "records": records})
