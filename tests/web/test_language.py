"""The language of a page: Vietnamese until a person chooses."""

from http import HTTPStatus

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_browser_that_prefers_english_still_gets_vietnamese() -> None:
    response = Client().get("/tai-khoan/dang-nhap/", headers={"Accept-Language": "en-US,en"})
    assert response.status_code == HTTPStatus.OK
    assert response.headers["Content-Language"] == "vi"
    assert "Đăng nhập" in response.content.decode()


@pytest.mark.django_db
def test_a_person_who_chose_english_gets_english() -> None:
    client = Client()
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    response = client.get("/tai-khoan/dang-nhap/")
    assert response.headers["Content-Language"] == "en"
    assert "Sign in" in response.content.decode()
