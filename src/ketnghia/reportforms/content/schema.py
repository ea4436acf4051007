"""The shapes of the programme's files, one table for each kind of file."""

from datetime import date

from ketnghia.accounts.states import Role
from ketnghia.kernel.findings import Severity
from ketnghia.legal.states import InstrumentKind
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.content.shapes import NUMBER_OR_TEXT, Key, Shape, Table, Tables, Texts
from ketnghia.reportforms.definition import FieldType, Scope, SectionKind
from ketnghia.reportforms.states import Perspective

CATALOGUES = ("areas", "activities", "money_sources")
ORGANISATION_LISTS = ("recipients", "donors", "communes", "donors_of_communes")
OBLIGATIONS = ("MUST", "ENCOURAGED")
CONVENTION = "convention"

_TEXT = Key(str)
_MUST_TEXT = Key(str, required=True)
_MUST_DAY = Key(date, required=True)
_FLAG = Key(bool)
_NUMBER = Key(int)
_MUST_NUMBER = Key(int, required=True)
_MARK = Key(str, one_of=("S", "V", "L"))

PROGRAMME: Shape = {
    "code": _MUST_TEXT,
    "name": _MUST_TEXT,
    "province_name": _MUST_TEXT,
    "first_year": _MUST_NUMBER,
    "last_year": _MUST_NUMBER,
    "board": _TEXT,
    "report_to": _TEXT,
    # Read by `documents.letterhead`.
    "letterhead": Table(
        {
            "superior": _MUST_TEXT,
            "issuer": _MUST_TEXT,
            "issuer_in_text": _MUST_TEXT,
            "place": _MUST_TEXT,
            "number_suffix": _MUST_TEXT,
            "subject": _MUST_TEXT,
            "addressees": Texts(required=True),
            "bases": Texts(required=True),
            "signature": Texts(required=True),
            "recipients": Texts(required=True),
        }
    ),
}
INSTRUMENTS: Shape = {
    "instrument": Tables(
        {
            "code": _MUST_TEXT,
            "kind": Key(str, required=True, one_of=tuple(InstrumentKind.values)),
            "number": Key(str, required=True, may_be_blank=True),
            "issued_on": Key(date),
            "issuer": _MUST_TEXT,
            "title": _MUST_TEXT,
            "abstract": _MUST_TEXT,
            "verified": Key(bool, required=True),
            "source": _MUST_TEXT,
            "citation": Tables({"code": _MUST_TEXT, "sentence": _MUST_TEXT}),
        },
        required=True,
    )
}
_ITEM: Shape = {"code": _MUST_TEXT, "label": _MUST_TEXT, "mark": _MARK}
CATALOGUE: Shape = {
    "area": Tables(_ITEM, required=True),
    "unit": Tables(_ITEM, required=True),
    "money_source": Tables(_ITEM, required=True),
    # An indicator without a unit counts in the unit of the activity beside it.
    "indicator": Tables({"code": _MUST_TEXT, "label": _MUST_TEXT, "unit": _TEXT}, required=True),
    "activity": Tables({**_ITEM, "area": _MUST_TEXT, "unit": _MUST_TEXT}, required=True),
}
_NUMERIC = tuple(kind.value for kind in FieldType if kind.is_number)
_FIELD: Shape = {
    "code": _MUST_TEXT,
    "type": Key(str, required=True, one_of=tuple(FieldType)),
    "label": _MUST_TEXT,
    "hint": _TEXT,
    "group": _TEXT,
    "required": _FLAG,
    "pair": _FLAG,
    "signed": _FLAG,
    "max_length": _NUMBER,
    "lines": _NUMBER,
    "catalogue": _TEXT,
    "organisations": Key(str, one_of=ORGANISATION_LISTS),
    "accept": Texts(),
    "max_files": _NUMBER,
    "money_source": _TEXT,
    "indicator": _TEXT,
    "minimum": _NUMBER,
    "maximum": _NUMBER,
}
_COMPUTED: Shape = {
    "code": _MUST_TEXT,
    "type": Key(str, required=True, one_of=_NUMERIC),
    "label": _MUST_TEXT,
    "formula": _MUST_TEXT,
    "pair": _FLAG,
    "hint": _TEXT,
    "group": _TEXT,
}
FORM: Shape = {
    "code": _MUST_TEXT,
    "number": _MUST_NUMBER,
    "title": _MUST_TEXT,
    "short_title": _MUST_TEXT,
    "perspective": Key(str, required=True, one_of=tuple(Perspective.values)),
    "reviewed_by": Key(str, required=True, one_of=tuple(Role.values)),
    "basis": _MUST_TEXT,
    "purpose": _TEXT,
    "catalogues": Texts(one_of=CATALOGUES),
    "parameters": Tables(
        {
            "value": Key(NUMBER_OR_TEXT, required=True),
            "unit": _MUST_TEXT,
            "basis": _MUST_TEXT,
            "note": _MUST_TEXT,
        },
        named=True,
    ),
    "list": Tables({"code": _MUST_TEXT, "item": Tables(_ITEM, required=True)}),
    "section": Tables(
        {
            "code": _MUST_TEXT,
            "kind": Key(str, required=True, one_of=tuple(SectionKind)),
            "title": _MUST_TEXT,
            "hint": _TEXT,
            "row_title": _TEXT,
            "donor_field": _TEXT,
            "recipient_field": _TEXT,
            "optional": _FLAG,
            "field": Tables(_FIELD),
            "computed": Tables(_COMPUTED),
        },
        required=True,
    ),
    "check": Tables(
        {
            "code": _MUST_TEXT,
            "severity": Key(str, required=True, one_of=tuple(Severity)),
            "scope": Key(str, required=True, one_of=tuple(Scope)),
            "section": _TEXT,
            "at": _MUST_TEXT,
            "expression": _MUST_TEXT,
            "message": _MUST_TEXT,
            "basis": _TEXT,
        }
    ),
}
CAMPAIGN: Shape = {
    "year": _MUST_NUMBER,
    "name": _MUST_TEXT,
    "instrument": _MUST_TEXT,
    "window": Table(
        {
            "first_day": _MUST_DAY,
            "last_day": _MUST_DAY,
            "basis": _MUST_TEXT,
            "lateness_basis": _MUST_TEXT,
        },
        required=True,
    ),
    "period": Table({"first_day": _MUST_DAY, "last_day": _MUST_DAY, "basis": _MUST_TEXT}, required=True),
    "help": Table({"text": _MUST_TEXT}, required=True),
    "form": Tables({"code": _MUST_TEXT, "number": _MUST_NUMBER, "basis": _MUST_TEXT}, required=True),
    "duty": Tables(
        {
            "form": _MUST_TEXT,
            "kinds": Texts(one_of=tuple(OrganisationKind.values), required=True),
            "twinned": Key(bool, required=True),
            "obligation": Key(str, required=True, one_of=OBLIGATIONS),
            "basis": _MUST_TEXT,
        },
        required=True,
    ),
    "declaration": Tables({"key": _MUST_TEXT, "label": _MUST_TEXT, "text": _MUST_TEXT}, required=True),
}
