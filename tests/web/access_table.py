"""Who gets what at which address, written down to be read. `test_access_matrix.py` tries all of it.

Each line: method, name of the address, its arguments, then the status for each of `COLUMNS`. A line whose
arguments hold a `?` has a query. 302 means: sent on; in the first column (nobody): sent to sign in.

The stage: `dept` is the submitted report of Sở Y, with `file` as evidence; `city` is a draft; `biz` was
returned; `x1` (commune 1) is submitted; `x2` (commune 2) is waiting for its reviewer; `form2` is the
district's draft. Sở Y helps commune 1, the city commune 2; both lie in the district.
"""

from __future__ import annotations

from typing import Final

COLUMNS: Final = {
    "---": "",
    "y.n": "so-y.nhap",
    "y.d": "so-y.duyet",
    "t.n": "tam-ky.nhap",
    "t.d": "tam-ky.duyet",
    "d.n": "doanh-nghiep.nhap",
    "h.t": "huyen.tong-hop",
    "h.d": "huyen.duyet",
    "x1n": "xa-1.nhap",
    "x2n": "xa-2.nhap",
    "x2d": "xa-2.duyet",
    "ban": "ban.dieu-hanh",
    "ubn": "ubnd.theo-doi",
    "tuy": "tinh-uy.theo-doi",
    "kha": "so-khac.nhap",
}

