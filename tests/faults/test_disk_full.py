"""No room for a file: the person is told, nothing of it stays, and the report itself is still saved."""

from __future__ import annotations

import http.client
import json
import uuid
from http import HTTPStatus
from io import BytesIO
from typing import Any

import psutil
from PIL import Image

from tests.faults.machine import HOST, Machine, Seat

# Bytes a process may write into one file: the kernel answers as it does when a disk is full.
ROOM = 4096
TOKEN = "t" * 32


def photo(edge: int) -> bytes:
    """A photo too busy to be made small."""
    with BytesIO() as stream:
        Image.effect_noise((edge, edge), 120).convert("RGB").save(stream, "JPEG", quality=95)
        return stream.getvalue()


def post(machine: Machine, seat: Seat, path: str, body: bytes, content_type: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(HOST, machine.port, timeout=30)
    headers = {
        "Accept": "application/json",
        "Content-Type": content_type,
        "Cookie": f"sessionid={seat.session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    connection.request("POST", f"/bao-cao/{seat.report}/{path}/", body, headers)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def upload(machine: Machine, seat: Seat, content: bytes) -> tuple[int, Any]:
    mark = uuid.uuid4().hex
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="consent"\r\n\r\n1\r\n'
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="anh.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    return post(machine, seat, "tep", body, f"multipart/form-data; boundary={mark}")


def limit(machine: Machine, size: int) -> None:
    for process in machine.web_processes():
        process.rlimit(psutil.RLIMIT_FSIZE, (size, psutil.RLIM_INFINITY))


def files(machine: Machine) -> list[str]:
    return [path.name for path in (machine.data / "media").rglob("*") if path.is_file()]


def test_a_full_disk_is_told_leaves_nothing_behind_and_stops_no_saving(machine: Machine, seat: Seat) -> None:
    before = files(machine)
    limit(machine, ROOM)
    # The second is so large that Django itself puts it on the disk before a view sees it.
    for content in (photo(120), photo(2200)):
        status, answer = upload(machine, seat, content)
        assert (status, answer["code"]) == (HTTPStatus.INSUFFICIENT_STORAGE, "DISK_FULL")
        assert "Máy chủ hết chỗ" in answer["message"]
    assert files(machine) == before
    assert machine.ask("SELECT count(*) FROM attachments_attachment") == [(0,)]
    version, content = machine.ask("SELECT version, content FROM reports_report WHERE id = %s", seat.report)[
        0
    ]
    save = {"base_version": version, "save_id": "luu-khi-day", "content": content}
    assert post(machine, seat, "luu", json.dumps(save).encode(), "application/json")[0] == HTTPStatus.OK
    limit(machine, psutil.RLIM_INFINITY)
    status, answer = upload(machine, seat, photo(120))
    assert (status, answer["name"]) == (HTTPStatus.CREATED, "anh.jpg")
