"""The routes."""

from django.urls import path

from . import benchmark, predict, problems

urlpatterns = [
    path("json", benchmark.json),
    path("remote", benchmark.remote),
    path("complete", benchmark.complete),
    path("models", predict.models),
    path("predict", predict.predict),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error