TABLE: Final = """
#                                   --- y.n y.d t.n t.d d.n h.t h.d x1n x2n x2d ban ubn tuy kha
GET  home -                         200 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  duties -                       302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  reports -                      302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  reports ?q=so+y                302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  report dept                    302 200 200 404 404 404 404 404 404 404 404 200 200 200 404
GET  report city                    302 404 404 200 200 404 404 404 404 404 404 404 404 404 404
GET  report biz                     302 404 404 404 404 200 404 404 404 404 404 200 200 200 404
GET  report x1                      302 404 404 404 404 404 200 200 200 404 404 200 200 200 404
GET  report x2                      302 404 404 404 404 404 404 404 404 200 200 404 404 404 404
GET  report form2                   302 404 404 404 404 404 200 200 404 404 404 404 404 404 404
GET  report none                    302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  history dept                   302 200 200 404 404 404 404 404 404 404 404 200 200 200 404
GET  history city                   302 404 404 200 200 404 404 404 404 404 404 404 404 404 404
GET  history x1                     302 404 404 404 404 404 200 200 200 404 404 200 200 200 404
GET  history x2                     302 404 404 404 404 404 404 404 404 200 200 404 404 404 404
GET  revision dept 1                302 200 200 404 404 404 404 404 404 404 404 200 200 200 404
GET  revision dept 2                302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  revision biz 1                 302 404 404 404 404 200 404 404 404 404 404 200 200 200 404
GET  revision x1 1                  302 404 404 404 404 404 200 200 200 404 404 200 200 200 404
GET  receipt dept                   302 200 200 404 404 404 404 404 404 404 404 200 200 200 404
GET  receipt_code dept              302 200 200 404 404 404 404 404 404 404 404 200 200 200 404
GET  receipt city                   302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  receipt_code city              302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  receipt x1                     302 404 404 404 404 404 200 200 200 404 404 200 200 200 404
GET  receipt_code x1                302 404 404 404 404 404 200 200 200 404 404 200 200 200 404
GET  printed dept                   302 200 200 404 404 404 404 404 404 404 404 200 200 200 404
GET  printed city                   302 404 404 200 200 404 404 404 404 404 404 404 404 404 404
#                                   --- y.n y.d t.n t.d d.n h.t h.d x1n x2n x2d ban ubn tuy kha
GET  printed x1                     302 404 404 404 404 404 200 200 200 404 404 200 200 200 404
GET  entry dept                     302 302 302 404 404 404 404 404 404 404 404 302 302 302 404
GET  entry city                     302 404 404 200 200 404 404 404 404 404 404 404 404 404 404
GET  entry biz                      302 404 404 404 404 200 404 404 404 404 404 302 302 302 404
GET  entry x2                       302 404 404 404 404 404 404 404 404 302 302 404 404 404 404
GET  entry form2                    302 404 404 404 404 404 200 200 404 404 404 404 404 404 404
GET  conflict city                  302 404 404 302 302 404 404 404 404 404 404 404 404 404 404
GET  conflict dept                  302 403 403 404 404 404 404 404 404 404 404 403 403 403 404
GET  draft_version city             302 404 404 200 200 404 404 404 404 404 404 404 404 404 404
GET  draft_version dept             302 200 200 404 404 404 404 404 404 404 404 404 404 404 404
GET  attachment dept file           302 200 200 404 404 404 404 404 404 404 404 200 200 200 404
GET  attachment city file           302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  attachment dept other          302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  commune_reports -              302 404 404 404 404 404 200 200 404 404 404 404 404 404 404
GET  form2 -                        302 404 404 404 404 404 302 302 404 404 404 404 404 404 404
GET  assignments -                  302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  assignments_xlsx -             302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  recipients -                   302 200 200 200 200 200 404 404 404 404 404 404 404 404 200
GET  donors -                       302 404 404 404 404 404 200 200 200 200 200 404 404 404 404
GET  organisations -                302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  organisation dept              302 200 200 404 404 404 200 200 200 404 404 200 200 200 404
GET  organisation x1                302 200 200 404 404 200 200 200 200 404 404 200 200 200 404
GET  organisation khac              302 404 404 404 404 404 404 404 404 404 404 200 200 200 200
GET  organisation none              302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  instruments -                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  instrument cv-bdt-2021         200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
#                                   --- y.n y.d t.n t.d d.n h.t h.d x1n x2n x2d ban ubn tuy kha
GET  instrument khong-co            404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  board 2021                     302 404 404 404 404 404 404 404 404 404 404 200 200 200 404
GET  board 1999                     302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  board_export 2021              302 404 404 404 404 404 404 404 404 404 404 200 200 200 404
GET  consolidated 2021              302 404 404 404 404 404 404 404 404 404 404 200 200 200 404
GET  consolidated 1999              302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  trace 2021 ?by=area&code=A     302 404 404 404 404 404 404 404 404 404 404 200 200 200 404
GET  report_docx 2021               302 404 404 404 404 404 404 404 404 404 404 200 200 200 404
GET  annex_xlsx 2021                302 404 404 404 404 404 404 404 404 404 404 200 200 200 404
GET  figures_json 2021              302 404 404 404 404 404 404 404 404 404 404 200 200 200 404
GET  forms -                        200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  form bieu-1                    200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  form khong-co                  404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  blank_form bieu-1              200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  verify token                   200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  verify khong-co                404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  healthz -                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  search ?q=so+y                 302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  profile -                      302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  keep_alive -                   302 204 204 204 204 204 204 204 204 204 204 204 204 204 204
GET  account_login -                200 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  account_logout -               302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  account_inactive -             200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  account_reauthenticate -       302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
#                                   --- y.n y.d t.n t.d d.n h.t h.d x1n x2n x2d ban ubn tuy kha
GET  account_change_password -      302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  mfa_index -                    302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  mfa_authenticate -             302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  mfa_reauthenticate -           302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  mfa_activate_totp -            302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  mfa_deactivate_totp -          302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  mfa_view_recovery_codes -      302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  mfa_generate_recovery_codes -  302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  mfa_download_recovery_codes -  302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET  mfa_list_webauthn -            302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  mfa_add_webauthn -             302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  mfa_reauthenticate_webauthn -  302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  mfa_remove_webauthn 1          302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  mfa_edit_webauthn 1            302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  mfa_login_webauthn -           302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
GET  usersessions_list -            302 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST begin bieu-1 2021              302 302 302 302 302 302 404 404 404 404 404 404 404 404 404
POST begin bao-cao-xa 2021          302 404 404 404 404 404 404 404 302 302 302 404 404 404 404
POST begin bieu-2 2021              302 404 404 404 404 404 302 302 404 404 404 404 404 404 404
POST begin bieu-1 1999              302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
POST act dept nop                   302 403 302 404 404 404 404 404 404 404 404 403 403 403 404
POST act dept trinh-duyet           302 403 403 404 404 404 404 404 404 404 404 403 403 403 404
POST act dept tra-lai               302 403 403 404 404 404 404 404 404 404 404 302 403 403 404
POST act dept chap-nhan             302 403 403 404 404 404 404 404 404 404 404 302 403 403 404
POST act dept thu-hoi               302 403 302 404 404 404 404 404 404 404 404 403 403 403 404
POST act dept mo-lai                302 403 403 404 404 404 404 404 404 404 404 403 403 403 404
#                                   --- y.n y.d t.n t.d d.n h.t h.d x1n x2n x2d ban ubn tuy kha
POST act city trinh-duyet           302 404 404 302 403 404 404 404 404 404 404 404 404 404 404
POST act city nop                   302 404 404 403 403 404 404 404 404 404 404 404 404 404 404
POST act city tra-lai               302 404 404 403 403 404 404 404 404 404 404 404 404 404 404
POST act biz nop                    302 404 404 404 404 302 404 404 404 404 404 403 403 403 404
POST act x1 tra-lai                 302 404 404 404 404 404 302 403 403 404 404 403 403 403 404
POST act x1 chap-nhan               302 404 404 404 404 404 302 403 403 404 404 403 403 403 404
POST act x1 thu-hoi                 302 404 404 404 404 404 403 403 302 404 404 403 403 403 404
POST act x2 nop                     302 404 404 404 404 404 404 404 404 403 302 404 404 404 404
POST act x2 rut-lai                 302 404 404 404 404 404 404 404 404 302 403 404 404 404 404
POST act x2 tra-nhap                302 404 404 404 404 404 404 404 404 403 302 404 404 404 404
POST act x2 tra-lai                 302 404 404 404 404 404 404 404 404 403 403 404 404 404 404
POST act form2 trinh-duyet          302 404 404 404 404 404 302 403 404 404 404 404 404 404 404
POST save dept                      302 403 403 404 404 404 404 404 404 404 404 403 403 403 404
POST save city                      302 404 404 200 200 404 404 404 404 404 404 404 404 404 404
POST save biz                       302 404 404 404 404 200 404 404 404 404 404 403 403 403 404
POST save x2                        302 404 404 404 404 404 404 404 404 403 403 404 404 404 404
POST save form2                     302 404 404 404 404 404 200 200 404 404 404 404 404 404 404
POST conflict city                  302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
POST upload dept                    302 403 403 404 404 404 404 404 404 404 404 403 403 403 404
POST upload city                    302 404 404 201 201 404 404 404 404 404 404 404 404 404 404
POST remove_attachment dept file    302 403 403 404 404 404 404 404 404 404 404 403 403 403 404
POST remove_attachment city own     302 404 404 204 204 404 404 404 404 404 404 404 404 404 404
POST act_for -                      302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
POST sign_out_everywhere -          302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
POST set_language -                 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
"""
