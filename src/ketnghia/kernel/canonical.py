"""One byte string for one content, so that a hash proves what was submitted."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal

from ketnghia.kernel.text import nfc

_text = json.JSONEncoder(ensure_ascii=False).encode


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
        case None | bool() | int():
            return json.dumps(content)
        case Decimal():
            return _decimal(content)
        case Mapping():
            return _write_mapping(content)
        case list() | tuple():
            return f"[{','.join(map(_write, content))}]"
        case _:
            raise TypeError(f"no canonical form for {type(content).__name__}")


def _write_mapping(content: Mapping[object, object]) -> str:
    named: dict[str, object] = {}
    for key, value in content.items():
        if not isinstance(key, str):
            raise TypeError("keys must be strings")
        if named.setdefault(nfc(key), value) is not value:
            raise ValueError(f"two keys spell {nfc(key)!r}")
    return f"{{{','.join(f'{_text(key)}:{_write(named[key])}' for key in sorted(named))}}}"


def _decimal(number: Decimal) -> str:
    if not number.is_finite():
        raise ValueError("no canonical form for a number that is not finite")
    whole, _, fraction = f"{number:f}".partition(".")
    fraction = fraction.rstrip("0")
    written = f"{whole}.{fraction}" if fraction else whole
    return "0" if written == "-0" else written
