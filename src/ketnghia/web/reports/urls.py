"""Addresses of reports and their workflow."""

from django.urls import path, register_converter

from ketnghia.web.reports import bulk, comparing, district, downloads, paper, receipts, remarks, views
from ketnghia.web.reports.steps import StepConverter

register_converter(StepConverter, "step")

urlpatterns = [
    path("bao-cao/", views.reports, name="reports"),
    path("bao-cao/tai-ve.csv", downloads.reports_csv, name="reports_csv"),
    path("bao-cao/tai-ve.xlsx", downloads.reports_xlsx, name="reports_xlsx"),
    path("bao-cao/bat-dau/<slug:form_code>/<int:year>/", views.begin, name="begin"),
    path("bao-cao/chap-nhan-hang-loat/", bulk.accept_many, name="accept_many"),
    path("bao-cao/nhap-thay/<int:duty_id>/", paper.type_paper, name="type_paper"),
    path("bao-cao/<int:report_id>/ban-giay/", paper.paper_original, name="paper_original"),
    path("bao-cao/<int:report_id>/", views.report, name="report"),
    path("bao-cao/<int:report_id>/lich-su/", views.history, name="history"),
    path("bao-cao/<int:report_id>/ban-nop/<int:number>/", views.revision, name="revision"),
    path("bao-cao/<int:report_id>/so-sanh/", comparing.compared, name="compared"),
    path("bao-cao/<int:report_id>/bien-nhan/", receipts.receipt, name="receipt"),
    path("bao-cao/<int:report_id>/bien-nhan/ma.svg", receipts.receipt_code, name="receipt_code"),
    path("bao-cao/<int:report_id>/in/", views.printed, name="printed"),
    path("bao-cao/<int:report_id>/y-kien/moi/", remarks.say, name="say"),
    path("bao-cao/<int:report_id>/y-kien/<int:thread_id>/tra-loi/", remarks.answer, name="answer_remark"),
    path("bao-cao/<int:report_id>/y-kien/<int:thread_id>/khep/", remarks.settle, name="settle_remark"),
    path("bao-cao/<int:report_id>/y-kien/<int:thread_id>/mo-lai/", remarks.reopen, name="reopen_remark"),
    path("bao-cao/<int:report_id>/<step:action>/", views.act, name="act"),
    path("bao-cao-cac-xa/", district.commune_reports, name="commune_reports"),
    path("bieu-2/", district.form2, name="form2"),
]
