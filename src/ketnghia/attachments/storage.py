"""Bytes on disk, found by their hash: the same bytes are kept once and never overwritten."""

import errno
import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from ketnghia.kernel.refusals import Unavailable

_FOLDER = "tep"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie, or would lie."""
    return Path(settings.MEDIA_ROOT) / _FOLDER / sha256[:2] / sha256[2:4] / sha256


def keep(content: bytes) -> str:
    """Write ``content`` so that it is either wholly there or not there at all; returns its SHA-256.

    Raises Unavailable when the disk is full.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    try:
        _write(content, target)
    except OSError as error:
        if is_full(error):
            raise no_room() from error
        raise
    return sha256


def is_full(error: BaseException | None) -> bool:
    """Whether writing failed since the disk, or the share of it that is ours, is full."""
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def no_room() -> Unavailable:
    """What the person is told whose file found no room."""
    return Unavailable(
        "DISK_FULL",
        _("Máy chủ hết chỗ nên chưa giữ được tệp này. Phần chữ và số vẫn được lưu; tải tệp lên lại sau."),
        help=_("Báo cơ quan thường trực của chương trình."),
    )


def _write(content: bytes, target: Path) -> None:
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
