#: file if pages and not sklearn
"""A form field for an input that is an array."""

import json

from wtforms import TextAreaField, ValidationError


class ArrayField(TextAreaField):
    """Text that is JSON."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = json.loads(valuelist[0]) if valuelist else None
        except (ValueError, RecursionError):
            raise ValidationError("This is no JSON.") from None

    def _value(self) -> str:
        return json.dumps(self.data)
