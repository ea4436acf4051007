"""Whole numbers read aloud in Vietnamese."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ((1_000_000, "triệu"), (1_000, "nghìn"), (1, ""))
_BILLION = 1_000_000_000


def _unit_word(tens: int, unit: int) -> str:
    if unit == 1 and tens > 1:
        return "mốt"
    if unit == 5 and tens > 0:
        return "lăm"
    return _DIGITS[unit]


def _below_hundred(number: int, *, after_hundreds: bool) -> list[str]:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return (["linh"] if after_hundreds else []) + [_DIGITS[unit]]
    head = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return head + ([_unit_word(tens, unit)] if unit else [])


def _below_thousand(number: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    spoken = [] if leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    return spoken + (_below_hundred(rest, after_hundreds=bool(spoken)) if rest else [])


def _below_billion(number: int, *, leading: bool) -> list[str]:
    spoken: list[str] = []
    for scale, name in _SCALES:
        part, number = divmod(number, scale)
        if part:
            spoken += _below_thousand(part, leading=leading) + ([name] if name else [])
            leading = False
    return spoken


def number_in_words(number: int) -> str:
    """1005 is "một nghìn không trăm linh năm"; billions repeat: "một nghìn tỷ"."""
    if number < 0:
        return f"âm {number_in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    head = [number_in_words(billions), "tỷ"] if billions else []
    return " ".join(head + _below_billion(rest, leading=not billions))
