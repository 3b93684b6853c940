#: file if admin
"""The administration: the log of predictions for staff, and the users for superusers."""

#: if sso
from allauth.account.decorators import secure_admin_login
#: end
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from .models import Prediction, User

admin.site.site_header = "Predictions"
admin.site.register(User, UserAdmin)
#: if sso
admin.site.login = secure_admin_login(admin.site.login)
#: end


@admin.register(Prediction)
class PredictionAdmin(admin.ModelAdmin):
    """The log: rows come from predictions alone, and none is deleted here."""

    date_hierarchy = "created"
    list_filter = ("model",)
    ordering = ("-id",)
    list_per_page = 50
    readonly_fields = ("created", "model", "inputs", "answer")
    #: if not edit
    list_display = ("id", "created", "model", "inputs", "answer")
    #: else
    list_display = ("id", "created", "model", "inputs", "answer", "label", "note")
    #: end

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
