"""Addresses of notices."""

from django.urls import path

from ketnghia.web.notices import views

urlpatterns = [
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/<int:notice_id>/", views.open_notice, name="open_notice"),
    path("thong-bao/da-doc/", views.read_all_notices, name="read_all_notices"),
    path("thong-bao/thu-dien-tu/", views.mail_choice, name="mail_choice"),
    path("minh-hoa/thu/", views.demo_mail, name="demo_mail"),
]
