"""What `ketnghia doctor` looks at. Each check gives a verdict and, where needed, a remedy."""

import hashlib
import shutil
import socket
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import Error, connection
from django.utils.translation import gettext as _

from ketnghia.campaigns import clock
from ketnghia.config.paths import CHECKOUT
from ketnghia.kernel.dates import vn_datetime
from ketnghia.notices.queries import queue_standing
from ketnghia.web.public.health import missing_migrations


class Verdict(StrEnum):
    """FAILED makes the command end with 1."""

    OK = "OK"
    WARNING = "WARNING"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was looked at, how it stands, and what to do about it (empty when nothing)."""

    subject: str
    verdict: Verdict
    message: str
    remedy: str = ""


OLDEST_POSTGRESQL: Final = 15
_ENOUGH_BYTES: Final = 2 * 2**30
_BARELY_BYTES: Final = 256 * 2**20
_SKEW_SECONDS: Final = 5
_MAIL_TIMEOUT: Final = 5


def diagnose() -> Iterator[Diagnosis]:
    """Every check, one after the other; without a database those that need one are left out."""
    found = list(_database())
    yield from found
    if found[0].verdict is not Verdict.FAILED:
        yield (migrations := _migrations())
        yield _clock()
        if migrations.verdict is Verdict.OK:
            yield _queue()
    yield _disk(Path(settings.DATA_FOLDER))
    yield _mail()
    yield _fonts()


def _database() -> Iterator[Diagnosis]:
    subject = _("Cơ sở dữ liệu")
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int / 10000, current_setting('fsync'),"
                " current_setting('synchronous_commit'), current_setting('full_page_writes')"
            )
            version, *durable = cursor.fetchone()
    except Error as error:
        message = _("Không kết nối được: %(error)s") % {"error": str(error).strip().splitlines()[0]}
        yield Diagnosis(subject, Verdict.FAILED, message, _("Xem DATABASE_URL và máy chủ PostgreSQL."))
        return
    if version < OLDEST_POSTGRESQL:
        message = _("PostgreSQL %(version)s đã quá cũ.") % {"version": version}
        yield Diagnosis(subject, Verdict.FAILED, message, _("Cần PostgreSQL 15 trở lên."))
        return
    yield Diagnosis(subject, Verdict.OK, f"PostgreSQL {version}")
    yield _durability(*durable)


def _durability(fsync: str, commit: str, pages: str) -> Diagnosis:
    subject = _("Ghi bền")
    if fsync == "on" and commit != "off" and pages == "on":
        return Diagnosis(subject, Verdict.OK, f"fsync = {fsync}, synchronous_commit = {commit}")
    return Diagnosis(
        subject,
        Verdict.FAILED,
        f"fsync = {fsync}, synchronous_commit = {commit}, full_page_writes = {pages}",
        _("Mất điện có thể làm mất báo cáo đã nộp. Bật cả ba trong postgresql.conf."),
    )


def _migrations() -> Diagnosis:
    subject = _("Cấu trúc dữ liệu")
    missing = missing_migrations()
    if not missing:
        return Diagnosis(subject, Verdict.OK, _("đúng phiên bản này"))
    message = _("thiếu %(count)s bước, từ %(first)s") % {"count": len(missing), "first": missing[0]}
    return Diagnosis(subject, Verdict.FAILED, message, _("Chạy `ketnghia prepare`."))


def _clock() -> Diagnosis:
    subject = _("Đồng hồ")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (server,) = cursor.fetchone()
    skew = (server - datetime.now(UTC)).total_seconds()
    if abs(skew) > _SKEW_SECONDS:
        message = _("máy chủ cơ sở dữ liệu lệch %(seconds)s giây") % {"seconds": round(skew)}
        return Diagnosis(subject, Verdict.FAILED, message, _("Đồng bộ giờ của hai máy (NTP)."))
    if settings.DEMO and not missing_migrations():
        return Diagnosis(
            subject, Verdict.OK, _("giờ minh họa: %(moment)s") % {"moment": vn_datetime(clock.now())}
        )
    return Diagnosis(subject, Verdict.OK, _("hai máy khớp nhau"))


def _disk(folder: Path) -> Diagnosis:
    subject = _("Đĩa")
    free = shutil.disk_usage(folder).free
    message = _("còn %(free)s GB tại %(folder)s") % {"free": f"{free / 2**30:.1f}", "folder": folder}
    remedy = _("Dọn đĩa hoặc đặt KETNGHIA_DATA ở đĩa khác.")
    if free < _BARELY_BYTES:
        return Diagnosis(subject, Verdict.FAILED, message, remedy)
    return Diagnosis(subject, Verdict.WARNING if free < _ENOUGH_BYTES else Verdict.OK, message, remedy)


def _mail() -> Diagnosis:
    subject = _("Thư điện tử")
    mailer: dict[str, Any] = settings.MAILERS["default"]
    if not str(mailer["BACKEND"]).endswith("smtp.EmailBackend"):
        return Diagnosis(subject, Verdict.OK, _("bản này không gửi thư đi đâu"))
    host, port = mailer["OPTIONS"]["host"], mailer["OPTIONS"]["port"]
    try:
        socket.create_connection((host, port), timeout=_MAIL_TIMEOUT).close()
    except OSError as error:
        message = f"{host}:{port}: {error}"
        return Diagnosis(
            subject, Verdict.WARNING, message, _("Xem EMAIL_HOST, EMAIL_PORT; thư nhắc chưa gửi được.")
        )
    return Diagnosis(subject, Verdict.OK, f"{host}:{port}")


def _queue() -> Diagnosis:
    subject = _("Hàng đợi thư")
    stands = queue_standing(datetime.now(UTC))
    message = _("%(waiting)d thư đang chờ, %(given_up)d thư không gửi được trong 7 ngày qua") % {
        "waiting": stands.waiting,
        "given_up": stands.given_up,
    }
    if stands.untouched:
        remedy = _("Không có tiến trình gửi thư: chạy `ketnghia worker`, hoặc bỏ --no-worker.")
        return Diagnosis(subject, Verdict.WARNING, message, remedy)
    if stands.last_error or stands.given_up:
        remedy = stands.last_error or _("Xem nhật ký nhắc của đơn vị; sửa địa chỉ thư của người nhận.")
        return Diagnosis(subject, Verdict.WARNING, message, remedy)
    return Diagnosis(subject, Verdict.OK, message)


def _fonts() -> Diagnosis:
    subject = _("Kiểu chữ")
    pinned = font_hashes(CHECKOUT / "tools" / "vendor.toml")
    wrong = [name for name, expected in pinned.items() if _hash_of(name) != expected]
    if not wrong:
        return Diagnosis(subject, Verdict.OK, _("đủ và đúng từng byte"))
    return Diagnosis(
        subject,
        Verdict.FAILED,
        ", ".join(wrong),
        _("Cài lại chương trình: tệp kiểu chữ thiếu hoặc đã bị sửa."),
    )


def font_hashes(pins: Path) -> dict[str, str]:
    """SHA-256 of every pinned font, by its path below ``static``."""
    packages = tomllib.loads(pins.read_text(encoding="utf-8"))["package"]
    return {
        f"vendor/{package['folder']}/{name}": expected
        for package in packages
        for name, expected in package["files"].items()
        if name.endswith(".woff2")
    }


def _hash_of(name: str) -> str:
    path = finders.find(name)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path else ""
