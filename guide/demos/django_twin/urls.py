"""The routes."""

from django.contrib import admin as django_admin
from django.urls import path
from django.views.generic import RedirectView

from . import (
    admin,
    auth,
    benchmark,
    features,
    forms,
    index,
    outbox,
    predict,
    problems,
    ready,
    records,
    reset,
)

urlpatterns = [
    path("", index.index, name="index"),
    path("json", benchmark.json, name="json"),
    path("remote", benchmark.remote, name="remote"),
    path("complete", benchmark.complete, name="complete"),
    path("models", predict.models, name="models"),
    path("predict", predict.predict, name="predict"),
    path("readyz", ready.readyz, name="readyz"),
    path("records", records.RecordList.as_view(), name="records"),
    path("records/<int:id>", records.RecordDetail.as_view(), name="record"),
    path("features/<key>", features.Feature.as_view(), name="feature"),
    path("outbox", outbox.outbox, name="outbox"),
    path("form", forms.form, name="form"),
    path("signup", auth.signup, name="signup"),
    path("login", auth.login, name="login"),
    path("logout", auth.logout, name="logout"),
    path("reset", reset.reset, name="reset"),
    path("reset/<uidb64>/<token>", reset.reset_confirm, name="reset_confirm"),
    path("me", auth.me, name="me"),
    path("retrain", auth.retrain, name="retrain"),
    path("enter", admin.enter, name="enter"),
    path("admin/login/", RedirectView.as_view(pattern_name="enter")),
    path("admin/", django_admin.site.urls),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error
