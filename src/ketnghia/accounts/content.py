"""Reading the demo's accounts from the content folder: patterns into one line per account."""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ketnghia.accounts.states import Role
from ketnghia.kernel.text import slug
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.states import COMMUNES, DISTRICTS


@dataclass(frozen=True, slots=True)
class AccountPattern:
    """Which units get an account of which role; either kinds or one organisation's code is set."""

    username: str
    role: Role
    position: str
    kinds: tuple[str, ...] = ()
    organisation: str = ""
    email: str = ""

    def fits(self, organisation: Organisation) -> bool:
        return organisation.kind in self.kinds or organisation.code == self.organisation


@dataclass(frozen=True, slots=True)
class DemoFile:
    """``demo/accounts.toml`` and the codes that take part in the demo, as they stand on ``units_of``."""

    password: str
    valid_from: date
    units_of: date
    patterns: tuple[AccountPattern, ...]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of the demo."""

    username: str
    organisation: Organisation
    role: Role
    position: str
    email: str

    @property
    def display_name(self) -> str:
        return f"{self.position} – {self.organisation.short_name}"


def read_demo(folder: Path) -> DemoFile:
    """The demo's accounts of a programme's content folder."""
    table = tomllib.loads((folder / "demo" / "accounts.toml").read_text(encoding="utf-8"))
    patterns = tuple(_pattern(each) for each in table["account"])
    with (folder / "demo" / "assignments.csv").open(encoding="utf-8", newline="") as handle:
        paired = {row[side] for row in csv.DictReader(handle) for side in ("donor", "recipient")}
    codes = paired | {each.organisation for each in patterns if each.organisation}
    return DemoFile(table["password"], table["valid_from"], table["units_of"], patterns, frozenset(codes))


def _pattern(table: Mapping[str, Any]) -> AccountPattern:
    return AccountPattern(
        username=table["username"],
        role=Role(table["role"]),
        position=table["position"],
        kinds=tuple(table.get("kinds", ())),
        organisation=table.get("organisation", ""),
        email=table.get("email", ""),
    )


def expand(demo: DemoFile, organisations: Iterable[Organisation]) -> list[AccountLine]:
    """One line per account; where two names fold to one, the later code is added to the user name."""
    lines: dict[str, AccountLine] = {}
    for organisation in sorted(organisations, key=lambda each: each.code):
        for pattern in demo.patterns:
            if not pattern.fits(organisation):
                continue
            name = slug_of(organisation)
            if pattern.username.format(slug=name) in lines:
                name = f"{name}-{organisation.code}"
            username = pattern.username.format(slug=name)
            email = pattern.email.format(username=username)
            lines[username] = AccountLine(username, organisation, pattern.role, pattern.position, email)
    return list(lines.values())


def slug_of(organisation: Organisation) -> str:
    """Short ASCII name: a commune keeps "xa-" in front, since a district may bear the same name."""
    if organisation.kind in COMMUNES:
        return slug(organisation.name)
    return slug(organisation.short_name) if organisation.kind in DISTRICTS else organisation.code
