"""A folder of parts: each a file of consecutive rows that appears whole, and a manifest that says of which sweep.

A sweep that ended early, whatever the reason, goes on from the parts that are there. One that was changed does not: its
rows would not be those that the folder has.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from eniplan._version import __version__
from eniplan.errors import EniplanError, OutputError
from eniplan.exchange.files import write_folder, write_whole
from eniplan.sweeping.fingerprint import fingerprint
from eniplan.sweeping.part_rows import part_columns, read_rows, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eniplan.capacity.sweep import Sweep, SweepRow
    from eniplan.sweeping.part_rows import PartKind

MANIFEST = "sweep.json"
_FORMAT = 1
_PART = (16, 256)
"""The fewest and most rows of a part: fewer would be many small files, more would lose much when it is killed, and
keep whoever cancels it waiting."""
_PARTS = 64


def part_ranges(total: int) -> list[range]:
    """The numbers of the rows of each part; they depend on how many rows there are, and on nothing else."""
    size = min(max(-(-total // _PARTS), _PART[0]), _PART[1])
    return [range(first, min(first + size, total)) for first in range(0, total, size)]


@dataclass(frozen=True, kw_only=True)
class PartStore(Sequence["SweepRow"]):
    """The rows of a sweep in a folder, read when they are looked at.

    Args:
        folder: where they are.
        sweep: of which sweep.
        kind: of the files.
    """

    folder: Path
    sweep: Sweep
    kind: PartKind

    @cached_property
    def parts(self) -> list[range]:
        """The numbers of the rows of each part."""
        return part_ranges(self.sweep.total)

    def open(self) -> None:
        """Begin the folder, or make sure that it is of this sweep.

        Raises:
            OutputError: it is of another sweep, or cannot be written.
        """
        manifest = json.dumps(self._manifest(), ensure_ascii=False, indent=1) + "\n"
        try:
            there = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            write_folder(self.folder, {MANIFEST: lambda stream: stream.write(manifest)})
        except (OSError, ValueError):
            raise OutputError(
                self.folder, f"{MANIFEST} in it is not what a sweep writes; name another folder"
            ) from None
        else:
            self._check_same(there)

    def _manifest(self) -> dict[str, object]:
        spec = self.sweep.spec
        return {
            "format": _FORMAT,
            "eniplan": __version__,
            "sweep": fingerprint(spec, self.sweep.inventory, self.sweep.profile),
            "plan": spec.plan.name,
            "rows": self.sweep.total,
            "parts": len(self.parts),
            "kind": self.kind,
            "columns": list(part_columns(self.sweep)),
        }

    def _check_same(self, there: object) -> None:
        mine = self._manifest()
        if there != mine:
            differing = [key for key in mine if not isinstance(there, dict) or there.get(key) != mine[key]]
            what = "the sweep, its plan or its inventory" if "sweep" in differing else ", ".join(differing)
            problem = f"has the parts of another sweep ({what} differ); name another folder, or delete it"
            raise OutputError(self.folder, problem)

    def path(self, part: int) -> Path:
        """The file of a part, counted from 0."""
        return self.folder / f"part-{part:05}.{self.kind}"

    def missing(self) -> list[int]:
        """The parts that are not there yet; a file that is there is whole."""
        return [part for part in range(len(self.parts)) if not self.path(part).exists()]

    def write(self, part: int, rows: Sequence[SweepRow]) -> None:
        """Write a part, whole or not at all.

        Raises:
            OutputError: the disk is full, for one.
        """
        write_whole(self.path(part), lambda stream: write_rows(stream, self.kind, self.sweep, rows))

    def __len__(self) -> int:
        return self.sweep.total

    def __iter__(self) -> Iterator[SweepRow]:
        for part in range(len(self.parts)):
            yield from self._rows(part)

    @overload
    def __getitem__(self, index: int) -> SweepRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[SweepRow]: ...
    def __getitem__(self, index: int | slice) -> SweepRow | list[SweepRow]:
        if isinstance(index, slice):
            return list(self)[index]
        number = range(len(self))[index]
        part, place = divmod(number, len(self.parts[0]))
        return list(self._rows(part))[place]

    def _rows(self, part: int) -> Iterator[SweepRow]:
        if not self.path(part).exists():
            raise EniplanError(f"{self.path(part)}: is gone; run the sweep again to plan it")
        return read_rows(self.path(part), self.kind, self.sweep, self.parts[part])
