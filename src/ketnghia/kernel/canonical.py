"""One byte string for one content, so that a hash proves what was submitted."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from ketnghia.kernel.text import nfc

_text = json.JSONEncoder(ensure_ascii=False).encode
_WORDS = {None: "null", True: "true", False: "false"}


def canonical_json(content: object) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces, NFC strings, decimals without needless zeros.

    Takes None, bool, int, Decimal, str, lists, tuples and mappings with string keys.
    Raises TypeError for anything else (floats above all: their text is not stable across systems).
    """
    return _write(content).encode()


def sha256_hex(content: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def _write(content: object) -> str:
    match content:
        case str():
            return _text(nfc(content))
        case None | bool():
            return _WORDS[content]
        case int():
            return int.__repr__(content)
        case dict() | Mapping():
            return _write_mapping(content)
        case list() | tuple():
            return f"[{','.join(map(_write, content))}]"
        case Decimal():
            return _decimal(content)
        case _:
            raise TypeError(f"no canonical form for {type(content).__name__}")


def _write_mapping(content: Mapping[object, object]) -> str:
    named: dict[str, object] = {}
    for key, value in content.items():
        if not isinstance(key, str):
            raise TypeError("keys must be strings")
        spelled = key if key.isascii() else nfc(key)
        if spelled in named:
            raise ValueError(f"two keys spell {spelled!r}")
        named[spelled] = value
    return f"{{{','.join([f'{_key(key)}:{_write(named[key])}' for key in sorted(named)])}}}"


# Codes of forms come again in every row of every report.
@lru_cache(maxsize=4096)
def _key(spelled: str) -> str:
    return _text(spelled)


def _decimal(number: Decimal) -> str:
    if not number.is_finite():
        raise ValueError("no canonical form for a number that is not finite")
    whole, _, fraction = f"{number:f}".partition(".")
    fraction = fraction.rstrip("0")
    written = f"{whole}.{fraction}" if fraction else whole
    return "0" if written == "-0" else written
