"""Addresses under /tai-khoan/: of allauth only what this house offers.

There is no sign-up, no management of e-mail addresses and no password reset by mail: accounts and new
passwords come from Ban Dân tộc.
"""

from allauth.account import views as account
from django.urls import include, path

from ketnghia.web.accounts import views

urlpatterns = [
    path("", views.profile, name="profile"),
    path("don-vi/", views.act_for, name="act_for"),
    path("giu-phien/", views.keep_alive, name="keep_alive"),
    path("dang-xuat-moi-noi/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("ngung-hoat-dong/", account.account_inactive, name="account_inactive"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("phien/", include("allauth.usersessions.urls")),
]
