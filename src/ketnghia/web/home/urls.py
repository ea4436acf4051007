"""The first page, and what must be done."""

from django.urls import path

from ketnghia.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("viec-can-lam/", views.duties, name="duties"),
]
