"""The environment variables the application reads: each is declared once, with its explanation.

`docs/reference/settings.md` is written from these declarations.
"""

from dataclasses import dataclass

from environs import Env

_env = Env()


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, what it stands at when unset, and what it does."""

    name: str
    default: str
    doc: str


VARIABLES: dict[str, Variable] = {}


def _declare(name: str, default: object, doc: str) -> None:
    shown = "" if default in ("", None, False) else str(default)
    VARIABLES[name] = Variable(name, shown, doc)


def text(name: str, *, default: str = "", doc: str) -> str:
    """Read a text; an unset or empty variable gives the default."""
    _declare(name, default, doc)
    value: str = _env.str(name, default)
    return value or default


def flag(name: str, *, doc: str, default: bool = False) -> bool:
    """Read yes or no (1, true, yes, on); raises `environs.EnvError` on anything else."""
    _declare(name, default, doc)
    value: bool = _env.bool(name, default)
    return value


def number(name: str, *, default: int, doc: str) -> int:
    """Read a whole number; raises `environs.EnvError` on anything else."""
    _declare(name, default, doc)
    value: int = _env.int(name, default)
    return value


def items(name: str, *, doc: str) -> list[str]:
    """Read a list parted by commas; unset is the empty list."""
    _declare(name, "", doc)
    return [part.strip() for part in text(name, doc=doc).split(",") if part.strip()]
