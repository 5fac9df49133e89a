"""One stream of random numbers per VSwitch, the same on every platform.

The seed of a VSwitch's stream is a fixed hash of the plan's seed and the VSwitch's id (never ``hash()``, which differs
from process to process). So neither the order of the VSwitches nor a further one changes what the others get.
"""

from __future__ import annotations

from hashlib import blake2b
from random import Random


def seeded_random(seed: int, vswitch_id: str) -> Random:
    """The random numbers of one VSwitch in a plan with that seed."""
    text = f"{seed}\0{vswitch_id}".encode(errors="surrogatepass")  # an id of a JSON file may have half a character
    digest = blake2b(text, digest_size=16).digest()
    return Random(int.from_bytes(digest, "big"))
