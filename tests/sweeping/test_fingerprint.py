"""Fingerprints: the same for the same content, another one for any other."""

from __future__ import annotations

import pickle
from dataclasses import replace

from eniplan.sweeping.fingerprint import fingerprint
from tests.planning.ground_kit import ACCOUNT, eni
from tests.sweeping.sweeps import small_sweep


def test_copies_have_the_same_fingerprint() -> None:
    """Whatever texts they share, and whatever was looked up in them before."""
    there = pickle.loads(pickle.dumps(ACCOUNT))  # noqa: S301 - our own
    assert there.holders_by_vswitch == {}
    assert fingerprint(small_sweep(), there) == fingerprint(small_sweep(), ACCOUNT)


def test_every_difference_shows() -> None:
    """A level, an address that is held, the kind of a value, where a bracket stands."""
    spec = small_sweep()
    values: list[tuple[object, ...]] = [
        (spec,),
        (replace(spec, vary={**spec.vary, "density": (0.0, 0.50000001)}),),
        (replace(spec, vary=dict(reversed(list(spec.vary.items())))),),
        (ACCOUNT,),
        (replace(ACCOUNT, enis={"e": eni("e", "a", "10.0.0.9")}),),
        (replace(ACCOUNT, enis={"e": eni("e", "a", "10.0.0.8")}),),
        ("a", "b"),
        (("a", "b"),),
        (("a",), "b"),
        ("ab",),
        (1,),
        (1.0,),
        (True,),
        ("1",),
        (frozenset({"a", "b"}),),
        (None,),
        ((),),
        (({},),),
    ]
    found = [fingerprint(*each) for each in values]
    assert [values[place] for place, each in enumerate(found) if each in found[:place]] == []
