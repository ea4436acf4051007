"""Published form definitions, read once a process: a published version never changes."""

from __future__ import annotations

from functools import lru_cache

from ketnghia.reportforms.definition import FormDefinition, SectionKind
from ketnghia.reportforms.models import FormVersion


@lru_cache(maxsize=64)
def definition_of(form_version_id: int) -> FormDefinition:
    """The definition of a published form version."""
    return FormDefinition.from_dict(FormVersion.objects.get(pk=form_version_id).definition)


def derived_sections(definition: FormDefinition) -> tuple[str, ...]:
    """Codes of the sections that consolidation fills."""
    return tuple(one.code for one in definition.sections if one.kind is SectionKind.CONSOLIDATED)
