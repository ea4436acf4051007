"""All mistakes of a content folder at once."""

from pathlib import Path

from django.utils.translation import gettext as _

from ketnghia.reportforms.content.campaigns import check_campaign
from ketnghia.reportforms.content.expressions import check_expressions
from ketnghia.reportforms.content.files import ContentFile, Folder, read_folder
from ketnghia.reportforms.content.forms import check_form, definition_from
from ketnghia.reportforms.content.problems import ContentProblem, ContentRefusedError
from ketnghia.reportforms.content.references import Known, check_catalogue, check_instruments, gather
from ketnghia.reportforms.definition import FormDefinition


def check_content(path: Path) -> list[ContentProblem]:
    """Every mistake in the programme's files, sorted by file and line; empty when all is right."""
    return examine_folder(path).problems()


def read_definitions(path: Path) -> dict[str, FormDefinition]:
    """The definitions of a folder's forms by code, without a database; raises ContentRefusedError."""
    folder = examine_folder(path)
    if folder.problems():
        raise ContentRefusedError(folder.problems())
    known = gather(folder)
    definitions = [definition_from(file.data, known) for file in folder.forms]
    return {definition.code: definition for definition in definitions}


def examine_folder(path: Path) -> Folder:
    """Read and check the folder; the problems are in its files."""
    folder = read_folder(path)
    known = gather(folder)
    if folder.programme.is_sound and folder.programme.data["last_year"] < folder.programme.data["first_year"]:
        folder.programme.tell(("last_year",), _("Năm cuối đứng trước năm đầu."))
    if folder.instruments.is_sound:
        check_instruments(folder.instruments)
    if folder.catalogue.is_sound:
        check_catalogue(folder.catalogue, known)
    for file in folder.forms:
        if file.is_sound:
            _check_form_file(file, known)
    _check_repeats(folder)
    forms = [(one.data.get("code", ""), one.data.get("number", 0)) for one in folder.forms]
    for file in folder.campaigns:
        if file.is_sound:
            check_campaign(file, known, forms)
    return folder


def _check_form_file(file: ContentFile, known: Known) -> None:
    check_form(file, known)
    check_expressions(file, definition_from(file.data, known))


def _check_repeats(folder: Folder) -> None:
    """A form may stand in the folder once for each of its versions, a campaign once for its year."""
    for files, keys in ((folder.forms, ("code", "number")), (folder.campaigns, ("year",))):
        seen: dict[tuple[object, ...], str] = {}
        for file in files:
            named = tuple(file.data.get(key) for key in keys)
            if named in seen:
                message = _("“%(code)s” đã có trong %(file)s.") % {"code": named[0], "file": seen[named]}
                file.tell((keys[0],), message)
            seen.setdefault(named, file.name)
