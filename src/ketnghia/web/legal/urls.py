"""Addresses of the legal instruments."""

from django.urls import path

from ketnghia.web.legal import views

urlpatterns = [
    path("van-ban/", views.instruments, name="instruments"),
    path("van-ban/<slug:code>/", views.instrument, name="instrument"),
]
