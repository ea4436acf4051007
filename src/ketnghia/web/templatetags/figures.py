"""Figures in templates: đồng in full, triệu đồng with one decimal, amounts in words."""

from django import template

from ketnghia.kernel import money

register = template.Library()


@register.filter
def dong(amount: int | None) -> str:
    """1234567 → "1.234.567"; nothing stays nothing."""
    return "" if amount is None else money.dong(amount)


@register.filter
def trieu(amount: int | None) -> str:
    """Đồng as triệu đồng with one decimal; nothing stays nothing."""
    return "" if amount is None else money.trieu(amount)


@register.filter
def in_words(amount: int | None) -> str:
    """An amount in Vietnamese words."""
    return "" if amount is None else money.in_words(amount)
