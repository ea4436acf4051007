"""What the entry page sends and is sent, without a browser."""

import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from ketnghia.attachments.models import Attachment
from ketnghia.reports.models import DraftConflict
from tests.db.attachments.files import EXECUTABLE, PDF, picture
from tests.web.entry.drafts import Draft

BACKEND = "ketnghia.accounts.backends.Backend"


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def browser(draft: Draft, client: Client) -> Client:
    client.force_login(draft.user, backend=BACKEND)
    return client


def save(browser: Client, draft: Draft, save_id: str, number: str, *, base: int = 1) -> Any:
    content = draft.report.content | {
        "sections": draft.report.content["sections"] | {"ky_ket": {"so_van_ban": number}}
    }
    body = {"base_version": base, "save_id": save_id, "content": content}
    return browser.post(
        f"/bao-cao/{draft.report.pk}/luu/",
        json.dumps(body),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def send(browser: Client, draft: Draft, content: bytes, name: str, *, consent: str = "") -> Any:
    return browser.post(
        f"/bao-cao/{draft.report.pk}/tep/",
        {"file": SimpleUploadedFile(name, content), "consent": consent},
        headers={"Accept": "application/json"},
    )


def number_of(draft: Draft) -> str:
    text: str = draft.stored().content["sections"]["ky_ket"]["so_van_ban"]
    return text


def test_a_save_answers_with_version_time_findings_sums_and_progress(browser: Client, draft: Draft) -> None:
    answer = save(browser, draft, "a1", "15/CTr-SY").json()
    assert answer["version"] == 2
    assert answer["saved_at_text"]
    assert {each["code"] for each in answer["findings"]} >= {"B1-E02", "B1-E05"}
    assert answer["sums"]["total"] == {"actual": 0, "estimate": 0}
    assert answer["progress"]["total"] == 7
    assert number_of(draft) == "15/CTr-SY"


def test_the_same_save_sent_twice_counts_once(browser: Client, draft: Draft) -> None:
    first = save(browser, draft, "a1", "15/CTr-SY").json()
    again = save(browser, draft, "a1", "15/CTr-SY")
    assert again.status_code == HTTPStatus.OK
    assert (again.json()["version"], again.json()["saved_at"]) == (first["version"], first["saved_at"])
    assert draft.stored().version == 2


def test_a_stale_save_is_a_409_and_both_versions_are_kept(browser: Client, draft: Draft) -> None:
    save(browser, draft, "a1", "cũ hơn")
    refused = save(browser, draft, "b1", "muộn hơn")
    assert refused.status_code == HTTPStatus.CONFLICT
    assert refused.json()["conflict_url"] == f"/bao-cao/{draft.report.pk}/xung-dot/"
    assert number_of(draft) == "cũ hơn"
    kept = DraftConflict.objects.get(pk=refused.json()["yours_id"])
    assert kept.content["sections"]["ky_ket"]["so_van_ban"] == "muộn hơn"


CELL = "o:ky_ket.so_van_ban"


@pytest.mark.parametrize("chosen", [{"take": "mine"}, {CELL: "mine"}, {"take": "theirs"}, {CELL: "theirs"}])
def test_the_conflict_page_shows_both_and_keeps_the_chosen_cell(
    browser: Client, draft: Draft, chosen: dict[str, str]
) -> None:
    save(browser, draft, "a1", "cũ hơn")
    conflict = save(browser, draft, "b1", "muộn hơn").json()
    page = browser.get(conflict["conflict_url"]).content.decode()
    assert "Số, ký hiệu văn bản" in page
    assert page.index("muộn hơn") < page.index("cũ hơn")
    answer = {"conflict": conflict["yours_id"], "version": draft.stored().version}
    settled = browser.post(conflict["conflict_url"], answer | chosen, follow=True)
    assert settled.redirect_chain[-1][0] == draft.path
    assert number_of(draft) == ("muộn hơn" if "mine" in chosen.values() else "cũ hơn")


def test_a_conflict_page_without_a_choice_or_with_an_older_draft_comes_back_with_what_was_chosen(
    browser: Client, draft: Draft
) -> None:
    save(browser, draft, "a1", "cũ hơn")
    conflict = save(browser, draft, "b1", "muộn hơn").json()
    sent = {"conflict": conflict["yours_id"], "version": draft.stored().version}
    unanswered = browser.post(conflict["conflict_url"], sent)
    assert unanswered.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Còn 1 ô chưa chọn bản nào." in unanswered.content.decode()
    older = browser.post(conflict["conflict_url"], sent | {"version": 1, CELL: "mine"})
    assert older.status_code == HTTPStatus.CONFLICT
    assert 'value="mine" required checked' in older.content.decode()
    assert number_of(draft) == "cũ hơn"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"base_version": 1, "save_id": "a", "content": []}',
        b'{"base_version": "1", "save_id": "a", "content": {}}',
        b'{"base_version": 1, "save_id": "", "content": {}}',
        b'{"base_version": 1, "save_id": "' + b"a" * 41 + b'", "content": {}}',
    ],
)
def test_a_misshapen_save_is_refused_and_changes_nothing(browser: Client, draft: Draft, body: bytes) -> None:
    url = f"/bao-cao/{draft.report.pk}/luu/"
    answer = browser.post(url, body, content_type="application/json", headers={"Accept": "application/json"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json()["code"] == "SAVE_MISSHAPEN"
    assert draft.stored().version == 1


def test_a_save_without_a_session_is_a_401_in_json(draft: Draft, client: Client) -> None:
    assert save(client, draft, "a1", "x").status_code == HTTPStatus.UNAUTHORIZED


def test_a_stranger_finds_no_page_no_save_and_no_file(browser: Client, draft: Draft) -> None:
    file = send(browser, draft, PDF, "a.pdf").json()["id"]
    browser.force_login(draft.stranger, backend=BACKEND)
    base = f"/bao-cao/{draft.report.pk}"
    answers: list[Any] = [
        browser.get(draft.path),
        save(browser, draft, "s1", "x"),
        browser.get(f"{base}/xung-dot/"),
        send(browser, draft, PDF, "b.pdf"),
        browser.get(f"{base}/tep/{file}/"),
        browser.post(f"{base}/tep/{file}/bo/"),
    ]
    assert [answer.status_code for answer in answers] == [HTTPStatus.NOT_FOUND] * len(answers)


def test_a_file_comes_back_as_it_is_and_can_do_nothing_in_the_browser(browser: Client, draft: Draft) -> None:
    stored = send(browser, draft, PDF, "Ky\u0301 kết 2021.pdf").json()
    assert stored["name"] == "Ký kết 2021.pdf"
    answer = browser.get(f"/bao-cao/{draft.report.pk}/tep/{stored['id']}/")
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Content-Disposition"] == "inline; filename*=UTF-8''K%C3%BD%20k%E1%BA%BFt%202021.pdf"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (EXECUTABLE, "quyet-dinh.pdf", "ATTACHMENT_TYPE"),
        (picture("PNG"), "anh.png", "ATTACHMENT_CONSENT"),
        (PDF + b" " * 2000, "dai.pdf", "ATTACHMENT_TOO_LARGE"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(
    browser: Client, draft: Draft, settings: Settings, content: bytes, name: str, code: str
) -> None:
    settings.ATTACHMENT_MAX_BYTES = 2000
    answer = send(browser, draft, content, name)
    assert (answer.status_code, answer.json()["code"]) == (HTTPStatus.UNPROCESSABLE_ENTITY, code)
    assert answer.json()["message"].endswith(".")
    assert not Attachment.objects.exists()


def test_a_removed_file_is_not_offered_any_more(browser: Client, draft: Draft) -> None:
    stored = send(browser, draft, picture("JPEG"), "nhà.jpg", consent="1").json()
    answer = browser.post(f"/bao-cao/{draft.report.pk}/tep/{stored['id']}/bo/")
    assert answer.status_code == HTTPStatus.NO_CONTENT
    assert stored["id"] not in browser.get(draft.path).content.decode()


def test_the_entry_page_asks_the_database_the_same_number_of_times_for_one_row_and_for_thirty(
    browser: Client, draft: Draft, django_assert_max_num_queries: Any
) -> None:
    rows = [{"id": f"r{each}", "hoat_dong": "nha_moi", "don_vi_nhan": draft.commune.pk} for each in range(30)]
    draft.report.content["sections"]["hoat_dong"] = rows
    draft.report.save(update_fields=["content"])
    browser.get(draft.path)
    with django_assert_max_num_queries(20):
        page = browser.get(draft.path)
    assert page.content.decode().count('data-at="hoat_dong.r') == 30


def test_a_page_without_script_says_what_it_needs(browser: Client, draft: Draft) -> None:
    page = browser.get(draft.path).content.decode()
    noscript = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "JavaScript" in noscript


def test_markup_in_a_remark_stands_in_the_page_as_text(browser: Client, draft: Draft) -> None:
    draft.report.content["sections"]["thuyet_minh"] = {"ket_qua": "<script>alert(1)</script>"}
    draft.report.save(update_fields=["content"])
    page = browser.get(draft.path).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
