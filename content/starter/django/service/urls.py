"""The addresses."""

#: if admin
from django.contrib import admin
#: end
#: if crud or jobs or login or many or stream
from django.urls import include, path
#: else
from django.urls import path
#: end

#: if pages
from . import api, pages, problems
#: else
from . import api, problems
#: end

urlpatterns = [
    path("predict", api.predict),
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
    #: if stream
    path("", include("service.stream")),
    #: end
    #: if jobs
    path("", include("service.jobs")),
    #: end
    #: if pages
    path("", pages.index, name="index"),
    #: end
    #: if login
    path("", include("service.accounts")),
    #: end
    #: if admin
    path("admin/", admin.site.urls),
    #: end
]

handler400 = problems.handler(400)
handler403 = problems.handler(403)
handler404 = problems.handler(404)
handler500 = problems.handler(500)
