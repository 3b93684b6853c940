"""The addresses."""

#: if admin
from django.contrib import admin
#: end
#: if login
from django.contrib.auth.views import LoginView, LogoutView
#: end
#: if many or crud
from django.urls import include, path
#: else
from django.urls import path
#: end

from . import (
    api,
    #: if jobs
    jobs,
    #: end
    #: if pages
    pages,
    #: end
    problems,
    #: if stream
    stream,
    #: end
)

urlpatterns = [
    path("predict", api.predict),
    #: if stream
    path("predict/stream", stream.stream),
    #: end
    path("model", api.about),
    path("openapi.json", api.openapi),
    path("healthz", api.healthz),
    path("readyz", api.readyz),
    #: if many
    path("", include("service.named")),
    #: end
    #: if crud
    path("", include("service.records")),
    #: end
    #: if pages
    path("", pages.index, name="index"),
    #: end
    #: if login
    path("login", LoginView.as_view(template_name="login.html"), name="login"),
    path("logout", LogoutView.as_view(), name="logout"),
    #: end
    #: if admin
    path("admin/", admin.site.urls),
    #: end
    #: if jobs
    path("jobs", jobs.create),
    path("jobs/<uuid:job_id>", jobs.show, name="job"),
    #: end
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error
