"""Every sentence the scripts of the entry page say, translated here and handed over as data.

Names in braces, or in %()s where the server says the same sentence, are filled in by the browser.
"""

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """Sentences by key."""
    return {**_saving(), **_rows(), **_reading(), **_files(), **_problems(), **_findings()}


def _saving() -> dict[str, str]:
    return {
        "moment": _("{time} ngày {day}"),
        "saved": _("Đã lưu {time}"),
        "saving": _("Đang lưu…"),
        "unsaved": _("Có thay đổi chưa lưu"),
        "unsaved_short": _("Chưa lưu"),
        "offline": _("Chưa gửi được – đã giữ trên máy này, sẽ tự gửi lại"),
        "offline_unkept": _("Chưa gửi được – đừng đóng trang này, sẽ tự gửi lại"),
        "signed_out": _("Phiên làm việc đã hết – đã giữ trên máy này. Đăng nhập lại ở thẻ khác, sẽ tự gửi."),
        "conflict": _("Báo cáo đã được sửa ở nơi khác – cả hai bản đều được giữ."),
        "conflict_link": _("Xem hai bản và chọn"),
        "moved": _("{who} vừa sửa báo cáo ở nơi khác, lúc {time}."),
        "moved_link": _("Tải bản mới"),
        "said_here": _("Có ý kiến về ô này"),
        "refused": _("Chưa lưu được: {message} Nội dung vẫn được giữ trên máy này."),
        "held_at": _("Trên máy này còn nội dung chưa gửi, nhập lúc {time}. Máy chủ giữ bản lưu lúc {saved}."),
        "restored": _("Đã lấy lại nội dung trên máy này."),
    }


def _rows() -> dict[str, str]:
    return {
        "row_removed": _("Đã bỏ dòng {number}."),
        "undo": _("Lấy lại"),
        "undone": _("Đã lấy lại."),
        "row_added": _("Đã thêm dòng {number}."),
        "row_name": _("{title} {number}"),
        "no_rows": _("Chưa có dòng nào."),
        "as_table": _("Xem dạng bảng"),
        "as_cards": _("Xem từng dòng"),
    }


def _reading() -> dict[str, str]:
    return {
        "ask_amount": _("Đọc là {words}. Đúng không?"),
        "ask_number": _("Đọc là {number}. Đúng không?"),
        "ask_yes": _("Đúng, {value}"),
        "ask_million": _("Không, {value} triệu đồng"),
        "pasted": _("Đã dán {cells} ô vào {rows} dòng, thêm {added} dòng mới."),
        "pasted_amounts": _("Đọc số tiền: {list}."),
        "paste_left": _("{count} ô chưa dùng được:"),
        "paste_cell": _("dòng {row}, {column}: “{text}”"),
        "paste_beyond": _("dòng {row}, ngoài cột cuối: “{text}”"),
        "paste_computed": _("{column} do phần mềm tự cộng"),
        "paste_more": _("và {count} ô nữa"),
        "sees_as": _("“{typed}” là {value}"),
    }


def _files() -> dict[str, str]:
    return {
        "uploading": _("Đang tải lên {percent}%"),
        "upload_failed": _("Chưa tải lên được. Kiểm tra đường truyền rồi thử lại."),
        "upload_retry": _("Thử lại"),
        "upload_large": _("“{name}” lớn hơn {limit} MB. Giảm cỡ ảnh hoặc tách tệp rồi chọn lại."),
        "upload_many": _("Mục này nhận nhiều nhất {limit} tệp."),
        "upload_consent": _("Đánh dấu xác nhận người trong ảnh đã đồng ý, rồi chọn lại ảnh."),
        "upload_done": _("Đã tải lên “{name}”."),
        "file_remove": _("Bỏ tệp {name}"),
        "file_removed": _("Đã bỏ tệp “{name}”."),
        "size_mb": _("{size} MB"),
        "size_kb": _("{size} KB"),
    }


def _problems() -> dict[str, str]:
    return {
        "problem_count": _("{count} chỗ cần sửa"),
        "doubt_count": _("{count} chỗ nên xem lại"),
        "done": _("đã xong"),
        "todo": _("chưa nhập"),
        "errors_title": _("{count} chỗ phải sửa trước khi gửi"),
        "warnings_title": _("{count} chỗ nên xem lại; nếu đúng thì nêu lý do"),
        "answered_title": _("{count} chỗ đã nêu lý do"),
        "waive": _("Bỏ qua vì"),
        "all_clear": _("Không còn chỗ nào phải sửa."),
        "at_field": _("{section}: {field}"),
        "nil_title": _("Không phát sinh"),
        "still_open": _("Còn {count} chỗ cần sửa hoặc nêu lý do trước khi gửi."),
        "not_now": _("Chưa lưu được phần vừa nhập nên chưa gửi. Chờ một chút rồi bấm lại."),
    }


def _findings() -> dict[str, str]:
    """The sentences of `reportforms.checking` and `reportforms.reading`, word for word."""
    return {
        "nil_reason": _(
            "Đã chọn “Không phát sinh” nhưng chưa nêu lý do. Viết một câu vì sao năm nay không có việc nào."
        ),
        "nil_with_rows": _(
            "Báo cáo “Không phát sinh” nhưng mục này còn dòng số liệu. "
            "Xóa các dòng, hoặc bỏ chọn “Không phát sinh”."
        ),
        "required": _("Chưa có “%(label)s”. Ô này cần có trước khi nộp."),
        "estimate_missing": _(
            "Đã ghi số thực hiện, chưa ghi ước cả năm. Nếu không làm thêm, ghi lại đúng số thực hiện."
        ),
        "estimate_below_actual": _(
            "Ước cả năm nhỏ hơn số đã thực hiện. Ước cả năm gồm cả phần đã làm, nên phải bằng hoặc lớn hơn."
        ),
        "unchecked": _("Chưa kiểm tra được ô này với số liệu đang có. Xem lại các ô cùng dòng."),
        "below_minimum": _("Số này phải từ %(limit)s trở lên."),
        "above_maximum": _("Số này nhiều nhất là %(limit)s."),
        "unknown_choice": _("“%(typed)s” không có trong danh mục. Chọn một mục trong danh sách."),
        "unknown_unit": _("Chưa nhận ra đơn vị “%(typed)s”. Chọn trong danh sách."),
        "unassigned_unit": _(
            "Đơn vị này không nằm trong danh sách phân công của đơn vị. Chọn lại trong danh sách."
        ),
        "too_long": _("Phần này dài %(length)s ký tự, nhiều nhất là %(limit)s. Viết gọn lại."),
        "too_many_files": _("Nhiều nhất %(limit)s tệp. Bỏ bớt tệp ở ô này."),
        "unknown_file": _("Có tệp đính kèm không còn trên hệ thống. Bỏ tệp đó và tải lại."),
    }
