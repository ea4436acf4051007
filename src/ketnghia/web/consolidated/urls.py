"""Addresses of the consolidated year."""

from django.urls import path

from ketnghia.web.consolidated import views

urlpatterns = [
    path("tong-hop/<int:year>/", views.consolidated, name="consolidated"),
    path("tong-hop/<int:year>/nguon/", views.trace, name="trace"),
    path("tong-hop/<int:year>/bao-cao.docx", views.report_docx, name="report_docx"),
    path("tong-hop/<int:year>/phu-luc.xlsx", views.annex_xlsx, name="annex_xlsx"),
    path("tong-hop/<int:year>/so-lieu.json", views.figures_json, name="figures_json"),
]
