"""What time it is for the application: the real time, moved by the demo's shift when there is one."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction

from ketnghia.campaigns.models import ClockShift


def now() -> datetime:
    """The current moment, aware, in UTC; only in demo mode (``settings.DEMO``) is it shifted."""
    real = datetime.now(UTC)
    if not getattr(settings, "DEMO", False):
        return real
    shift = ClockShift.objects.filter(pk=1).values_list("seconds", flat=True).first()
    return real + timedelta(seconds=shift or 0)


def seeded_at() -> datetime | None:
    """The moment the demo's data was made for; None where nobody noted it."""
    return ClockShift.objects.filter(pk=1).values_list("seeded_at", flat=True).first()


@transaction.atomic
def set_clock(*, moment: datetime | None, real: datetime | None = None) -> None:
    """Make the demo's clock show ``moment`` now and run on from there; None goes back to the real time."""
    if moment is None:
        ClockShift.objects.filter(pk=1).delete()
        return
    seconds = round((moment - (real or datetime.now(UTC))).total_seconds())
    ClockShift.objects.update_or_create(pk=1, defaults={"seconds": seconds})


def remember_seed(*, moment: datetime) -> None:
    """Note the moment the demo's data was made for."""
    ClockShift.objects.update_or_create(pk=1, defaults={"seeded_at": moment})
