#: file if crud
"""The records: what was predicted, for people to look through, correct and delete."""

#: if login
from django.contrib.auth.decorators import login_required
#: end
from django.db.models import QuerySet
from django.urls import path, reverse_lazy
#: if login
from django.utils.decorators import method_decorator
#: end
from django.views.generic import DeleteView, ListView, UpdateView, View

from .models import Prediction


#: if login
@method_decorator(login_required, name="dispatch")
#: end
class Visible(View):
    """The records that the user may see, the newest first."""

    success_url = reverse_lazy("records")

    def get_queryset(self) -> QuerySet[Prediction]:
        found = Prediction.objects.order_by("-id")
        #: if login
        found = found.filter(owner=self.request.user)
        #: end
        return found


class RecordList(Visible, ListView):
    """All of them, page by page."""

    template_name = "records.html"
    paginate_by = 50


class RecordUpdate(Visible, UpdateView):
    """A form for one."""

    template_name = "record.html"
    fields = ("label", "note")


class RecordDelete(Visible, DeleteView):
    """Deletes one, once that is confirmed."""

    template_name = "record_delete.html"


urlpatterns = [
    path("records", RecordList.as_view(), name="records"),
    path("records/<int:pk>", RecordUpdate.as_view(), name="record"),
    path("records/<int:pk>/delete", RecordDelete.as_view(), name="record-delete"),
]
