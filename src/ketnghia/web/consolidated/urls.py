"""Addresses of the consolidated year and of its frozen versions."""

from django.urls import path

from ketnghia.web.consolidated import version_views, views

_VERSION = "tong-hop/<int:year>/ban-chot/<int:number>/"

urlpatterns = [
    path("tong-hop/<int:year>/", views.consolidated, name="consolidated"),
    path("tong-hop/<int:year>/nguon/", views.trace, name="trace"),
    path("tong-hop/<int:year>/bao-cao.docx", views.report_docx, name="report_docx"),
    path("tong-hop/<int:year>/phu-luc.xlsx", views.annex_xlsx, name="annex_xlsx"),
    path("tong-hop/<int:year>/so-lieu.json", views.figures_json, name="figures_json"),
    path("tong-hop/<int:year>/ban-chot/", version_views.version_list, name="versions"),
    path("tong-hop/<int:year>/ban-chot/chot/", version_views.freeze, name="freeze"),
    path(_VERSION, version_views.version, name="version"),
    path(_VERSION + "gui/", version_views.send_version, name="send_version"),
    path(_VERSION + "so-sanh/", version_views.version_changes, name="version_changes"),
    path(_VERSION + "nguon/", version_views.version_trace, name="version_trace"),
    path(_VERSION + "bao-cao.docx", version_views.version_docx, name="version_docx"),
    path(_VERSION + "phu-luc.xlsx", version_views.version_xlsx, name="version_xlsx"),
    path(_VERSION + "so-lieu.json", version_views.version_json, name="version_json"),
]
