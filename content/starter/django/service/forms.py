#: file if pages
"""The form, made from the model's inputs."""

from typing import Any

from django import forms

from . import contract
from .errors import Invalid


class PredictForm(forms.Form):
    """A field for each input; they are numbered, for an input may have any name."""

    def __init__(self, *args: Any, inputs: list[dict[str, Any]]) -> None:
        super().__init__(*args)
        self.inputs = inputs
        for number, each in enumerate(inputs):
            self.fields[f"input{number}"] = field(each)

    def clean(self) -> dict[str, Any]:
        """Return the row that the fields hold."""
        values = super().clean()
        if self.errors:
            return values
        row = {
            each["name"]: values[f"input{number}"]
            for number, each in enumerate(self.inputs)
        }
        try:
            return contract.check(row, self.inputs)
        except Invalid as invalid:
            raise forms.ValidationError(messages(invalid)) from invalid


def messages(invalid: Invalid) -> list[str]:
    """Return what is wrong, in words for people."""
    return [
        f"{error['pointer'].removeprefix('/')} {error['detail']}"
        for error in invalid.errors
    ]


def field(each: dict[str, Any]) -> forms.Field:
    """Return the form field for an input of the model."""
    options: dict[str, Any] = {"label": each["name"], "initial": each["example"]}
    match contract.kind(each["example"]):
        case "boolean":
            return forms.BooleanField(required=False, **options)
        case "number":
            widget = forms.NumberInput(attrs={"step": "any"})
            return forms.FloatField(widget=widget, **options)
        #: if not sklearn
        case "array":
            return forms.JSONField(**options)
        #: end
    # any text, as for programs: an empty one and spaces too
    return forms.CharField(required=False, strip=False, **options)
