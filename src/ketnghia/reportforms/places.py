"""Places in a content that somebody can point at: the whole, a section, a row, a cell."""

from ketnghia.reportforms.compiled import SIDES
from ketnghia.reportforms.definition import FormDefinition, Section, SectionKind
from ketnghia.reportforms.document import ROW_ID


def is_place(definition: FormDefinition, path: str) -> bool:
    """Whether a path ("", "section", "section.row", "section.row.field", "section.field", and a side of a
    pair) could be in a content of this form. A row need not be there any more.
    """
    if not path:
        return True
    code, *rest = path.split(".")
    section = next((one for one in definition.sections if one.code == code), None)
    if section is None:
        return False
    if section.kind is SectionKind.ROWS and rest:
        row_id, *rest = rest
        if not ROW_ID.fullmatch(row_id):
            return False
    return not rest or _is_cell(section, rest)


def _is_cell(section: Section, rest: list[str]) -> bool:
    code, *side = rest
    columns = {field.code: field.pair for field in section.fields}
    columns |= {column.code: column.pair for column in section.computed}
    return code in columns and (not side or (columns[code] and side in [[one] for one in SIDES]))
