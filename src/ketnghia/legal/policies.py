"""When a document may still be written."""

from django.utils.translation import gettext as _

from ketnghia.kernel.refusals import Closed
from ketnghia.legal.models import LegalInstrument


def check_draft(instrument: LegalInstrument) -> None:
    """What was issued is quoted as it stands. Raises Closed."""
    if not instrument.is_draft:
        raise Closed(
            "INSTRUMENT_ISSUED",
            _("Văn bản “%s” đã ban hành, không sửa trên phần mềm.") % instrument.cited_as,
            rule=_("Câu trích là nguyên văn của văn bản."),
        )
