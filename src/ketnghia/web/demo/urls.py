"""Addresses of what only the demo has; elsewhere they answer 404."""

from django.urls import path

from ketnghia.web.demo import views

urlpatterns = [
    path("minh-hoa/dong-ho/", views.clock_page, name="demo_clock"),
]
