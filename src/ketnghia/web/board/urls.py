"""Addresses of the board."""

from django.urls import path

from ketnghia.web.board import reminding, views

urlpatterns = [
    path("dieu-hanh/<int:year>/", views.board, name="board"),
    path("dieu-hanh/<int:year>/tai-ve/", views.board_export, name="board_export"),
    path("dieu-hanh/<int:year>/nhac/", reminding.remind, name="remind"),
    path("dieu-hanh/<int:year>/don-vi/<int:organisation_id>/", reminding.unit_log, name="unit_log"),
    path("dieu-hanh/<int:year>/don-vi/<int:organisation_id>/goi/", reminding.log_call, name="log_call"),
]
