"""Addresses of extensions."""

from django.urls import path

from ketnghia.web.extensions import views

urlpatterns = [
    path("gia-han/<int:year>/", views.extensions, name="extensions"),
    path("gia-han/<int:year>/ghi/", views.grant, name="grant_extension"),
    path("gia-han/<int:year>/chon/", views.extend_selected, name="extend_selected"),
    path("gia-han/<int:year>/<int:extension_id>/rut/", views.withdraw, name="withdraw_extension"),
]
