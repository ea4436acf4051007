"""Bars and the schematic map, as numbers a template can draw without any style of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from statistics import fmean
from typing import Any, Final

from django.utils.translation import gettext as _

from ketnghia.consolidation.figures import Consolidated, Line, RecipientLine

MAP_WIDTH: Final = 800
_MARGIN: Final = 46
_LARGEST_RADIUS: Final = 24.0
_SMALLEST_RADIUS: Final = 4.0
# Steps of the tone; 0 is "has not said".
_TONES: Final = 4


@dataclass(frozen=True, slots=True)
class Point:
    """A recipient on the map: where (in the units of the view box), how large, how dark."""

    line: RecipientLine
    x: float
    y: float
    radius: float
    tone: int


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a district, in the middle of its communes."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Map:
    """Points, largest first so that small ones stay on top; `tones` are the upper bounds in households."""

    width: int
    height: int
    points: tuple[Point, ...]
    labels: tuple[Label, ...]
    tones: tuple[tuple[int, int], ...]


def tabs(c: Consolidated, parameter: str) -> list[dict[str, Any]]:
    """Which reports count: the submitted and the accepted ones, or the accepted ones only."""
    return [
        {"url": "?", "label": _("Đã nộp và đã chấp nhận"), "current": not c.accepted_only, "count": None},
        {
            "url": f"?{parameter}=1",
            "label": _("Chỉ báo cáo đã chấp nhận"),
            "current": c.accepted_only,
            "count": None,
        },
    ]


def bars(lines: Sequence[Line]) -> dict[str, Any]:
    """Lines and the longest of them, in đồng, so that lengths compare."""
    return {"lines": lines, "largest": max((line.figure.estimate for line in lines), default=0) or 1}


def map_of(lines: Iterable[RecipientLine]) -> Map | None:
    """The communes with known coordinates, as on a map of their own extent; None where none is known."""
    placed = [
        (line, line.lat, line.lon)
        for line in lines
        if line.is_commune and line.lat is not None and line.lon is not None
    ]
    if not placed:
        return None
    south, north = min(lat for _line, lat, _lon in placed), max(lat for _line, lat, _lon in placed)
    west, east = min(lon for _line, _lat, lon in placed), max(lon for _line, _lat, lon in placed)
    # A degree of longitude is shorter than one of latitude, the more so the farther from the equator.
    shrink = cos(radians((south + north) / 2))
    scale = (MAP_WIDTH - 2 * _MARGIN) / max((east - west) * shrink, 0.05)
    largest = max((line.figure.estimate for line, _lat, _lon in placed), default=0)
    bounds = _bounds(line.households for line, _lat, _lon in placed)
    points = [
        Point(
            line,
            x=round(_MARGIN + (lon - west) * shrink * scale, 1),
            y=round(_MARGIN + (north - lat) * scale, 1),
            radius=_radius(line.figure.estimate, largest),
            tone=_tone(line.households, bounds),
        )
        for line, lat, lon in placed
    ]
    points.sort(key=lambda point: -point.radius)
    height = round(2 * _MARGIN + (north - south) * scale)
    return Map(MAP_WIDTH, height, tuple(points), _labels(points), tuple(enumerate(bounds, start=1)))


def _labels(points: Iterable[Point]) -> tuple[Label, ...]:
    by_district: dict[str, list[Point]] = {}
    for point in points:
        by_district.setdefault(point.line.district_label, []).append(point)
    return tuple(
        Label(name, round(fmean(each.x for each in some), 1), round(fmean(each.y for each in some), 1))
        for name, some in by_district.items()
        if name
    )


def _radius(amount: int, largest: int) -> float:
    """The area of a point, not its width, is in proportion to the money."""
    share = sqrt(max(amount, 0) / largest) if largest > 0 else 0.0
    return round(max(_LARGEST_RADIUS * share, _SMALLEST_RADIUS), 1)


def _bounds(households: Iterable[int | None]) -> list[int]:
    """Upper bounds of the tones: equal steps up to the largest number of households."""
    largest = max((each for each in households if each is not None), default=0)
    return [-(-largest * step // _TONES) for step in range(1, _TONES + 1)] if largest else []


def _tone(households: int | None, bounds: Sequence[int]) -> int:
    if households is None or not bounds:
        return 0
    return next(step for step, bound in enumerate(bounds, start=1) if households <= bound)
