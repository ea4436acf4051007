"""The figures of a year as JSON for machines. Schema: docs/reference/so-lieu.schema.json.

Amounts are integers of đồng. Quantities are decimal strings, so that no reader rounds them.
A figure whose `revisions` is empty was reported by nobody.
"""

import json
from decimal import Decimal
from typing import Any

from ketnghia.consolidation.figures import Consolidated, Figure, Line, YearTotal
from ketnghia.documents.breakdowns import by_state

type Json = dict[str, Any]


def to_dict(c: Consolidated) -> Json:
    """The year as plain JSON values, keys in the order of the schema."""
    return {
        "year": c.year,
        "as_of": c.as_of.isoformat(),
        "version": c.version or None,
        "programme": c.programme_name,
        "illustrative": c.illustrative,
        "accepted_only": c.accepted_only,
        "unit": "VND",
        "reports": by_state(c),
        "duties": {
            "must": c.duties.must,
            "encouraged": c.duties.encouraged,
            "submitted": c.duties.submitted,
            "missing": c.duties.missing,
            "missing_must": c.duties.missing_must,
        },
        "totals": _figure(c.totals),
        "by_area": [_line(line) for line in c.by_area],
        "by_district": [
            _line(line)
            | {"received": _figure(line.received), "households": line.households, "communes": line.communes}
            for line in c.by_district
        ],
        "by_donor_kind": [_line(line) for line in c.by_donor_kind],
        "by_money_source": [_line(line) for line in c.by_money_source],
        **_details(c),
    }


def _details(c: Consolidated) -> Json:
    return {
        "by_donor": [
            {"code": d.code, "label": d.label, "kind": d.kind_label, "state": d.state_label}
            | {"districts": list(d.district_labels)}
            | _figure(d.figure)
            for d in c.by_donor
        ],
        "by_activity": [
            {"area": a.area, "code": a.code, "label": a.label, "unit": a.unit}
            | {"quantity": {"actual": _text(a.quantity_actual), "estimate": _text(a.quantity_estimate)}}
            | _figure(a.figure)
            for a in c.by_activity
        ],
        "indicators": [
            {"code": i.code, "label": i.label, "unit": i.unit}
            | {"actual": _text(i.actual), "estimate": _text(i.estimate), "revisions": list(i.revisions)}
            for i in c.indicators
        ],
        "missing": [
            {"organisation": m.organisation, "kind": m.kind_label}
            | {"obligation": m.obligation_label, "form": m.form, "verdict": m.verdict}
            for m in c.missing
        ],
        "years": [_year(each) for each in c.years.totals],
        "beside": [
            {"year": line.year, "table": line.by, "area": line.area, "code": line.code}
            | {"actual": _text(line.actual), "estimate": _text(line.estimate)}
            for line in c.years.lines
        ],
    }


def _year(each: YearTotal) -> Json:
    return {
        "year": each.year,
        "reports": each.reports,
        "actual": each.actual,
        "estimate": each.estimate,
        "received": {"actual": each.received_actual, "estimate": each.received_estimate},
    }


def _figure(figure: Figure) -> Json:
    return {"actual": figure.actual, "estimate": figure.estimate, "revisions": list(figure.revisions)}


def _line(line: Line) -> Json:
    return {"code": line.code, "label": line.label} | _figure(line.figure)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def to_bytes(c: Consolidated) -> bytes:
    """The same as UTF-8 text, indented, with a newline at the end; the same figures give the same bytes."""
    return (json.dumps(to_dict(c), ensure_ascii=False, indent=2) + "\n").encode()
