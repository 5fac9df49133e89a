"""The pace of one action: never above its limit in any 60 seconds, and out of the cloud's way when it asks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eniplan.sending.pace import Pace


@given(st.integers(1, 120), st.lists(st.floats(0, 40), min_size=1, max_size=300))
def test_never_more_than_the_limit_in_any_minute(per_minute: int, pauses: list[float]) -> None:
    """Whoever asks as eagerly as it may, with any pauses: each window of 60 seconds has at most that many calls."""
    pace, now, left = Pace(per_minute), 1000.0, []
    for pause in pauses:
        now = pace.free_at(now + (pause if pause > 30 else 0))
        pace.count(now)
        left.append(now)
    for place, start in enumerate(left):
        assert sum(start <= each < start + 60 for each in left[place:]) <= per_minute


def test_calls_are_spread_over_the_minute() -> None:
    """500 a minute is one each 0.12 seconds: 51 calls take 6 seconds, less one second that may be made up for."""
    pace, now = Pace(500), 1000.0
    for _ in range(51):
        now = pace.free_at(now)
        pace.count(now)
    assert 5 - 1e-6 <= now - 1000.0 <= 6 + 1e-6


def test_throttled_it_rests_until_the_next_minute_and_goes_on_slower() -> None:
    """At 12:00:15 it waits until 12:01:00; a second answer of the same burst slows it down no further."""
    pace = Pace(400)
    pace.throttle(15.0, None)
    pace.throttle(15.5, None)
    assert (pace.free_at(16.0), pace.rate) == (60.0, 300.0)
    assert pace.free_at(119.0) == 119.0
    assert (pace.free_at(120.0), pace.rate) == (120.0, 340.0)


def test_the_cloud_may_say_how_long() -> None:
    """x-acs-retry-after counts from now."""
    pace = Pace(400)
    pace.throttle(15.0, 2.5)
    assert pace.free_at(16.0) == 17.5


def test_a_late_sender_makes_up_without_exceeding() -> None:
    """Stalled for a second now and then, it catches up; still no window of a minute has more than the limit."""
    pace, now, left = Pace(600), 1000.0, []
    for number in range(1500):
        now = pace.free_at(now + (1.0 if number % 100 == 50 else 0.0))
        pace.count(now)
        left.append(now)
    assert max(sum(start <= each < start + 60 for each in left) for start in left) == 600
