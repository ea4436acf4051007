"""Public addresses: forms to download, a receipt to verify, the state of the service."""

from django.urls import path

from ketnghia.web.public import views
from ketnghia.web.public.health import healthz
from ketnghia.web.reports.receipts import verify

urlpatterns = [
    path("bieu-mau/", views.forms, name="forms"),
    path("bieu-mau/<slug:code>/", views.form, name="form"),
    path("bieu-mau/<slug:code>/in/", views.blank_form, name="blank_form"),
    path("xac-minh/<str:token>/", verify, name="verify"),
    path("healthz", healthz, name="healthz"),
]
