"""Peers in C, built here with the machine's compiler: every address is simulated, and no Python object is made."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from pathlib import Path
from typing import Final

SOURCE: Final = r"""
#include <stdint.h>
static uint64_t state = 88172645463325252ULL;
static uint32_t below(uint32_t n) {
    state ^= state << 13; state ^= state >> 7; state ^= state << 17;
    return (uint32_t)(((state >> 32) * n) >> 32);
}
void fill(int usable, uint32_t first, uint32_t *out) {
    for (int i = 0; i < usable; i++) out[i] = first + (uint32_t)i;
    for (int i = 0; i < usable; i++) {
        int at = i + (int)below((uint32_t)(usable - i));
        uint32_t address = out[at]; out[at] = out[i]; out[i] = address;
    }
}
void paths(int trials, int usable, const int *levels, int count, int64_t *sums) {
    static uint16_t order[65536]; static uint8_t hit[4096];
    for (int trial = 0; trial < trials; trial++) {
        for (int i = 0; i < usable; i++) order[i] = (uint16_t)(i + 1);
        for (int b = 0; b < 256; b++) hit[b] = 0;
        int whole = 254, drawn = 0;
        for (int level = 0; level < count; level++) {
            for (; drawn < levels[level]; drawn++) {
                int at = drawn + (int)below((uint32_t)(usable - drawn));
                uint16_t address = order[at]; order[at] = order[drawn]; order[drawn] = address;
                int block = address >> 4;
                if (!hit[block]) { hit[block] = 1; if (block && block != 255) whole--; }
            }
            sums[level] += whole;
        }
    }
}
"""
"""``fill``: a /16 in random order. ``paths``: the addresses of each path by a partial shuffle, the /28s they spoil."""


class Compiled:
    """The C peers, loaded."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))

    def fill(self, usable: int, first: int, each: int) -> list[list[int]]:
        """All addresses of a VSwitch in random order, cut into lists of so many."""
        out = (ctypes.c_uint32 * usable)()
        self._library.fill(usable, ctypes.c_uint32(first), out)
        return [out[start : start + each] for start in range(0, usable, each)]

    def paths(self, trials: int, usable: int, levels: list[int]) -> list[int]:
        """Whole /28s at each level, summed over so many trials."""
        sums = (ctypes.c_int64 * len(levels))()
        self._library.paths(trials, usable, (ctypes.c_int * len(levels))(*levels), len(levels), sums)
        return list(sums)


def compiled(folder: Path) -> Compiled | None:
    """The C peers, or None where nothing compiles them; the folder has to stay while they are used."""
    compiler, source, library = shutil.which("cc"), folder / "peers.c", folder / "peers.so"
    if compiler is None:
        return None
    source.write_text(SOURCE, encoding="utf-8")
    subprocess.run([compiler, "-O3", "-march=native", "-shared", "-fPIC", "-o", library, source], check=True)  # noqa: S603
    return Compiled(library)
