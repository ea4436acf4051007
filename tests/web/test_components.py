"""The components say in words what they show, and tie words to boxes."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string

from ketnghia.reports.states import State


def _component(name: str, context: dict[str, object]) -> str:
    return render_to_string(f"web/partials/{name}.html", context)


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class Signing(forms.Form):
    number = forms.CharField(label="Số văn bản", help_text="Ví dụ 15/CTr-STC.")


def test_every_state_of_a_report_has_words_and_an_icon_of_its_own() -> None:
    states = [*State.values, "NOT_STARTED", "DEEMED_NOT_IMPLEMENTED", "LATE"]
    badges = [_component("state_badge", {"state": state}) for state in states]
    assert len({_words(badge) for badge in badges}) == len(states)
    assert len({tuple(re.findall(r"#([\w-]+)\"", badge)) for badge in badges}) == len(states)


def test_a_field_ties_its_hint_and_its_problem_to_the_box() -> None:
    form = Signing({"number": ""})
    assert not form.is_valid()
    html = _component("field", {"field": form["number"]})
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described
    assert all(f'id="{name}"' in html for name in described[1].split())
    assert len(described[1].split()) == 2
    assert 'aria-invalid="true"' in html


def test_a_sentence_of_law_not_compared_with_the_original_says_so() -> None:
    law: dict[str, object] = {"sentence": "Câu được dẫn.", "instrument": "Kế hoạch 1100"}
    assert "chưa đối chiếu bản gốc" in _component("law", law | {"verified": False})
    assert "chưa đối chiếu bản gốc" not in _component("law", law | {"verified": True})


def test_numbers_in_attributes_are_never_grouped() -> None:
    bar = _component("bar", {"label": "A", "value_text": "1,2 tỷ", "amount": 1_234_567, "largest": 7_654_321})
    assert 'value="1234567"' in bar
    assert 'max="7654321"' in bar


@pytest.mark.parametrize(("percent", "anchor"), [(0, "start"), (50, "middle"), (100, "end")])
def test_the_word_for_today_stays_inside_the_line(percent: int, anchor: str) -> None:
    line = _component(
        "window_line",
        {"percent": percent, "opens_text": "01/11", "closes_text": "30/11", "today_text": "24/11"},
    )
    assert f'x="{percent}%" y="14" text-anchor="{anchor}"' in line


def test_what_a_person_typed_is_shown_as_text() -> None:
    event = {"at": None, "text": "Trả lại", "reason": "<script>alert(1)</script>"}
    html = _component("timeline", {"events": [event]})
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_refusal_says_which_rule_since_when_and_who_can_help() -> None:
    refusal = {"message": "Đã hết thời gian nộp.", "rule": "Công văn 2021", "help": "Ban Dân tộc"}
    words = _words(_component("refusal", {"refusal": refusal}))
    assert all(part in words for part in refusal.values())


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_an_error_page_needs_no_context_and_leads_home(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert 'href="/"' in html
    assert "<h1>" in html


def test_the_lock_page_says_how_long_and_who_can_help() -> None:
    from_axes: dict[str, object] = {"failure_limit": 5}
    words = _words(render_to_string("accounts/locked.html", from_axes | {"cooloff_minutes": 15}))
    assert "Khóa sau 5 lần đăng nhập sai" in words
    assert "sau 15 phút kể từ lần sai cuối" in words
    assert "Cơ quan thường trực" in words
