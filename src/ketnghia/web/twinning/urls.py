"""Addresses of the assignments."""

from django.urls import path

from ketnghia.web.twinning import views

urlpatterns = [
    path("phan-cong/", views.assignments, name="assignments"),
    path("phan-cong/tai-ve/", views.assignments_xlsx, name="assignments_xlsx"),
    path("xa-ket-nghia/", views.recipients, name="recipients"),
    path("don-vi-giup-do/", views.donors, name="donors"),
]
