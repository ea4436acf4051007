"""Addresses under /tai-khoan/: of allauth only what this house offers.

There is no sign-up, no management of e-mail addresses and no password reset by mail: accounts and one-time
links come from Ban Dân tộc, or from whoever leads the unit.
"""

from allauth.account import views as account
from django.urls import include, path

from ketnghia.web.accounts import issue, links, people, second_factor, views

urlpatterns = [
    path("", views.profile, name="profile"),
    path("chuyen-don-vi/", views.act_for, name="act_for"),
    path("don-vi/", people.own_accounts, name="own_accounts"),
    path("don-vi/<int:organisation_id>/", people.unit_accounts, name="unit_accounts"),
    path("don-vi/<int:organisation_id>/them/", people.add_colleague, name="add_colleague"),
    path("vai-tro/<int:membership_id>/", people.account, name="account"),
    path("vai-tro/<int:membership_id>/doi/", people.change_role, name="change_role"),
    path("vai-tro/<int:membership_id>/go-buoc-hai/", people.drop_second_factor, name="drop_second_factor"),
    path("vai-tro/<int:membership_id>/ket-thuc/", people.end_membership, name="end_membership"),
    path("vai-tro/<int:membership_id>/ban-giao/", people.hand_over, name="hand_over"),
    path("danh-sach/", people.accounts, name="accounts"),
    path("lien-ket-moi/", people.renew_links, name="renew_links"),
    path("cap/", issue.issue_accounts, name="issue_accounts"),
    path("cap/thu/", issue.issue_letters, name="issue_letters"),
    path("lien-ket/", links.set_password, name="set_password"),
    path("lien-ket/<str:token>/", links.open_link, name="open_link"),
    path("buoc-thu-hai/", second_factor.second_factor, name="second_factor"),
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
