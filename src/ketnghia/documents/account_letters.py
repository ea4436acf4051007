"""The letter that carries one account's one-time link: one A4 page each, made once, kept nowhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import segno

from ketnghia.accounts.issuing import Issued

# Choosing the best of the eight masks takes eight times as long, and every reader reads any of them.
_MASK: Final = 0
_BORDER: Final = 4


@dataclass(frozen=True, slots=True)
class AccountLetter:
    """What stands on the page. `address` is the whole link, `qr` the same as a picture (data: address)."""

    unit: str
    position: str
    role: str
    username: str
    email: str
    address: str
    qr: str
    expires_at: datetime


def letters(issued: Iterable[Issued], address_of: Callable[[str], str]) -> list[AccountLetter]:
    """A letter for each account given out; `address_of` makes the whole address of a token."""
    return [_letter(each, address_of(each.token)) for each in issued]


def _letter(issued: Issued, address: str) -> AccountLetter:
    return AccountLetter(
        unit=issued.organisation_name,
        position=issued.position,
        role=issued.role_label,
        username=issued.username,
        email=issued.email,
        address=address,
        qr=_qr(address),
        expires_at=issued.expires_at,
    )


def _qr(address: str) -> str:
    """The code as a data: picture. Error correction M survives a fold in the paper."""
    code = segno.make(address, error="m", micro=False, mask=_MASK)
    return code.svg_data_uri(border=_BORDER, light="#fff", omitsize=True, svgclass=None, lineclass=None)
