"""Bytes on disk, found by their hash: the same bytes are kept once and never overwritten."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_FOLDER = "tep"


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie, or would lie."""
    return Path(settings.MEDIA_ROOT) / _FOLDER / sha256[:2] / sha256[2:4] / sha256


def keep(content: bytes) -> str:
    """Write ``content`` so that it is either wholly there or not there at all; returns its SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".moi-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)
    return sha256


def read(sha256: str) -> BinaryIO:
    """The bytes, opened for reading. Raises FileNotFoundError when the folder has lost them."""
    return path_of(sha256).open("rb")


def _sync_folder(folder: Path) -> None:
    # A rename survives a power cut only once its folder is on disk; Windows cannot open folders.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
