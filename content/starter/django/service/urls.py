"""The addresses."""

from django.urls import path

from . import api, problems

urlpatterns = [
    path("predict", api.predict),
    path("model", api.about),
    path("openapi.json", api.openapi),
    path("healthz", api.healthz),
    path("readyz", api.readyz),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error
