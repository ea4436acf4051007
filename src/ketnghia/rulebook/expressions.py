"""Form checks, computed columns and targets as CEL, the same text as the browser evaluates.

Numbers enter as doubles and literals are written ``2.0``, because neither evaluator mixes whole and
real numbers. A blank is null; ``value(x)`` makes it 0.0, ``filled(x)`` asks for it, ``blank()``
answers with it. A sum over some rows is ``sum(rows.map(r, condition, r.x))``. Dates enter as ISO
text, which compares in order. The browser's twin is ``static/js/kernel/expressions.js``.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import cel

type Result = bool | float | str | None

_FUNCTIONS_OF_CEL = frozenset(
    {"_+_", "_-_", "_*_", "_/_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_&&_", "_||_", "!_", "-_"}
    | {"_?_:_", "@in", "_[_]", "all", "exists", "exists_one", "map"}
    | {"startsWith", "endsWith", "contains", "@not_strictly_false"}
)
# filter() is refused because it copies every row it keeps, each time it keeps one (3.7 s for 1,000 rows).
# What only one of the two evaluators takes is refused: has(x), list.sum(), a bare null as a branch,
# a type's name as a variable.
_TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    r"|(?P<foreign>\bhas(?=\s*\()|\.\s*(?:sum|count|filled|value|min|max|filter)(?=\s*\())"
    r"|(?P<branch>[?:]\s*null\b)"
    r"|(?P<reserved>(?<![\w.])(?:list|map|u?int|double|string|bool|bytes|type|null_type|google|optional|cel)"
    r"\b(?!\s*\())"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<index>(?<=[\w)\]])\[\s*\d+\s*\])"
    r"|(?P<real>\d+\.\d+(?:[eE][+-]?\d+)?)|(?P<whole>\d+\w*)",
    re.ASCII,
)

WHOLE_NUMBER = "Biểu thức có số «{found}» viết thiếu phần thập phân. Viết «{found}.0»."
SYNTAX = "Biểu thức sai cú pháp, chưa đọc được. Kiểm tra dấu ngoặc, dấu nháy và phép tính."
NULL_BRANCH = "Trong phép chọn «? :», viết blank() thay cho null."
RESERVED = "Tên «{found}» là từ riêng của ngôn ngữ biểu thức. Đặt tên ô khác."
UNKNOWN_FUNCTION = (
    "Biểu thức gọi hàm «{found}» không có. Các hàm dùng được: {known}; với danh sách: map, all, exists, "
    "exists_one; với chữ: startsWith, endsWith, contains."
)
MISSING = "Biểu thức đọc một ô không có trong số liệu. Kiểm tra tên ô."
EVALUATION = (
    "Biểu thức không tính được: có ô còn trống hoặc khác kiểu. "
    "Dùng value(ô) để lấy số, filled(ô) để hỏi ô đã ghi chưa."
)


class ExpressionError(Exception):
    """A Vietnamese sentence and a ``code``.

    Codes on compiling: syntax, whole-number, null-branch, reserved-name, unknown-function;
    on evaluating: missing, evaluation.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def _number(item: Any) -> float:
    if isinstance(item, float):
        return item
    raise TypeError(f"{item!r} is not a number")


def _sum(items: Sequence[Any]) -> float:
    total = 0.0
    # Not sum(): since Python 3.12 it compensates rounding, which no browser does.
    for item in items:
        total += _value(item)
    return total


def _count(items: Sequence[Any]) -> float:
    return float(len(items))


def _filled(item: Any) -> bool:
    return item is not None and item not in ("", [])


def _value(item: Any) -> float:
    return 0.0 if item is None else _number(item)


def _min(left: float, right: float) -> float:
    return min(_number(left), _number(right))


def _max(left: float, right: float) -> float:
    return max(_number(left), _number(right))


def _blank() -> None:
    return None


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "blank": _blank,
    "sum": _sum,
    "count": _count,
    "filled": _filled,
    "value": _value,
    "min": _min,
    "max": _max,
}
FUNCTIONS = tuple(sorted(_FUNCTIONS))
# Nearly all of what a form hands over is of these types: asked for first, the rest is rarely asked for.
_PLAIN = frozenset({str, float, bool, type(None)})


def entered(item: Any) -> Any:
    """What CEL is given for a Python value."""
    if type(item) in _PLAIN or isinstance(item, str):
        return item
    if isinstance(item, int | float | Decimal):
        return float(item)
    if isinstance(item, date):
        return item.isoformat()
    if isinstance(item, Mapping):
        return {key: entered(part) for key, part in item.items()}
    return [entered(part) for part in item]


class Environment:
    """The variables of one evaluation: build it once, evaluate many expressions over it.

    Not shared between threads. ``set`` rebinds one variable (a row, say) without converting the rest; what
    it is given is of CEL's kinds already: texts, floats, None, lists and maps of them.
    """

    def __init__(self, variables: Mapping[str, Any]) -> None:
        self.context = cel.Context(entered(variables), _FUNCTIONS)

    def set(self, name: str, plain: Any) -> None:
        self.context.add_variable(name, plain)


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression; safe to keep and to share between threads."""

    text: str
    program: cel.Program

    def evaluate(self, variables: "Mapping[str, Any] | Environment") -> Result:
        """A bool, a float, a text, or None where there is no finite answer (a division by zero).

        Raises ExpressionError: ``missing`` for an undeclared key, ``evaluation`` for null in an operator.
        """
        environment = variables if isinstance(variables, Environment) else Environment(variables)
        try:
            result = self.program.execute(environment.context)
        except KeyError as problem:
            raise ExpressionError("missing", MISSING) from problem
        except (ValueError, TypeError, IndexError, RuntimeError) as problem:
            raise _evaluation_error(problem) from problem
        if isinstance(result, float):
            return result if math.isfinite(result) else None
        if result is None or isinstance(result, bool | str):
            return result
        raise ExpressionError("evaluation", EVALUATION)

    @property
    def variables(self) -> tuple[str, ...]:
        """The names the expression reads, those bound by a macro included."""
        return tuple(self.program.variables())


def _evaluation_error(problem: Exception) -> ExpressionError:
    # The evaluator has one exception for everything undeclared; only its text tells.
    if str(problem).startswith("Undefined variable"):
        return ExpressionError("missing", MISSING)
    return ExpressionError("evaluation", EVALUATION)


def _unknown(name: str) -> ExpressionError:
    return ExpressionError(
        "unknown-function", UNKNOWN_FUNCTION.format(found=name, known=", ".join(FUNCTIONS))
    )


def _refuse_foreign_tokens(text: str) -> None:
    for token in _TOKEN.finditer(text):
        if found := token["whole"]:
            raise ExpressionError("whole-number", WHOLE_NUMBER.format(found=found))
        if token["branch"]:
            raise ExpressionError("null-branch", NULL_BRANCH)
        if found := token["reserved"]:
            raise ExpressionError("reserved-name", RESERVED.format(found=found))
        if found := token["foreign"]:
            raise _unknown(found)


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    """Compile once per text. Raises ExpressionError with a Vietnamese reason."""
    _refuse_foreign_tokens(text)
    try:
        program = cel.compile(text)
    except ValueError as problem:
        raise ExpressionError("syntax", SYNTAX) from problem
    for name in program.functions():
        if name not in _FUNCTIONS and name not in _FUNCTIONS_OF_CEL:
            raise _unknown(name)
    return Expression(text, program)
