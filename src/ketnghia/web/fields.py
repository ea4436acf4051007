"""Boxes of Django forms that read what people here type."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ketnghia.kernel.dates import UNREADABLE, parse_date, vn_date


class VnDateField(forms.Field):
    """A day as typed, dd/mm/yyyy before all; what cannot be read is told in plain words."""

    def __init__(self, *, max_length: int = 40, **kwargs: Any) -> None:
        self.max_length = max_length
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """A date, or None for a blank box. Raises ValidationError."""
        typed = value if isinstance(value, str) else ""
        if len(typed) > self.max_length:
            raise ValidationError(UNREADABLE)
        parsed = parse_date(typed)
        if parsed.error:
            raise ValidationError(parsed.error)
        return parsed.value

    def prepare_value(self, value: Any) -> Any:
        """A date as it would be typed; what was typed as it is."""
        return vn_date(value) if isinstance(value, date) else value
