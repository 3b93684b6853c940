#: file if pages
"""The pages for people: a form, and the answer under it."""

#: if login
from django.contrib.auth.decorators import login_required
#: end
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from .errors import Invalid
from .forms import PredictForm, messages
#: if log
from .log import entry
#: end
#: if not many
from .model import current
#: else
from .named import chosen, models
#: end


#: if login
@login_required
#: end
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the form, and the answer to what it holds."""
    #: if not many
    model = current()
    #: else
    model = chosen(request)
    #: end
    answer = None
    form = PredictForm(request.POST or None, inputs=model.inputs)
    if form.is_valid():
        try:
            answer = model.predict(form.cleaned_data)
            #: if log
            kept = entry(model, form.cleaned_data, answer)
            #: end
            #: if crud and login
            kept.owner = request.user
            #: end
            #: if log
            kept.save()
            #: end
        except Invalid as invalid:
            form.add_error(None, messages(invalid))
    context = {"form": form, "answer": answer, "rows": rows(answer)}
    #: if many
    context |= {"models": models(), "chosen": model.card["name"]}
    #: end
    return render(request, "index.html", context)


def rows(answer: dict | None) -> list[tuple[str, object]]:
    """Return what an answer has beside the prediction, as rows of a name and a value."""
    found: list[tuple[str, object]] = []
    for name, value in (answer or {}).items():
        if name != "prediction":
            found += value.items() if isinstance(value, dict) else [(name, value)]
    return found
