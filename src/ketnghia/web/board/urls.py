"""Addresses of the board."""

from django.urls import path

from ketnghia.web.board import views

urlpatterns = [
    path("dieu-hanh/<int:year>/", views.board, name="board"),
    path("dieu-hanh/<int:year>/tai-ve/", views.board_export, name="board_export"),
]
