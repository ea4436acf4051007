"""Every address of the application, area by area. `tests/web/test_access_matrix.py` walks them all."""

from django.urls import include, path
from django.views.i18n import set_language

from ketnghia.web.theme import set_theme

urlpatterns = [
    path("", include("ketnghia.web.home.urls")),
    path("", include("ketnghia.web.reports.urls")),
    path("", include("ketnghia.web.entry.urls")),
    path("", include("ketnghia.web.twinning.urls")),
    path("", include("ketnghia.web.organisations.urls")),
    path("", include("ketnghia.web.legal.urls")),
    path("", include("ketnghia.web.board.urls")),
    path("", include("ketnghia.web.extensions.urls")),
    path("", include("ketnghia.web.demo.urls")),
    path("", include("ketnghia.web.campaigns.urls")),
    path("", include("ketnghia.web.consolidated.urls")),
    path("", include("ketnghia.web.public.urls")),
    path("", include("ketnghia.web.search.urls")),
    path("", include("ketnghia.web.notices.urls")),
    path("tai-khoan/", include("ketnghia.web.accounts.urls")),
    path("ngon-ngu/", set_language, name="set_language"),
    path("giao-dien/", set_theme, name="set_theme"),
]
