"""Addresses of the catalogue of organisations."""

from django.urls import path

from ketnghia.web.organisations import views

urlpatterns = [
    path("don-vi/", views.organisations, name="organisations"),
    path("don-vi/<int:organisation_id>/", views.organisation, name="organisation"),
]
