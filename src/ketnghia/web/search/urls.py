"""Address of the search."""

from django.urls import path

from ketnghia.web.search import views

urlpatterns = [path("tim/", views.search, name="search")]
