"""Accounts: sign up, log in and out, and a right that only a group has."""

from typing import Any

from django import forms
from django.contrib.auth import login as log_in
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.contrib.auth.views import LoginView, LogoutView
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import learner, visitors
from .bounds import alone
from .models import User
from .problems import problem
from .tidy import tidy

EACH = 10
FULL = f"You have {EACH} accounts already."
TRAINERS = "trainers"


class VisitorBackend(ModelBackend):
    """Looks a name up among the visitor's users."""

    def authenticate(
        self, request: HttpRequest, username: str = "", password: str = "", **kwargs: Any
    ) -> User | None:
        user = mine(request).filter(username=username).first() or User()
        # A name that nobody has takes the same time, so that the time does not tell.
        if not user.pk:
            user.set_password(password)
        elif user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None


def mine(request: HttpRequest) -> QuerySet[User]:
    """Return the query for the visitor's users."""
    return User.objects.filter(visitor=visitors.current(request))


def full(users: QuerySet[User]) -> bool:
    """Tell whether these are as many accounts as a visitor may have."""
    return users.count() >= EACH


class SignupForm(BaseUserCreationForm):
    """A new account."""

    email = forms.EmailField(
        label="Email address", max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    trainer = forms.BooleanField(
        label="Join the trainers, who may train the models again", required=False
    )

    class Meta:
        model = User
        fields = ("username", "email")
        widgets = {"username": forms.TextInput({"autocomplete": "username"})}

    def __init__(self, users: QuerySet[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = users

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if self.users.filter(username=username).exists():
            raise forms.ValidationError("You have an account of that name already.")
        if full(self.users):
            raise forms.ValidationError(FULL)
        return username


@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: HttpRequest) -> HttpResponse:
    """Make an account, and log in."""
    form = SignupForm(mine(request), request.POST or None)
    if not form.is_valid():
        return render(request, "account.html", {"title": "Sign up", "form": form})
    tidy()
    form.instance.visitor = visitors.current(request)
    user = form.save(commit=False)  # hashes the password, which nobody else need wait for
    with alone(request):
        if full(mine(request)):  # by others of the visitor's requests since the form was checked
            return problem(409, FULL)
        user.save()
        if form.cleaned_data["trainer"]:
            user.groups.add(Group.objects.get(name=TRAINERS))
    log_in(request, user)
    return redirect("me")


login = LoginView.as_view(
    template_name="account.html", next_page="me", extra_context={"title": "Log in"}
)

logout = LogoutView.as_view(next_page="login")


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Say who is logged in."""
    if not request.user.is_authenticated:
        return problem(401)
    groups = request.user.groups.order_by("name").values_list("name", flat=True)
    return JsonResponse({"username": request.user.username, "groups": list(groups)})


@require_POST
@permission_required("django_twin.retrain", raise_exception=True)
def retrain(request: HttpRequest) -> HttpResponse:
    """Train the simple model again. The result is thrown away: others use the old one."""
    _, accuracy = learner.train("simple")
    return JsonResponse({"model": "simple", "accuracy": round(accuracy, 4)})
