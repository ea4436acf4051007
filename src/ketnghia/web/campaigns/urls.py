"""Addresses of the campaigns."""

from django.urls import path

from ketnghia.web.campaigns import editing, opening, views

urlpatterns = [
    path("dot-bao-cao/", views.campaigns, name="campaigns"),
    path("dot-bao-cao/sao-chep/", views.copy, name="campaign_copy"),
    path("dot-bao-cao/<int:year>/", editing.campaign, name="campaign"),
    path("dot-bao-cao/<int:year>/sua/<slug:part>/", editing.save_part, name="campaign_part"),
    path("dot-bao-cao/<int:year>/bo/", views.discard, name="campaign_discard"),
    path("dot-bao-cao/<int:year>/he-qua/", opening.consequences, name="campaign_consequences"),
    path("dot-bao-cao/<int:year>/xem-thu/", views.preview, name="campaign_preview"),
    path("dot-bao-cao/<int:year>/mo/", opening.open_campaign, name="campaign_open"),
    path("dot-bao-cao/<int:year>/cong-van/", opening.dispatch, name="campaign_dispatch"),
    path("dot-bao-cao/<int:year>/cong-van.docx", opening.dispatch_docx, name="campaign_dispatch_docx"),
]
