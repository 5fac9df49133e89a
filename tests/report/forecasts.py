"""Forecasts to look at: certain, uncertain and late ones, with names that should do no harm if asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from eniplan.capacity.forecast import forecast
from eniplan.capacity.growth import LinearGrowth
from tests.planning.ground_kit import account, group, planned, vswitch

if TYPE_CHECKING:
    from eniplan.capacity.forecast_answer import ForecastAnswer

TODAY = date(2026, 11, 23)
KINDS = ("certain", "uncertain", "late", "fitting")


def forecasts(name: str = "") -> dict[str, ForecastAnswer]:
    """The answers by kind; group and VSwitch bear the given name."""
    key = name.replace("\ud800", "") or "vsw-w"  # half a surrogate pair has no place in a seed
    wide = replace(vswitch("w", "10.0.0.0/24", "10.0.0.64/27"), id=key)
    letters = key.replace("{", "").replace("}", "")
    web = replace(group("web-{n}", 12, "b"), name=f"{letters}-{{n}}", vswitches=(key, "vsw-b"))
    pods = [replace(group(f"pod{n}-{{n}}", 1, "b"), vswitches=(key,), ipv4_prefixes=n % 2) for n in range(5)]
    plan = planned(web, *pods, on=account(wide, vswitch("b", "10.0.1.0/26"), quota=2000))
    every = {one.name: LinearGrowth(2 + place, "month", 1) for place, one in enumerate((web, *pods))}
    return {
        "certain": forecast(plan, {web.name: LinearGrowth(40)}, today=TODAY, swings=True),
        "uncertain": forecast(plan, every, today=TODAY),
        "late": forecast(plan, {web.name: LinearGrowth(50, "day")}, today=TODAY, lead_days=90),
        "fitting": forecast(plan, {web.name: LinearGrowth(1)}, today=TODAY, until="2027-02-01"),
    }
