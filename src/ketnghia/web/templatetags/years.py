"""Columns of the neighbouring years, in tables that have `beside` in their context."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.template import Context

from ketnghia.consolidation.figures import Figure
from ketnghia.kernel.numbers import vn_number

register = template.Library()


@register.inclusion_tag("web/consolidated/year_heads.html", takes_context=True)
def year_heads(context: Context, rows: int = 1) -> dict[str, Any]:
    """A heading for each neighbouring year, over `rows` rows; nothing where no column is asked for."""
    beside = context.get("beside")
    return {"neighbours": beside.neighbours if beside else (), "rows": rows}


@register.inclusion_tag("web/consolidated/year_cells.html", takes_context=True)
def year_cells(
    context: Context, by: str, code: str, current: Figure | Decimal | int | None, area: str = ""
) -> dict[str, Any]:
    """A cell for each neighbouring year of the line `code` of the table `by`."""
    beside = context.get("beside")
    return {"cells": beside.cells((by, area, code), current) if beside else ()}


@register.filter
def percent(value: Decimal | None) -> str:
    """12.5 → "+12,5%"; nothing stays nothing."""
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{vn_number(abs(value))}%"
