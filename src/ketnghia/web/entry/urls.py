"""Addresses of the entry page and of what it sends."""

from django.urls import path

from ketnghia.web.entry import conflict, evidence, views

urlpatterns = [
    path("bao-cao/<int:report_id>/nhap/", views.entry, name="entry"),
    path("bao-cao/<int:report_id>/luu/", views.save, name="save"),
    path("bao-cao/<int:report_id>/phien-ban/", conflict.draft_version, name="draft_version"),
    path("bao-cao/<int:report_id>/xung-dot/", conflict.conflict, name="conflict"),
    path("bao-cao/<int:report_id>/tep/", evidence.upload, name="upload"),
    path("bao-cao/<int:report_id>/tep/<uuid:attachment_id>/", evidence.attachment, name="attachment"),
    path("bao-cao/<int:report_id>/tep/<uuid:attachment_id>/bo/", evidence.remove, name="remove_attachment"),
]
