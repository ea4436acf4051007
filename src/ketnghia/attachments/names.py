"""File names as they are shown and offered for download."""

import re

from ketnghia.kernel.text import clean

MAX_LENGTH = 160
_EXTENSIONS = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
}
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f]')


def clean_name(name: str, media_type: str) -> str:
    """The last part of the path in NFC, one line, without characters a file system refuses.

    Gets the ending of its media type when it has another, and is cut to 160 characters.
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = _UNSAFE.sub("", clean(last)).strip(" .") or "tep"
    endings = _EXTENSIONS[media_type]
    if not shown.lower().endswith(endings):
        shown += endings[0]
    stem, dot, ending = shown.rpartition(".")
    return stem[: MAX_LENGTH - len(dot + ending)] + dot + ending
