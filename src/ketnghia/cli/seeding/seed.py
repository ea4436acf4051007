"""Seeding: every duty of the demo's campaign gets the report its plan says."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ketnghia.cli.seeding import adjusting, mistakes
from ketnghia.cli.seeding.cast import Cast, Duty, duties_in
from ketnghia.cli.seeding.diary import Diary, Enactment
from ketnghia.cli.seeding.errors import SeedError
from ketnghia.cli.seeding.filling import Content, Filler, Partner
from ketnghia.cli.seeding.outcomes import OUTCOMES, Filling, Outcome
from ketnghia.cli.seeding.plan import Plan
from ketnghia.cli.seeding.walk import Walk
from ketnghia.organisations.models import Organisation
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reportforms.models import CampaignForm
from ketnghia.reportforms.states import Perspective
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.states import NOT_STARTED

FILE: Final = Path("demo") / "reports.toml"

# Districts last: their form is filled from what communes had accepted.
_ORDER: Final = (Perspective.DONOR, Perspective.RECIPIENT, Perspective.DISTRICT)


def seed(plan: Plan, diary: Diary) -> Counter[str]:
    """Make the reports of a campaign that has none and live through the diary; how many of each outcome.

    Reports the plan calls later come after the diary. Raises SeedError.
    """
    cast = Cast.read(plan.year, plan.clock)
    forms = _forms(plan.year)
    codes = dict(Organisation.objects.filter(pk__in=set(cast.districts.values())).values_list("pk", "code"))
    duties = duties_in(plan.year, cast, codes)
    turns = list(_turns(plan, duties, forms))
    for duty, name in turns:
        if name != NOT_STARTED and duty.unit not in plan.later:
            _make(plan, cast, duty, forms[duty.form], OUTCOMES[name])
    Enactment(plan, cast, {(each.form, each.unit): each for each in duties}).enact(diary)
    for duty, name in turns:
        if duty.unit in plan.later:
            _make(plan, cast, duty, forms[duty.form], OUTCOMES[name])
    return Counter(f"{duty.form} {name}" for duty, name in turns)


def _forms(year: int) -> dict[str, FormDefinition]:
    used = CampaignForm.objects.filter(campaign__year=year).values_list("form_version_id", flat=True)
    return {form.code: form for form in map(definition_of, used)}


def _turns(
    plan: Plan, duties: Iterable[Duty], forms: dict[str, FormDefinition]
) -> Iterable[tuple[Duty, str]]:
    """Each duty with the name of its outcome, in the order in which reports come in."""
    ordered = sorted(duties, key=lambda duty: _ORDER.index(Perspective(forms[duty.form].perspective)))
    places: defaultdict[tuple[str, str], int] = defaultdict(int)
    for duty in ordered:
        name = plan.outcome(duty.form, duty.unit, group=duty.group, place=places[duty.form, duty.group])
        places[duty.form, duty.group] += 1
        yield duty, name


def _make(plan: Plan, cast: Cast, duty: Duty, form: FormDefinition, outcome: Outcome) -> None:
    begin = Walk.begin_on_paper if outcome.on_paper else Walk.begin
    walk = begin(plan, cast, duty, form)
    filler = Filler(plan, form, _partners(plan, cast, duty, form), walk.dice, late=outcome.late)
    content = _content(filler, outcome)
    if outcome.adjusted:
        adjusting.adjust(plan, form, content, walk.report, walk.dice)
    try:
        walk.run(outcome, content)
    except Exception as error:
        error.add_note(f"{duty.form} of {duty.unit}: {outcome}")
        raise


def _content(filler: Filler, outcome: Outcome) -> Content:
    match outcome.filling:
        case Filling.NIL:
            return filler.nil()
        case Filling.READY:
            return filler.content()
        case Filling.HALF:
            return mistakes.halved(filler.form, filler.content())
        case Filling.WRONG:
            return mistakes.spoil(filler.form, filler.content(), filler.dice)


def _partners(plan: Plan, cast: Cast, duty: Duty, form: FormDefinition) -> list[Partner]:
    match Perspective(form.perspective):
        case Perspective.DONOR:
            found = cast.recipients(plan, duty.unit_id)
        case Perspective.RECIPIENT:
            found = cast.donors(plan, duty.unit_id)
        case Perspective.DISTRICT:
            found = cast.donors_in(duty.unit_id)
    if not found:
        raise SeedError(f"{duty.unit} owes {duty.form} and nobody is assigned to it")
    return found
