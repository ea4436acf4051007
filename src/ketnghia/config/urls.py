"""All addresses stand in `ketnghia.web.urls`."""

from django.urls import include, path

urlpatterns = [path("", include("ketnghia.web.urls"))]

handler500 = "ketnghia.web.outages.server_error"
