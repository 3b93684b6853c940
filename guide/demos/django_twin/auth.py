from django.contrib.auth.backends import ModelBackend


class VisitorBackend(ModelBackend):
    pass
